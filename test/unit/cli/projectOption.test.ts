import assert from 'node:assert/strict';
import { relative } from 'node:path';
import type { ProjectEntry } from '../../../src/core/api';
import { projectNamed, projectOrFolderNamed } from '../../../src/cli/projectOption';

const entry = (project: string, name: string): ProjectEntry => ({ project, name, sessions: 1, lastAtMs: 0, isExcluded: false });
const HERE = `of ${process.cwd()}`;
const EVERYTHING = ['github.com/acme/shop', '/home/dev/notes', '/home/me/notes', HERE];
const apiWith = (...projects: readonly string[]) => ({
  projects: async () => projects.map((project) => entry(project, project.split('/').at(-1) ?? '')),
  project: async ({ folder }: { folder: string }) => ({ id: `of ${folder}`, folder, tree: folder, isExcluded: false }),
});
const api = apiWith(...EVERYTHING);

describe('The project that a person names', () => {
  it('is known by its identity, and by its short name where only one has it', async () => {
    assert.equal(await projectNamed('github.com/acme/shop', api), 'github.com/acme/shop');
    assert.equal(await projectNamed('shop', api), 'github.com/acme/shop');
    await assert.rejects(projectNamed('notes', api), /"notes" is the name of several projects\. Say which: \/home\/dev\/notes, \/home\/me\/notes\./);
  });

  it('is known by a folder in it: the current one, one with a slash at its end, a relative one', async () => {
    for (const named of ['.', `${process.cwd()}/`, relative('/', process.cwd()).replace(/^/, `${relative(process.cwd(), '/')}/`)]) assert.equal(await projectNamed(named, api), HERE, named);
  });

  it('is known by a folder that is gone, and by one that was remembered before it had a remote', async () => {
    assert.equal(await projectNamed('/home/dev/notes/', api), '/home/dev/notes');
    assert.equal(await projectNamed('.', apiWith(process.cwd())), process.cwd());
  });

  it('is refused with those that are known, when it is none of them', async () => {
    await assert.rejects(projectNamed('/nowhere/at/all', api), { name: 'UserFacingError', message: `Nothing is remembered of a project "/nowhere/at/all". Known: ${EVERYTHING.join(', ')}.` });
    await assert.rejects(projectNamed('.', apiWith('/home/dev/notes')), /Nothing is remembered of a project "\."/);
    await assert.rejects(projectNamed('', api), /Nothing is remembered of a project ""/);
    await assert.rejects(projectNamed('shop', apiWith()), /No project is known yet/);
  });

  it('may be a folder of which nothing is remembered, where that is to begin or to be kept from it', async () => {
    assert.equal(await projectOrFolderNamed('.', apiWith('/home/dev/notes')), HERE);
    await assert.rejects(projectOrFolderNamed('shop', apiWith('/home/dev/notes')), /Known: \/home\/dev\/notes\./);
  });
});

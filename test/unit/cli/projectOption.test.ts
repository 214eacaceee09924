import assert from 'node:assert/strict';
import type { ProjectEntry } from '../../../src/core/api';
import { projectNamed } from '../../../src/cli/projectOption';

const entry = (project: string, name: string): ProjectEntry => ({ project, name, sessions: 1, lastAtMs: 0, isExcluded: false });
const api = {
  projects: async () => [entry('github.com/acme/shop', 'shop'), entry('/home/dev/notes', 'notes'), entry('/home/me/notes', 'notes')],
  project: async ({ folder }: { folder: string }) => ({ id: `of ${folder}`, folder, tree: folder }),
};

describe('The project that a person names', () => {
  it('is known by its identity, and by its short name where only one has it', async () => {
    assert.equal(await projectNamed('github.com/acme/shop', api), 'github.com/acme/shop');
    assert.equal(await projectNamed('shop', api), 'github.com/acme/shop');
    assert.equal(await projectNamed('notes', api), 'notes');
  });

  it('is known by a folder in it', async () => {
    assert.equal(await projectNamed('.', api), `of ${process.cwd()}`);
    assert.equal(await projectNamed('/nowhere/at/all', api), '/nowhere/at/all');
  });
});

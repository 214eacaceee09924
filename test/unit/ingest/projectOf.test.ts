import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ProjectResolver } from '../../../src/ingest/projectOf';
import { removeFolder, temporaryFolder } from '../../support/temporaryFolder';

describe('the project of a folder', () => {
  let root: string;
  beforeEach(() => (root = realpathSync(temporaryFolder())));
  afterEach(() => removeFolder(root));

  const folder = (path: string): string => {
    mkdirSync(join(root, path), { recursive: true });
    return join(root, path);
  };
  const file = (path: string, text: string): void => {
    folder(dirname(path));
    writeFileSync(join(root, path), text);
  };
  const projectOf = (path: string): string => new ProjectResolver().projectOf(path).id;

  it('is the repository above it, so that folders of one repository share a memory', () => {
    folder('api/.git');
    assert.equal(projectOf(folder('api/packages/web/src')), join(root, 'api'));
  });

  it('is the same in every work tree of the repository', () => {
    folder('api/.git');
    file('api/.git/worktrees/fix/commondir', '../..\n');
    file('trees/fix/.git', `gitdir: ${join(root, 'api/.git/worktrees/fix')}\n`);
    assert.equal(projectOf(folder('trees/fix/src')), join(root, 'api'));
  });

  it('is the bare repository where the work trees have no main one', () => {
    file('api.git/worktrees/fix/commondir', '../..\n');
    file('fix/.git', 'gitdir: ../api.git/worktrees/fix\n');
    assert.equal(projectOf(join(root, 'fix')), join(root, 'api.git'));
  });

  it('is a submodule itself, and a work tree whose repository is gone', () => {
    folder('api/.git/modules/lib');
    file('api/lib/.git', 'gitdir: ../.git/modules/lib\n');
    assert.equal(projectOf(join(root, 'api/lib')), join(root, 'api/lib'));
    file('lost/.git', 'gitdir: /nowhere/.git/worktrees/lost\n');
    assert.equal(projectOf(join(root, 'lost')), join(root, 'lost'));
  });

  it('is another for each of two folders of one name', () => {
    assert.notEqual(projectOf(folder('a/api')), projectOf(folder('b/api')));
  });

  it('is found through a link, and named as it is where there is nothing', () => {
    folder('api/.git');
    symlinkSync(join(root, 'api'), join(root, 'link'));
    assert.equal(projectOf(join(root, 'link')), join(root, 'api'));
    assert.equal(projectOf('/nowhere/at/all'), '/nowhere/at/all');
    assert.equal(projectOf(''), '');
  });

  it('is found where nothing can be looked at, because an event that cannot be placed would never leave the spool', () => {
    const long = `/tmp/${'a'.repeat(5000)}`;
    assert.equal(projectOf(long), long);
    symlinkSync('.git', join(folder('loop'), '.git'));
    assert.equal(projectOf(join(root, 'loop')), join(root, 'loop'));
  });

  it('is found without reading what is no file or has no end', function () {
    if (process.platform === 'win32') this.skip();
    execFileSync('mkfifo', [join(folder('pipe/.git'), 'config'), join(folder('common/git'), 'commondir')]);
    file('common/.git', 'gitdir: git\n');
    symlinkSync('/dev/zero', join(folder('device/.git'), 'config'));
    for (const name of ['pipe', 'common', 'device']) assert.equal(projectOf(join(root, name)), join(root, name));
  });

  const CONFIG = '[core]\n\tbare = false\n[remote "upstream"]\n\turl = https://github.com/Other/API\n[remote "origin"]\n\turl = git@github.com:Acme/API.git\n\tfetch = +refs/heads/*:refs/remotes/origin/*\n';

  it('is known by its remote, wherever its folder is and whichever work tree it is', () => {
    file('api/.git/config', CONFIG);
    file('renamed/.git/config', CONFIG.replace('git@github.com:Acme/API.git', 'https://token@github.com/acme/api'));
    file('api/.git/worktrees/fix/commondir', '../..\n');
    file('fix/.git', `gitdir: ${join(root, 'api/.git/worktrees/fix')}\n`);
    for (const path of ['api', 'renamed', 'fix']) assert.equal(projectOf(join(root, path)), 'github.com/acme/api');
    assert.deepEqual(new ProjectResolver().projectOf(folder('fix/src')), { id: 'github.com/acme/api', folder: join(root, 'api'), tree: join(root, 'fix') });
  });

  it('is another in a submodule, by the submodule\'s own remote', () => {
    file('api/.git/config', CONFIG);
    file('api/.git/modules/lib/config', CONFIG.replaceAll('/API', '/lib'));
    file('api/lib/.git', 'gitdir: ../.git/modules/lib\n');
    assert.equal(projectOf(join(root, 'api/lib')), 'github.com/acme/lib');
  });

  it('goes by its folder where its config cannot be read as one', () => {
    folder('api/.git/config');
    assert.equal(projectOf(join(root, 'api')), join(root, 'api'));
    file('odd/.git/config', '\u0000[remote "origin"\nurl = x');
    assert.equal(projectOf(join(root, 'odd')), join(root, 'odd'));
  });
});

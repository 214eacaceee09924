import assert from 'node:assert/strict';
import { mkdirSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { FolderPlaces } from '../../../src/ingest/places';
import { ProjectResolver } from '../../../src/ingest/projectOf';
import { removeFolder, temporaryFolder } from '../../support/temporaryFolder';

describe('the names of a file', () => {
  let root: string;
  beforeEach(() => (root = realpathSync(temporaryFolder())));
  afterEach(() => removeFolder(root));

  const folder = (path: string): string => {
    mkdirSync(join(root, path), { recursive: true });
    return join(root, path);
  };
  const file = (path: string, text = ''): string => {
    folder(dirname(path));
    writeFileSync(join(root, path), text);
    return join(root, path);
  };
  const namesOf = (path: string): ReturnType<FolderPlaces['namesOf']> => new FolderPlaces(new ProjectResolver()).namesOf(path);

  it('are those inside each folder above it, its repository counting as one', () => {
    folder('work/api/.git');
    const { inside, whole } = namesOf(file('work/api/src/cart.ts'));
    assert.deepEqual(inside.slice(0, 3), [
      { project: join(root, 'work/api'), path: join('src', 'cart.ts') },
      { project: join(root, 'work'), path: join('api', 'src', 'cart.ts') },
      { project: root, path: join('work', 'api', 'src', 'cart.ts') },
    ]);
    assert.deepEqual(whole, [join(root, 'work/api/src/cart.ts')]);
  });

  it('are the same in each work tree of a repository', () => {
    file('api/.git/config', '[remote "origin"]\n\turl = git@github.com:acme/api.git\n');
    file('api/.git/worktrees/fix/commondir', '../..\n');
    file('fix/.git', `gitdir: ${join(root, 'api/.git/worktrees/fix')}\n`);
    for (const tree of ['api', 'fix']) assert.deepEqual(namesOf(file(`${tree}/src/cart.ts`)).inside[0], { project: 'github.com/acme/api', path: join('src', 'cart.ts') });
  });

  it('are found through a link, and where the file is gone', () => {
    folder('api/.git');
    const target = file('api/cart.ts');
    symlinkSync(join(root, 'api'), join(root, 'link'));
    const { inside, whole } = namesOf(join(root, 'link', 'cart.ts'));
    assert.deepEqual(inside[0], { project: join(root, 'api'), path: 'cart.ts' });
    assert.deepEqual(whole, [join(root, 'link', 'cart.ts'), target]);
    assert.deepEqual(namesOf(join(root, 'api', 'gone.ts')).inside[0], { project: join(root, 'api'), path: 'gone.ts' });
  });
});

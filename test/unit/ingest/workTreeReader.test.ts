import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { appendFileSync, chmodSync, existsSync, mkdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ProjectResolver } from '../../../src/ingest/projectOf';
import { WorkTreeReader } from '../../../src/ingest/workTreeReader';
import { removeFolder, temporaryFolder } from '../../support/temporaryFolder';

const HOUR_AGO_MS = Date.now() - 3_600_000;

describe('the state of a work tree', function () {
  this.timeout(30_000); // Each starts git a few times.
  let root: string;
  let reader: WorkTreeReader;
  const git = (...words: string[]): string => execFileSync('git', ['-C', root, '-c', 'user.name=Test', '-c', 'user.email=test@example.org', ...words], { encoding: 'utf8', env: { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null' } });
  const write = (file: string, text: string): void => writeFileSync(join(root, file), text);
  const commit = (): void => void git('commit', '-qam', 'A change');

  beforeEach(() => {
    root = realpathSync(temporaryFolder());
    reader = new WorkTreeReader(new ProjectResolver());
    mkdirSync(join(root, 'src'));
    git('init', '-q');
    write('src/a.ts', 'a\n');
    write('src/ö b.ts', 'b\n');
    git('add', '.');
    commit();
  });
  afterEach(() => {
    reader.dispose();
    removeFolder(root);
  });

  it('names what is changed and not committed, staged or not, new or deleted', async () => {
    write('src/a.ts', 'A\n');
    write('src/staged.ts', 's\n');
    git('add', 'src/staged.ts');
    write('src/new.ts', 'n\n');
    rmSync(join(root, 'src/ö b.ts'));
    mkdirSync(join(root, 'node_modules/x'), { recursive: true });
    write('node_modules/x/i.js', '');
    assert.deepEqual((await reader.stateOf(root, [], HOUR_AGO_MS))?.changed, ['src/a.ts', 'src/new.ts', 'src/staged.ts', 'src/ö b.ts']);
  });

  it('tells of the files that are asked for whether they are there and what commits changed in them', async () => {
    write('src/a.ts', 'a\nb\nc\n');
    commit();
    const state = await reader.stateOf(root, ['src/a.ts', 'src/gone.ts', '/etc/passwd', '../x', 'a\0b', 'C:/x'], HOUR_AGO_MS);
    assert.deepEqual((await new WorkTreeReader(new ProjectResolver()).stateOf(root, ['src/a.ts'], Date.now() + 3_600_000))?.files.get('src/a.ts')?.commits, []);
    assert.deepEqual([...(state?.files.keys() ?? [])], ['src/a.ts', 'src/gone.ts']);
    assert.deepEqual(state?.files.get('src/a.ts')?.commits.map(({ lines }) => lines), [1, 2]);
    assert.deepEqual(state.files.get('src/gone.ts'), { bytes: undefined, commits: [] });
  });

  it('believes what git said until a session begins or ends', async () => {
    assert.deepEqual((await reader.stateOf(root, [], HOUR_AGO_MS))?.changed, []);
    write('src/a.ts', 'A\n');
    assert.deepEqual((await reader.stateOf(root, [], HOUR_AGO_MS))?.changed, []);
    reader.forget(root);
    assert.deepEqual((await reader.stateOf(root, [], HOUR_AGO_MS))?.changed, ['src/a.ts']);
  });

  it('runs nothing that a repository names, and changes nothing in it', async () => {
    const program = join(root, '.git', 'program.sh');
    writeFileSync(program, `#!/bin/sh\ntouch '${root}/ran'\ncat\n`);
    chmodSync(program, 0o755);
    mkdirSync(join(root, '.git/hooks'), { recursive: true });
    for (const hook of ['post-index-change', 'fsmonitor-watchman']) {
      writeFileSync(join(root, '.git/hooks', hook), `#!/bin/sh\ntouch '${root}/ran'\n`);
      chmodSync(join(root, '.git/hooks', hook), 0o755);
    }
    appendFileSync(
      join(root, '.git/config'),
      `[core]\n\tfsmonitor = ${program}\n\tsshCommand = ${program}\n\tpager = ${program}\n[filter "f"]\n\tclean = ${program}\n\trequired = true\n[filter "g"]\n\tprocess = ${program}\n[diff "d"]\n\tcommand = ${program}\n\ttextconv = ${program}\n[diff]\n\texternal = ${program}\n[log]\n\tshowSignature = true\n[gpg]\n\tprogram = ${program}\n[alias]\n\tstatus = !${program}\n`,
    );
    writeFileSync(join(root, '.git/info/attributes'), 'src/a.ts filter=f diff=d\nsrc/*.md filter=g\n');
    write('src/a.ts', 'B\n');
    const index = execFileSync('sha256sum', [join(root, '.git/index')], { encoding: 'utf8' });
    const state = await reader.stateOf(root, ['src/a.ts'], HOUR_AGO_MS);
    assert.deepEqual(state?.changed, ['src/a.ts']);
    assert.equal(state.files.get('src/a.ts')?.commits.length, 1);
    assert.equal(existsSync(join(root, 'ran')), false);
    assert.equal(execFileSync('sha256sum', [join(root, '.git/index')], { encoding: 'utf8' }), index);
    // The same, asked without care, does run it.
    git('-c', 'core.fsmonitor=false', 'status');
    assert.equal(existsSync(join(root, 'ran')), true);
  });

  it('asks nothing of a repository whose filters cannot be switched off', async () => {
    appendFileSync(join(root, '.git/config'), '[filter "a=b"]\n\tclean = touch ran\n');
    write('src/a.ts', 'B\n');
    assert.deepEqual((await reader.stateOf(root, [], HOUR_AGO_MS))?.changed, []);
  });

  it('is that of the files alone in a folder that is no repository, or a broken one, and where there is no git', async () => {
    const path = process.env['PATH'];
    try {
      process.env['PATH'] = join(root, 'nothing');
      write('src/a.ts', 'B\n');
      const state = await reader.stateOf(root, ['src/a.ts', 'src/gone.ts'], HOUR_AGO_MS);
      assert.deepEqual(state?.changed, []);
      assert.equal(state.files.get('src/a.ts')?.bytes, 2);
    } finally {
      process.env['PATH'] = path;
    }
    writeFileSync(join(root, '.git/HEAD'), 'nonsense');
    reader.forget(root);
    assert.deepEqual((await reader.stateOf(root, [], HOUR_AGO_MS))?.changed, []);
    rmSync(join(root, '.git'), { recursive: true });
    reader.forget(root);
    assert.equal((await reader.stateOf(root, ['src/gone.ts'], HOUR_AGO_MS))?.files.get('src/gone.ts')?.bytes, undefined);
    assert.equal(await reader.stateOf(join(root, 'nowhere'), ['src/a.ts'], HOUR_AGO_MS), undefined);
  });

  it('is that of each work tree, with paths relative to it', async () => {
    const tree = join(root, 'trees/fix');
    git('worktree', 'add', '-q', tree);
    writeFileSync(join(tree, 'src/a.ts'), 'B\n');
    assert.equal(reader.rootOf(join(tree, 'src'), root), tree);
    assert.equal(reader.rootOf('/nowhere', root), undefined);
    assert.deepEqual((await reader.stateOf(tree, [], HOUR_AGO_MS))?.changed, ['src/a.ts']);
    assert.deepEqual((await reader.stateOf(root, [], HOUR_AGO_MS))?.changed, []);
  });
});

import assert from 'node:assert/strict';
import { readdirSync, statSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { homePaths, readHomeInfo, writeHomeInfo } from '../../../src/ingest/home';
import { removeFolder, temporaryFolder } from '../../support/temporaryFolder';

describe('home.json', () => {
  let folder: string;
  beforeEach(() => (folder = temporaryFolder()));
  afterEach(() => removeFolder(folder));

  const info = { version: 1, dataFolder: '/data', socket: '/run/s', generation: 3 } as const;

  it('lies in ~/.recollect unless RECOLLECT_HOME says otherwise', () => {
    assert.equal(homePaths({}).folder, join(homedir(), '.recollect'));
    assert.equal(homePaths({ RECOLLECT_HOME: folder }).spoolFolder, join(folder, 'spool'));
  });

  it('is read as it was written, for its user alone, and leaves nothing else behind', () => {
    const paths = homePaths({ RECOLLECT_HOME: join(folder, 'new') });
    assert.equal(readHomeInfo(paths), undefined);
    writeHomeInfo(paths, info);
    writeHomeInfo(paths, info);
    assert.deepEqual(readHomeInfo(paths), info);
    assert.equal(statSync(paths.homeFile).mode & 0o777, 0o600);
    assert.deepEqual(readdirSync(paths.folder), ['home.json']);
  });

  it('is refused when it is not one of ours', () => {
    const paths = homePaths({ RECOLLECT_HOME: folder });
    for (const [text, problem] of [['[]', /not one of ours/], ['{', /JSON/], ['{"version":1,"dataFolder":"/d"}', /not one of ours/], ['{"version":2}', /not one of ours/], ['null', /not one of ours/]] as const) {
      writeFileSync(paths.homeFile, text);
      assert.throws(() => readHomeInfo(paths), problem);
    }
  });
});

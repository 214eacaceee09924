import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseCommandLine } from '../../../src/cli/commandLine';
import { Output } from '../../../src/cli/output';
import { DEFAULT_PROVIDER_SETTINGS } from '../../../src/core/settings';
import { homePaths } from '../../../src/ingest/home';
import { type Owner, startOwner } from '../../../src/services';
import { silentLog } from '../../support/openStore';
import { removeFolder, temporaryFolder } from '../../support/temporaryFolder';

class KeptOutput extends Output {
  kept = '';

  override exact(text: string): 0 {
    this.kept += text;
    return 0;
  }
}

describe('Commands with an owner', () => {
  const wasmFile = require.resolve('sql.js/dist/sql-wasm.wasm');
  let folder: string;
  let shop: string;
  let owner: Owner;
  beforeEach(async () => {
    folder = temporaryFolder();
    shop = join(folder, 'work', 'shop');
    mkdirSync(shop, { recursive: true });
    owner = await startOwner({ home: homePaths({ RECOLLECT_HOME: folder }), dataFolder: join(folder, 'data'), wasmFile, version: '0.0.0', settings: { provider: DEFAULT_PROVIDER_SETTINGS, payloadRetentionDays: 0 }, log: silentLog });
    await run('remember', 'Deploy from main', '--project', shop);
  });
  afterEach(async () => {
    await owner.close();
    removeFolder(folder);
  });

  const run = async (...words: readonly string[]): Promise<string> => {
    const asked = parseCommandLine(words);
    assert.ok(asked.kind === 'command');
    const output = new KeptOutput(asked.isJson);
    await asked.run({ home: homePaths({ RECOLLECT_HOME: folder }), wasmFile, version: '0.0.0', output, arguments: asked.arguments, options: asked.options });
    return output.kept.trimEnd();
  };
  const status = async (): Promise<string | undefined> => /^remembered +(.*)$/m.exec(await run('status'))?.[1];

  it('understand the short name of a project, and a slash at the end of its folder', async () => {
    await run('remember', 'Prices are in cents', '--project', 'shop');
    assert.match(await run('search', 'cents', '--project', `${shop}/`), /Prices are in cents/);
    assert.equal(await status(), '2 observations, 0 summaries of 1 session');
    assert.match(await run('exclude-project', 'shop'), new RegExp(`^${shop} is excluded`));
    assert.match(await run('exclude-project', 'shop', '--off'), new RegExp(`^${shop} is recorded again`));
    assert.match(await run('forget', '--project', 'shop', '--yes'), /^Forgotten: 1 session, 1 prompt and 2 observations\.$/);
  });

  it('refuse a project that is not known, and change nothing', async () => {
    for (const words of [['search', 'main'], ['export'], ['context'], ['forget', '--yes'], ['remember', 'Hi'], ['exclude-project'], ['backfill']]) await assert.rejects(run(...words, '--project', 'shpo'), { message: `Nothing is remembered of a project "shpo". Known: ${shop}.` }, words[0]);
    assert.equal(await status(), '1 observation, 0 summaries of 1 session');
  });

  it('exclude a folder of which nothing is remembered yet', async () => {
    assert.match(await run('exclude-project', join(folder, 'work')), new RegExp(`^${join(folder, 'work')} is excluded`));
  });

  it('say what an incognito session would lose before it is forgotten', async () => {
    await assert.rejects(run('incognito', '1', '--forget', '--json'), { message: /^This removes 1 session, 1 prompt and 1 observation for good\..* Nothing was removed: say --yes to do it\.$/ });
    assert.equal(await status(), '1 observation, 0 summaries of 1 session');
    const id = `${new Date().toISOString().slice(0, 10)} ${shop}`;
    // An id that is no plain word is not put into a command to be copied.
    assert.match(await run('incognito', id, '--forget', '--yes'), /"recollect incognito AGENT'S-ID --off" records it again\.$/);
    await assert.rejects(run('incognito', '1', '--off'), { message: /^There is no session 1\..* named by the agent's id of it\.$/ });
    assert.equal(await run('incognito', id, '--off'), `Session ${id} is recorded again from now on.`);
  });

  it('print nothing of a memory that there is not, and say that nothing waits', async () => {
    assert.equal(await run('get', 'o99'), '');
    assert.equal(await run('abort'), 'Nothing to abort: no message waits or is being processed.');
  });

  it('take in an empty export, and no file that is none', async () => {
    const file = join(folder, 'memories.jsonl');
    writeFileSync(file, '');
    assert.equal(await run('import', file), 'Imported 0 memories.');
    writeFileSync(file, '{"name":"shop"}\n');
    await assert.rejects(run('import', file), { message: 'Line 1: this is no file that Recollect has exported. Nothing was imported.' });
  });
});

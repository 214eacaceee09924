import assert from 'node:assert/strict';
import { rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { DEFAULT_PROVIDER_SETTINGS } from '../../src/core/settings';
import { homePaths, readHomeInfo } from '../../src/ingest/home';
import { type Owner, startOwner } from '../../src/services';
import { EmbeddingServer } from '../support/embeddingServer';
import { silentLog } from '../support/openStore';
import { removeFolder, temporaryFolder } from '../support/temporaryFolder';

describe('the owner', () => {
  let folder: string;
  let owner: Owner;
  beforeEach(async () => {
    folder = temporaryFolder();
    owner = await startOwner({
      home: homePaths({ RECOLLECT_HOME: folder }),
      dataFolder: join(folder, 'data'),
      wasmFile: require.resolve('sql.js/dist/sql-wasm.wasm'),
      version: '0.0.0',
      settings: { provider: DEFAULT_PROVIDER_SETTINGS, payloadRetentionDays: 0 },
      log: silentLog,
    });
  });
  afterEach(async () => {
    await owner.close();
    removeFolder(folder);
  });

  const answers = (): Promise<boolean> =>
    new Promise((resolve) => {
      const socket = connect(owner.socket);
      socket.once('connect', () => {
        socket.destroy();
        resolve(true);
      });
      socket.once('error', () => resolve(false));
    });
  const eventually = async (holds: () => Promise<boolean> | boolean): Promise<void> => {
    const untilMs = Date.now() + 8_000;
    while (!(await holds())) {
      assert.ok(Date.now() < untilMs, 'it did not come back');
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };

  it('searches by meaning while an endpoint is set, without a restart', async () => {
    const server = await new EmbeddingServer().listen();
    try {
      const settings = { provider: DEFAULT_PROVIDER_SETTINGS, payloadRetentionDays: 0 };
      assert.equal((await owner.api.status()).embedding, undefined);
      owner.configure({ ...settings, embedding: { model: 'small', baseUrl: server.baseUrl } });
      assert.deepEqual((await owner.api.status()).embedding, { model: 'small', waiting: 0, problem: null });
      await owner.api.search({ query: 'a car' });
      assert.deepEqual(server.texts, ['a car']);
      owner.configure(settings);
      await owner.api.search({ query: 'another car' });
      assert.equal((await owner.api.status()).embedding, undefined);
      assert.equal(server.requests.length, 1);
    } finally {
      await server.close();
    }
  });

  it('can be reached again after its socket was removed', async () => {
    rmSync(owner.socket);
    assert.equal(await answers(), false);
    await eventually(answers);
  });

  for (const [what, damage] of [['removed', (file: string) => rmSync(file)], ['damaged', (file: string) => writeFileSync(file, '{"ver')]] as const) {
    it(`can be found again after home.json was ${what}`, async () => {
      const home = homePaths({ RECOLLECT_HOME: folder });
      damage(home.homeFile);
      await eventually(() => {
        try {
          return readHomeInfo(home)?.socket === owner.socket;
        } catch {
          return false; // Still damaged.
        }
      });
    });
  }
});

import assert from 'node:assert/strict';
import { DEFAULT_PROVIDER_SETTINGS } from '../../src/core/settings';
import { homePaths } from '../../src/ingest/home';
import { type Owner, startOwner } from '../../src/services';
import { type DurableFs, nodeFs } from '../../src/storage/durableFs';
import { startAnthropicServer } from '../support/anthropicServer';
import { silentLog } from '../support/openStore';
import { EventClient } from './support/eventClient';
import { HookTeller, spooled } from './support/hookTeller';
import { makeHome, removeHome } from './support/memoryHome';
import { WASM_FILE } from './support/programs';
import { checkRemembered } from './support/remembered';
import { Story } from './support/story';
import { Teller } from './support/teller';
import { until } from './support/windowProcess';

const CODES = ['ENOSPC', 'EIO', 'EROFS', 'EMFILE'] as const;

describe('an owner whose disk gives errors', function () {
  this.timeout(120_000);
  let home = '';
  let code: string | undefined;

  beforeEach(() => {
    home = makeHome();
    code = undefined;
  });
  afterEach(() => removeHome(home));

  const fail = (): void => {
    if (code !== undefined) throw Object.assign(new Error(`${code}: injected`), { code });
  };
  const failing: DurableFs = {
    ...nodeFs,
    createExclusive: (path) => {
      fail();
      const file = nodeFs.createExclusive(path);
      return {
        ...file,
        append: (bytes) => {
          fail();
          file.append(bytes);
        },
        sync: () => {
          fail();
          file.sync();
        },
        truncate: (size) => file.truncate(size),
        close: () => file.close(),
      };
    },
    rename: (from, to) => {
      fail();
      nodeFs.rename(from, to);
    },
  };

  async function withOwner(work: (owner: Owner) => Promise<void>, baseUrl?: string): Promise<void> {
    const provider = baseUrl === undefined ? DEFAULT_PROVIDER_SETTINGS : { ...DEFAULT_PROVIDER_SETTINGS, name: 'anthropic' as const, anthropic: { model: 'claude-haiku-4-5', baseUrl, apiKey: 'sk-test' } };
    const owner = await startOwner({ home: homePaths({ RECOLLECT_HOME: home }), dataFolder: `${home}/data`, wasmFile: WASM_FILE, version: '0.1.0', settings: { provider, payloadRetentionDays: 0 }, log: silentLog, fs: failing, sessionManager: { quietMs: 0 } });
    try {
      await work(owner);
    } finally {
      code = undefined;
      await owner.close();
    }
  }

  for (const injected of CODES) {
    it(`refuses events while there is ${injected}, so that the hook spools them, and takes them in when it has gone`, async () => {
      await withOwner(async (owner) => {
        const teller = new Teller(new Story('socket', true));
        const hook = new HookTeller(new Story('hook', true), home);
        await teller.tell(owner.socket, 6);
        await hook.tellOne();
        code = injected;
        const client = await EventClient.open(owner.socket);
        assert.ok(client);
        const answer = await client.send(new Story('refused', true).next());
        client.close();
        assert.match(answer.kind === 'refused' ? answer.message : answer.kind, /Recollect cannot write its memory in .*\. \w+/);
        for (let event = 0; event < 4; event++) await hook.tellOne();
        assert.ok(spooled(home) >= 4, 'the hook has not spooled');
        const { storage } = await owner.api.status();
        assert.equal(storage.kind, 'failing');
        code = undefined;
        await until(() => spooled(home) === 0, 'the spool is taken in');
        await teller.finish(owner.socket);
        await checkRemembered(owner.api, [teller.story, hook.story], injected);
        assert.deepEqual((await owner.api.status()).storage, { kind: 'ok' });
      });
    });
  }

  it('keeps an answer that it cannot store until it can, and asks for it once', async () => {
    const server = await startAnthropicServer();
    try {
      await withOwner(async (owner) => {
        server.fallback = () => {
          code = 'ENOSPC';
          return { kind: 'reply' };
        };
        const teller = new Teller(new Story('s0', true));
        await owner.api.pause(); // So that all of it goes in one batch.
        await teller.tell(owner.socket, 5);
        await owner.api.resume();
        await until(async () => (await owner.api.status()).storage.kind === 'failing', 'the store fails');
        server.fallback = () => ({ kind: 'reply' });
        code = undefined;
        await checkRemembered(owner.api, [teller.story], 'stored later');
        assert.equal(server.requests.length, 1);
      }, server.baseUrl);
    } finally {
      await server.close();
    }
  });

  it('leaves nothing in processing when it is paused while it cannot write', async () => {
    const server = await startAnthropicServer();
    server.fallback = () => ({ kind: 'hang' });
    try {
      await withOwner(async (owner) => {
        const teller = new Teller(new Story('s0', true));
        await teller.tell(owner.socket, 5);
        await until(() => server.requests.length === 1, 'the provider is asked');
        const paused = owner.api.pause();
        setImmediate(() => (code = 'ENOSPC'));
        await paused;
        code = undefined;
        await until(async () => (await owner.api.status()).queue.processing === 0, 'nothing is in processing');
        server.fallback = () => ({ kind: 'reply' });
        await owner.api.resume();
        await checkRemembered(owner.api, [teller.story], 'after the pause');
      }, server.baseUrl);
    } finally {
      await server.close();
    }
  });
});

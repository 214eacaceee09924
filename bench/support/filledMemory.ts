import { cpSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ToolUseEvent } from '../../src/core/hookEvent';
import { systemClock } from '../../src/core/systemClock';
import { Database, loadEngine } from '../../src/storage/database';
import { DurableDatabase } from '../../src/storage/durableDatabase';
import { nodeFs } from '../../src/storage/durableFs';
import { latestSchema, MIGRATIONS } from '../../src/storage/migrate';
import { RecollectStore } from '../../src/storage/recollectStore';
import { observationDraft } from './observations';
import { readProse } from './prose';
import { Random } from './random';
import { ROOT } from './servedOwner';

/** Raised when what is filled in changes. */
const VERSION = 2;
const PER_SESSION = 100;
const PER_PROMPT = 50;
const PROJECTS = 20;
const START_MS = 1_760_000_000_000;
const silent = (): void => undefined;
const LOG = { trace: silent, debug: silent, info: silent, warn: console.error, error: console.error };

/** Puts a data folder with so many observations, as its owner left it, into `home`. It is filled once and kept for later runs. */
export async function fillMemory(home: string, observations: number): Promise<void> {
  const cached = join(tmpdir(), 'recollect-bench', `memory-${VERSION}-${latestSchema(MIGRATIONS)}-${observations}`);
  if (!existsSync(cached)) {
    const folder = `${cached}.${process.pid}`;
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    await fill(folder, observations);
    renameSync(folder, cached);
  }
  cpSync(cached, join(home, 'data'), { recursive: true });
}

async function fill(folder: string, observations: number): Promise<void> {
  const engine = await loadEngine(join(ROOT, 'dist/sql-wasm.wasm'));
  const durable = await DurableDatabase.open({
    // Nobody needs what is filled in to outlive a power cut.
    fs: { ...nodeFs, createExclusive: (file) => Object.assign(nodeFs.createExclusive(file), { sync: silent }) },
    folder,
    openDatabase: (source) => new Database(engine, source),
    log: LOG,
    onOwnershipLost: silent,
  });
  const store = new RecollectStore(durable, folder, systemClock, LOG, silent);
  const prose = readProse();
  const random = new Random(observations);
  for (let start = 0; start < observations; start += PER_PROMPT) {
    const number = Math.floor(start / PER_SESSION);
    const project = `/home/dev/project-${number % PROJECTS}`;
    const base = { agent: 'claude-code', sessionId: `session-${number}`, cwd: project } as const;
    const atMs = (index: number): number => START_MS + index * 20_000;
    const events = Array.from({ length: Math.min(PER_PROMPT, observations - start) }, (_, index): ToolUseEvent => ({
      ...base, kind: 'toolUse', atMs: atMs(start + index), toolUseId: `toolu_${start + index}`, toolUse: { name: 'Bash', input: { command: `make step-${start + index}` }, response: null },
    }));
    const { sessionId } = await store.ingest({ ...base, kind: 'prompt', atMs: atMs(start), text: random.of(prose), isPrivate: false, isMachine: false }, project);
    await Promise.all(events.map((event) => store.ingest(event, project)));
    const batch = await store.claim(sessionId, { maxMessages: PER_PROMPT, maxBytes: 1 << 20 });
    if (!batch) throw new Error('there was nothing to claim');
    await store.settle(batch, { observations: batch.messages.map((message) => observationDraft(prose, random, message.id)), usage: { inputTokens: 0, outputTokens: 0 } });
  }
  await store.indexRest(() => true);
  // The first may have begun before the last events came.
  for (let round = 0; round < 2; round++) await durable.snapshot();
  await durable.close();
}

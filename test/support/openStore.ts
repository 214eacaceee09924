import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Logger } from '../../src/core/ports';
import { systemClock } from '../../src/core/systemClock';
import { Database, loadEngine } from '../../src/storage/database';
import type { DurableDatabaseOptions } from '../../src/storage/durableDatabase';
import { DurableDatabase } from '../../src/storage/durableDatabase';
import { nodeFs } from '../../src/storage/durableFs';
import { RecollectStore } from '../../src/storage/recollectStore';

export const engine = loadEngine(join(__dirname, '../../node_modules/sql.js/dist/sql-wasm.wasm'));

export const silentLog: Logger = { trace: () => undefined, debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

/** A log that keeps its warnings and errors. */
export function keptLog(): Logger & { readonly lines: string[] } {
  const lines: string[] = [];
  return { ...silentLog, lines, warn: (line) => void lines.push(line), error: (line) => void lines.push(line) };
}

export function temporaryFolder(): { folder: string; remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'recollect-test-'));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

export async function openDurable(folder: string, options: Partial<DurableDatabaseOptions> = {}): Promise<DurableDatabase> {
  const loaded = await engine;
  return DurableDatabase.open({
    fs: nodeFs,
    folder,
    openDatabase: (source) => new Database(loaded, source),
    log: silentLog,
    onOwnershipLost: () => undefined,
    ...options,
  });
}

/** A whole store on a folder, opened as an owner does it. */
export async function openStore(folder: string, options: Partial<DurableDatabaseOptions> = {}, clock = systemClock): Promise<{ store: RecollectStore; durable: DurableDatabase }> {
  const durable = await openDurable(folder, options);
  const store = new RecollectStore(durable, folder, clock, options.log ?? silentLog, () => undefined);
  await store.begin();
  return { store, durable };
}

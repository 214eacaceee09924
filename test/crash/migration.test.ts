import assert from 'node:assert/strict';
import { UserFacingError } from '../../src/core/errors';
import { systemClock } from '../../src/core/systemClock';
import { encodeBlob } from '../../src/storage/blobCodec';
import { Database, loadEngine } from '../../src/storage/database';
import type { DurableDatabase, DurableDatabaseOptions } from '../../src/storage/durableDatabase';
import { type Migration, MIGRATIONS } from '../../src/storage/migrate';
import { RecollectStore } from '../../src/storage/recollectStore';
import { openSnapshot } from '../../src/storage/snapshotFile';
import { openDurable, silentLog } from '../support/openStore';
import { Ledger } from './support/ledger';
import { LossyDisk } from './support/lossyDisk';
import { Random, seedOfRun } from './support/random';

const FOLDER = '/data';
const NEXT = Math.max(...MIGRATIONS.map((migration) => migration.version)) + 1;
const NEWER: readonly Migration[] = [...MIGRATIONS, { version: NEXT, sql: "ALTER TABLE state ADD COLUMN note TEXT; CREATE TABLE extra (id INTEGER PRIMARY KEY); INSERT INTO extra VALUES (7)" }];

const open = (disk: LossyDisk, options: Partial<DurableDatabaseOptions> = {}): Promise<DurableDatabase> => openDurable(FOLDER, { fs: disk.fs, ...options });

/** A folder as the version before left it. */
async function olderDisk(ledger: Ledger, withSnapshot: boolean): Promise<LossyDisk> {
  const disk = new LossyDisk();
  const durable = await open(disk);
  for (let entry = 0; entry < 5; entry++) assert.ok(await ledger.commit(durable));
  if (withSnapshot) await durable.snapshot();
  for (let entry = 0; entry < 5; entry++) assert.ok(await ledger.commit(durable));
  await durable.close();
  return disk;
}

describe('a memory of another version', function () {
  this.timeout(120_000);
  const seed = seedOfRun();

  for (const withSnapshot of [false, true]) {
    const kind = withSnapshot ? 'with a snapshot' : 'of journals alone';
    it(`${kind} is upgraded, with a whole copy of the old one beside it, whenever the power goes off meanwhile`, async () => {
      let operations = Infinity;
      let cuts = 0;
      for (let operation = 0; operation <= operations; operation++) {
        const ledger = new Ledger();
        const disk = await olderDisk(ledger, withSnapshot);
        const before = disk.operationCount;
        if (operation < operations) disk.cutPowerAt(before + operation, operation % 2 === 0);
        const upgraded = await open(disk, { migrations: NEWER }).catch(() => undefined);
        if (upgraded) {
          ledger.check(upgraded, 'after the upgrade');
          for (let entry = 0; entry < 3; entry++) await ledger.commit(upgraded);
        }
        if (operations === Infinity && upgraded && upgraded.storageState.kind === 'ok') operations = disk.operationCount - before;
        disk.killProcess();
        await upgraded?.close();
        const rest = disk.afterPowerCut(new Random(seed + operation));
        const told = `seed ${seed}, operation ${operation}`;
        const again = await open(rest, { migrations: NEWER });
        ledger.check(again, told);
        assert.deepEqual(again.database.all('SELECT id FROM extra'), [{ id: 7 }], told);
        assert.ok(await ledger.commit(again), told);
        await again.close();
        const backup = rest.names.find((name) => name.startsWith(`backup-schema-${NEXT - 1}-`) && name.endsWith('.db'));
        assert.ok(backup, `${told}: there is no copy of the old memory`);
        await checkBackup(rest, backup, told);
        cuts++;
      }
      assert.ok(cuts > 10, 'the upgrade was hardly cut');
    });
  }

  async function checkBackup(disk: LossyDisk, name: string, told: string): Promise<void> {
    const { database, schema } = openSnapshot(disk.fs, `${FOLDER}/${name}`);
    assert.equal(schema, NEXT - 1, told);
    const copy = new Database(await loadEngine(require.resolve('sql.js/dist/sql-wasm.wasm')), database);
    assert.equal(copy.all("SELECT name FROM state WHERE name LIKE 'left-%'").length, 10, `${told}: the copy is not whole`);
    copy.close();
  }

  it('of the second version keeps its memories, with a copy of the old file, and they can be marked', async () => {
    const disk = new LossyDisk();
    const older = await open(disk, { migrations: MIGRATIONS.filter(({ version }) => version <= 2) });
    await older.transact(() => {
      older.database.run("INSERT INTO sessions (id, agent, agent_session_id, project, cwd, started_at, last_at) VALUES (1, 'claude-code', 's1', '/p', '/p', 1, 1)");
      older.database.run("INSERT INTO observations (session_id, prompt_number, at, type, title, body, batch) VALUES (1, 1, 1, 'change', 'Kept', ?, 1)", encodeBlob({ subtitle: '', narrative: '', facts: [], concepts: [], filesRead: [], filesModified: [], evidence: [] }));
    });
    await older.close();
    const upgraded = await open(disk);
    assert.ok(disk.names.some((name) => /^backup-schema-2-generation-\d+\.db$/.test(name)));
    const store = new RecollectStore(upgraded, FOLDER, systemClock, silentLog, () => undefined);
    assert.deepEqual([store.memory('o1')?.kind, store.memory('o1')?.isPinned], ['observation', undefined]);
    await store.editing.mark(['o1'], 'pinned');
    await upgraded.close();
    const again = await open(disk);
    assert.deepEqual(again.database.all('SELECT id FROM observations WHERE pinned_at IS NOT NULL'), [{ id: 1 }]);
    await again.close();
  });

  it('that is newer is refused with words, and its files stay as they are', async () => {
    const ledger = new Ledger();
    const disk = await olderDisk(ledger, true);
    const newer = await open(disk, { migrations: NEWER });
    await ledger.commit(newer);
    await newer.close();
    const before = new Map(disk.names.map((name) => [name, disk.content(name)]));
    for (let start = 0; start < 3; start++) await assert.rejects(open(disk), (error) => error instanceof UserFacingError && /newer Recollect/.test(error.message));
    assert.deepEqual(new Map(disk.names.map((name) => [name, disk.content(name)])), before);
    const again = await open(disk, { migrations: NEWER });
    ledger.check(again, 'after it was refused');
    await again.close();
  });
});

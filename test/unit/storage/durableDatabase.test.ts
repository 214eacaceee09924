import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { OwnershipLostError, StorageError } from '../../../src/core/errors';
import { nodeFs } from '../../../src/storage/durableFs';
import type { DurableDatabase } from '../../../src/storage/durableDatabase';
import { keptLog, openDurable, temporaryFolder } from '../../support/openStore';

describe('the durable database', () => {
  const { folder, remove } = temporaryFolder();
  let counter = 0;
  let data = '';
  const open: DurableDatabase[] = [];

  beforeEach(() => {
    data = join(folder, String(++counter));
  });
  afterEach(async () => {
    for (const one of open.splice(0)) await one.close();
  });
  after(remove);

  const begin = async (options: Parameters<typeof openDurable>[1] = {}): Promise<DurableDatabase> => {
    const durable = await openDurable(data, options);
    open.push(durable);
    return durable;
  };
  const put = (durable: DurableDatabase, name: string, value: string): Promise<void> =>
    durable.transact(() => {
      durable.database.run('INSERT INTO state (name, value) VALUES (?, ?)', name, value);
    });
  const names = (durable: DurableDatabase): unknown[] => durable.database.all('SELECT name FROM state ORDER BY name').map((row) => row['name']);
  const journalOf = (durable: DurableDatabase): string => join(data, `journal-${durable.generation}.log`);

  it('has what was committed after it is opened again without a snapshot', async () => {
    const first = await begin();
    await Promise.all([put(first, 'a', '1'), put(first, 'b', '2')]);
    assert.deepEqual(names(await begin()), ['a', 'b']);
  });

  it('has what was committed before and after a snapshot', async () => {
    const first = await begin();
    await put(first, 'a', '1');
    await first.snapshot();
    await put(first, 'b', '2');
    const second = await begin();
    assert.deepEqual(names(second), ['a', 'b']);
    assert.equal(second.recovery.snapshotGeneration, 1);
  });

  it('undoes a transaction that throws, and only that one of its group', async () => {
    const durable = await begin();
    const results = await Promise.allSettled([
      put(durable, 'a', '1'),
      durable.transact(() => {
        durable.database.run("INSERT INTO state (name, value) VALUES ('x', 'y')");
        throw new Error('no');
      }),
      put(durable, 'b', '2'),
    ]);
    assert.deepEqual(results.map((result) => result.status), ['fulfilled', 'rejected', 'fulfilled']);
    assert.deepEqual(names(durable), ['a', 'b']);
    assert.deepEqual(names(await begin()), ['a', 'b']);
  });

  it('cuts a torn tail and keeps the good prefix', async () => {
    const first = await begin();
    await put(first, 'a', '1');
    const whole = statSync(journalOf(first)).size;
    await put(first, 'b', '2');
    truncateSync(journalOf(first), whole + 7);
    assert.deepEqual(names(await begin()), ['a']);
  });

  it('falls back to the snapshot before and its journals when the newest is damaged, and says so', async () => {
    const first = await begin();
    await put(first, 'a', '1');
    await first.snapshot();
    await put(first, 'b', '2');
    await first.snapshot();
    await put(first, 'c', '3');
    await first.close();
    const newest = join(data, 'snapshot-2.db');
    const bytes = readFileSync(newest);
    bytes.writeUInt8(bytes.readUInt8(100) ^ 1, 100);
    writeFileSync(newest, bytes);
    const log = keptLog();
    const second = await begin({ log });
    assert.deepEqual(names(second), ['a', 'b', 'c']);
    assert.match(log.lines.join('\n'), /snapshot 2 is damaged/);
  });

  it('keeps two snapshots with their journals and removes what is older', async () => {
    const durable = await begin();
    for (let round = 0; round < 4; round++) {
      await put(durable, `k${round}`, 'v');
      await durable.snapshot();
    }
    assert.deepEqual(readdirSync(data).sort(), ['journal-3.log', 'journal-4.log', 'snapshot-3.db', 'snapshot-4.db']);
  });

  it('lets an owner that lost the folder write and acknowledge nothing more', async () => {
    let told = false;
    const first = await begin({ onOwnershipLost: () => (told = true) });
    await put(first, 'a', '1');
    const second = await begin();
    await assert.rejects(put(first, 'late', 'x'), OwnershipLostError);
    await assert.rejects(put(first, 'later', 'x'), OwnershipLostError);
    await put(second, 'b', '2');
    await new Promise<void>((resolve) => setImmediate(resolve));
    assert.equal(told, true);
    assert.deepEqual(names(second), ['a', 'b']);
    assert.deepEqual(names(await begin()), ['a', 'b']);
  });

  it('lets an owner that slept through many generations write nothing, though the files around its own are gone', async () => {
    const first = await begin();
    await put(first, 'a', '1');
    const second = await begin();
    for (let round = 0; round < 3; round++) {
      await put(second, `k${round}`, 'v');
      await second.snapshot();
    }
    assert.equal(readdirSync(data).some((name) => name.endsWith('-0.log') || name.endsWith('-1.log')), false);
    await assert.rejects(put(first, 'late', 'x'), OwnershipLostError);
  });

  it('gives the folder to one of two that open it at once', async () => {
    const results = await Promise.allSettled([openDurable(data), openDurable(data)]);
    const winners = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
    open.push(...winners);
    const writes = await Promise.allSettled(winners.map((winner, index) => put(winner, `w${index}`, 'v')));
    assert.equal(writes.filter((write) => write.status === 'fulfilled').length, 1);
  });

  it('rolls back, says what to do and goes on when the disk was full for a while', async () => {
    let full = false;
    const log = keptLog();
    const durable = await begin({
      log,
      fs: {
        ...nodeFs,
        createExclusive: (file) => {
          const real = nodeFs.createExclusive(file);
          return {
            append: (bytes) => {
              if (!full) return real.append(bytes);
              real.append(bytes.subarray(0, 5));
              throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
            },
            sync: () => real.sync(),
            truncate: (size) => real.truncate(size),
            close: () => real.close(),
          };
        },
      },
    });
    await put(durable, 'a', '1');
    full = true;
    await assert.rejects(put(durable, 'b', '2'), (error) => error instanceof StorageError && /disk is full/i.test(error.message));
    assert.equal(durable.storageState.kind, 'failing');
    assert.deepEqual(names(durable), ['a']);
    full = false;
    await put(durable, 'c', '3');
    assert.equal(durable.storageState.kind, 'ok');
    assert.deepEqual(names(await begin()), ['a', 'c']);
  });

  it('begins a new journal after a sync that failed, because the kernel may have dropped what was written', async () => {
    let failing = false;
    const durable = await begin({
      fs: {
        ...nodeFs,
        createExclusive: (file) => {
          const real = nodeFs.createExclusive(file);
          return {
            append: (bytes) => real.append(bytes),
            sync: () => {
              if (failing) throw Object.assign(new Error('EIO: i/o error, fdatasync'), { code: 'EIO' });
              real.sync();
            },
            truncate: (size) => real.truncate(size),
            close: () => real.close(),
          };
        },
      },
    });
    await put(durable, 'a', '1');
    failing = true;
    await assert.rejects(put(durable, 'b', '2'), StorageError);
    await assert.rejects(put(durable, 'b', '2'), StorageError);
    failing = false;
    await new Promise((resolve) => setTimeout(resolve, 1_050));
    await put(durable, 'c', '3');
    assert.ok(durable.generation > 0);
    assert.deepEqual(names(await begin()), ['a', 'c']);
  });

  it('makes its folder and files for this user alone', async () => {
    const durable = await begin();
    await put(durable, 'a', '1');
    await durable.snapshot();
    assert.equal(statSync(data).mode & 0o777, 0o700);
    for (const name of readdirSync(data)) assert.equal(statSync(join(data, name)).mode & 0o777, 0o600, name);
  });

  it('refuses what a newer version wrote, with words, and changes nothing', async () => {
    const first = await begin();
    await put(first, 'a', '1');
    await first.close();
    const journal = join(data, 'journal-0.log');
    const { encodeLine } = await import('../../../src/storage/journalRecord');
    const newer = Buffer.concat([encodeLine({ header: { format: 1, schema: 999, pid: 1, reason: 'claim' } })]);
    writeFileSync(journal, newer);
    await assert.rejects(openDurable(data), /newer Recollect/);
    assert.deepEqual(readFileSync(journal), newer);
  });

  it('gives back the room that deleted rows left, at a snapshot and at a start, and goes on numbering where it was', async () => {
    const sizeOf = (durable: DurableDatabase): number => statSync(join(data, `snapshot-${durable.generation}.db`)).size;
    const fill = async (durable: DurableDatabase): Promise<void> => {
      const payload = new Uint8Array(1 << 20).fill(7);
      for (let row = 0; row < 20; row++) await durable.transact(() => durable.database.run('INSERT INTO search_documents (documents) VALUES (?)', payload));
      await durable.transact(() => durable.database.run('INSERT INTO search_stale (document) VALUES (1)'));
    };
    const empty = (durable: DurableDatabase): Promise<unknown> =>
      durable.transact(() => {
        durable.database.run('DELETE FROM search_documents');
        durable.database.run('DELETE FROM search_stale');
      });
    const first = await begin();
    await put(first, 'kept', '1');
    await fill(first);
    await first.snapshot();
    assert.ok(sizeOf(first) > 20 << 20);
    await empty(first);
    await first.snapshot();
    assert.ok(sizeOf(first) < 1 << 20, String(sizeOf(first)));
    await put(first, 'later', '2');
    await fill(first);
    await first.snapshot();
    await empty(first);
    await first.close();
    const second = await begin();
    assert.ok(sizeOf(second) < 1 << 20, String(sizeOf(second)));
    assert.deepEqual(names(second), ['kept', 'later']);
    await second.transact(() => second.database.run('INSERT INTO search_stale (document) VALUES (1)'));
    assert.deepEqual(second.database.all('SELECT seq FROM search_stale'), [{ seq: 3 }]);
  });
});

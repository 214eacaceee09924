import assert from 'node:assert/strict';
import { StorageError, UserFacingError } from '../../src/core/errors';
import type { DurableDatabase } from '../../src/storage/durableDatabase';
import { openDurable } from '../support/openStore';
import { DiskFault, type OperationName } from './support/diskFault';
import { Ledger } from './support/ledger';
import { LossyDisk } from './support/lossyDisk';
import { Random, seedOfRun } from './support/random';

const FOLDER = '/data';
/** Which errors an operation is known to give. */
const ERRORS: Readonly<Partial<Record<OperationName, readonly string[]>>> = {
  ensureFolder: ['EROFS', 'EACCES'],
  names: ['EIO', 'EMFILE'],
  read: ['EIO', 'EMFILE'],
  openToRead: ['EIO', 'EMFILE'],
  createExclusive: ['ENOSPC', 'EIO', 'EROFS', 'EMFILE'],
  append: ['ENOSPC', 'EIO'],
  sync: ['EIO', 'ENOSPC'],
  rename: ['EIO', 'EROFS', 'ENOSPC'],
  remove: ['EIO', 'EROFS'],
  syncFile: ['EIO', 'EMFILE'],
  syncFolder: ['EIO', 'EMFILE'],
};
const CALLS = 12;

const open = (disk: LossyDisk): Promise<DurableDatabase> => openDurable(FOLDER, { fs: disk.fs, repairIntervalMs: 0 });

/** Opens, works through a snapshot, and opens again; with a fault somewhere on the way. @returns the database that is open at the end */
async function workThrough(disk: LossyDisk, ledger: Ledger): Promise<DurableDatabase> {
  const first = await openInspiteOf(disk);
  await work(first, ledger);
  await first.close();
  const second = await openInspiteOf(disk);
  ledger.check(second, 'at the second start');
  await work(second, ledger);
  return second;
}

/** A start that fails says why in words, and works when the error has gone. */
async function openInspiteOf(disk: LossyDisk): Promise<DurableDatabase> {
  try {
    return await open(disk);
  } catch (error) {
    assert.ok(error instanceof UserFacingError, `no words for people: ${String(error)}`);
    assert.ok(disk.fault && disk.fault.struck > 0, 'a start failed though nothing was wrong');
    disk.fault = undefined;
    return open(disk);
  }
}

async function work(durable: DurableDatabase, ledger: Ledger): Promise<void> {
  for (let round = 0; round < 3; round++) {
    await Promise.all([ledger.commit(durable), ledger.commit(durable)]);
    if (durable.storageState.kind === 'failing') assert.match(durable.storageState.message, /Recollect cannot write its memory in/);
    if (round < 2) await durable.snapshot().catch((error: unknown) => assert.ok(error instanceof Error));
  }
}

describe('a disk that gives errors', function () {
  this.timeout(300_000);
  const seed = seedOfRun();
  let faults = 0;
  after(() => console.log(`    ${faults} faults struck, seed ${seed}`));

  for (const [operation, codes] of Object.entries(ERRORS) as [OperationName, readonly string[]][]) {
    it(`costs no acknowledged transaction at any ${operation}, and is got over`, async () => {
      let struck = 0;
      for (const code of codes) {
        for (const lasts of [false, true]) {
          for (let call = 0; call < CALLS; call++) {
            const told = `${code} at ${operation} ${call}${lasts ? ' and after' : ''}, seed ${seed}`;
            const disk = new LossyDisk();
            const ledger = new Ledger();
            const fault = new DiskFault(operation, call, code, lasts);
            disk.fault = fault;
            const durable = await workThrough(disk, ledger);
            disk.fault = undefined;
            assert.equal(await ledger.commit(durable), true, `${told}: it is not got over`);
            assert.deepEqual(durable.storageState, { kind: 'ok' }, told);
            ledger.check(durable, `${told}, in memory`);
            const rest = disk.afterPowerCut(new Random(seed + call));
            await durable.close();
            const reopened = await open(rest);
            ledger.check(reopened, `${told}, after a power cut`);
            await reopened.close();
            struck += fault.struck > 0 ? 1 : 0;
          }
        }
      }
      assert.ok(struck > 0, 'no fault has struck');
      faults += struck;
    });
  }

  it('rejects with words what it did not write, and keeps nothing of it in memory', async () => {
    const disk = new LossyDisk();
    const durable = await open(disk);
    disk.fault = new DiskFault('append', 0, 'ENOSPC', true);
    await assert.rejects(
      durable.transact(() => durable.database.run("INSERT INTO state (name, value) VALUES ('a', 'b')")),
      (error) => error instanceof StorageError && /disk is full/i.test(error.message),
    );
    assert.deepEqual(durable.database.all('SELECT * FROM state'), []);
    assert.equal(durable.storageState.kind, 'failing');
    await durable.close();
  });

  it('is found well again by itself, though nothing comes to be written', async () => {
    const disk = new LossyDisk();
    const states: string[] = [];
    const durable: DurableDatabase = await openDurable(FOLDER, { fs: disk.fs, onStateChange: () => states.push(durable.storageState.kind) });
    disk.fault = new DiskFault('append', 0, 'EIO', true);
    assert.equal(await new Ledger().commit(durable), false);
    disk.fault = undefined;
    for (let waitedMs = 0; states.length < 2 && waitedMs < 10_000; waitedMs += 50) await new Promise((resolve) => setTimeout(resolve, 50));
    assert.deepEqual(states, ['failing', 'ok']);
    await durable.close();
  });

  it('is not filled with files by starts that fail', async () => {
    const disk = new LossyDisk();
    const ledger = new Ledger();
    const first = await open(disk);
    await ledger.commit(first);
    await first.close();
    const before = disk.names.length;
    for (let start = 0; start < 5; start++) {
      disk.fault = new DiskFault('read', 0, 'EIO', true);
      await assert.rejects(open(disk), UserFacingError);
    }
    disk.fault = undefined;
    assert.equal(disk.names.length, before);
    const second = await open(disk);
    ledger.check(second, 'after failed starts');
    await second.close();
  });
});

import assert from 'node:assert/strict';
import { keptLog, openDurable } from '../support/openStore';
import type { DurableDatabase } from '../../src/storage/durableDatabase';
import { Ledger } from './support/ledger';
import { LossyDisk } from './support/lossyDisk';
import { Random, seedOfRun } from './support/random';
import { scaled } from './support/scale';

const FOLDER = '/data';

async function open(disk: LossyDisk): Promise<DurableDatabase | undefined> {
  try {
    return await openDurable(FOLDER, { fs: disk.fs });
  } catch {
    return undefined; // The power went off while it started.
  }
}

/** Groups of transactions with a snapshot now and then, the same for the same seed. */
async function work(durable: DurableDatabase, ledger: Ledger, random: Random, groups: number): Promise<void> {
  for (let group = 0; group < groups; group++) {
    const together = Array.from({ length: 1 + random.below(4) }, () => (random.chance(0.1) ? ledger.fail(durable) : ledger.commit(durable)));
    const snapshot = group % 4 === 2 || random.chance(0.1) ? durable.snapshot().catch(() => undefined) : undefined;
    await Promise.all(together);
    if (random.chance(0.5)) await snapshot;
  }
}

/** A process's life: it opens, works, and is gone at the disk's cut or at the end of its work. */
async function live(disk: LossyDisk, ledger: Ledger, random: Random, groups: number, told: string): Promise<void> {
  const durable = await open(disk);
  if (!durable) return;
  ledger.check(durable, told);
  await work(durable, ledger, random, groups);
  disk.killProcess();
  await durable.close();
}

async function checkAfterPowerCut(disk: LossyDisk, ledger: Ledger, random: Random, told: string): Promise<LossyDisk> {
  const rest = disk.afterPowerCut(random);
  const log = keptLog();
  const durable = await openDurable(FOLDER, { fs: rest.fs, log });
  ledger.check(durable, told);
  assert.equal(log.lines.some((line) => / is missing|could not be replayed/.test(line)), false, `${told}: ${log.lines.join('; ')}`);
  rest.killProcess();
  await durable.close();
  rest.restartProcess();
  return rest;
}

describe('a disk that keeps only what was synced', function () {
  this.timeout(scaled(600_000));
  const seed = seedOfRun();
  let cuts = 0;
  after(() => console.log(`    ${cuts} power cuts, seed ${seed}`));

  it('has every acknowledged transaction, whole, after a power cut at each operation', async () => {
    const measured = new LossyDisk();
    await live(measured, new Ledger(), new Random(seed), 14, 'uncut');
    assert.ok(measured.operationCount > 60, 'the work is too little to cut');
    for (let operation = 0; operation < measured.operationCount; operation++) {
      for (const after of [false, true]) {
        for (let outcome = 0; outcome < scaled(3); outcome++) {
          const told = `seed ${seed}, operation ${operation}, ${after ? 'after' : 'before'}, outcome ${outcome}`;
          const disk = new LossyDisk();
          const ledger = new Ledger();
          disk.cutPowerAt(operation, after);
          await live(disk, ledger, new Random(seed), 14, told);
          await checkAfterPowerCut(disk, ledger, new Random(seed + operation * 7 + outcome), told);
          cuts++;
        }
      }
    }
  });

  it('has it too after processes were killed and other ones went on before the power went off', async () => {
    for (let run = 0; run < scaled(500); run++) {
      const told = `seed ${seed}, run ${run}`;
      const random = new Random(seed + run * 1_000_003);
      const ledger = new Ledger();
      let disk = new LossyDisk();
      for (let cut = 0; cut < 3; cut++) {
        const lives = 1 + random.below(3);
        for (let life = 0; life < lives; life++) {
          disk.restartProcess();
          disk.cutPowerAt(disk.operationCount + random.below(45), random.chance(0.5));
          await live(disk, ledger, random, 1 + random.below(6), `${told}, cut ${cut}, life ${life}`);
        }
        disk = await checkAfterPowerCut(disk, ledger, random, `${told}, after cut ${cut}`);
        cuts++;
      }
      assert.ok(ledger.ackedCount >= 0);
    }
  });
});

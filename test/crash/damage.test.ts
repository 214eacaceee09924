import assert from 'node:assert/strict';
import { keptLog, openDurable } from '../support/openStore';
import { Ledger } from './support/ledger';
import { LossyDisk } from './support/lossyDisk';
import { Random, seedOfRun } from './support/random';
import { scaled } from './support/scale';

const FOLDER = '/data';

/** Two snapshots with the journals since the older one, three in a row after the newer. */
async function filledDisk(): Promise<{ disk: LossyDisk; ledger: () => Ledger }> {
  const disk = new LossyDisk();
  const scratch = new Ledger();
  for (let start = 0; start < 6; start++) {
    const durable = await openDurable(FOLDER, { fs: disk.fs });
    for (let entry = 0; entry < 12; entry++) assert.ok(await scratch.commit(durable));
    if (start === 1 || start === 2) await durable.snapshot();
    await durable.close();
  }
  return { disk, ledger: () => scratch.copy() };
}

function generationOf(name: string): number {
  return Number(/\d+/.exec(name)?.[0]);
}

describe('damaged files', function () {
  this.timeout(scaled(300_000));
  const seed = seedOfRun();
  let filled: { disk: LossyDisk; ledger: () => Ledger };
  let flips = 0;

  before(async () => (filled = await filledDisk()));
  after(() => console.log(`    ${flips} flipped bits, seed ${seed}`));

  const namesOf = (pattern: RegExp): string[] => filled.disk.names.filter((name) => pattern.test(name)).sort((a, b) => generationOf(a) - generationOf(b));

  async function flipAndOpen(names: readonly string[], random: Random, isLossAllowed: boolean): Promise<{ log: string; kept: string[]; damaged: Map<string, Buffer>; disk: LossyDisk }> {
    const disk = filled.disk.copy();
    const ledger = filled.ledger();
    for (const name of names) disk.flipBit(name, random.below(disk.content(name).length * 8));
    const damaged = new Map(names.map((name) => [name, disk.content(name)]));
    flips += names.length;
    const told = `seed ${seed}, ${names.join(' and ')}`;
    const log = keptLog();
    const durable = await openDurable(FOLDER, { fs: disk.fs, log });
    ledger.check(durable, told, isLossAllowed);
    for (let entry = 0; entry < 3; entry++) assert.ok(await ledger.commit(durable), `${told}: it cannot be written`);
    await durable.close();
    const rest = disk.afterPowerCut(random);
    const reopened = await openDurable(FOLDER, { fs: rest.fs });
    ledger.check(reopened, `${told}, at the next start`);
    assert.ok(await ledger.commit(reopened));
    await reopened.close();
    const third = await openDurable(FOLDER, { fs: rest.fs });
    ledger.check(third, `${told}, at the third start`);
    await third.close();
    return { log: log.lines.join('\n'), kept: rest.names.filter((name) => name.startsWith('damaged-')), damaged, disk: rest };
  }

  it('has files to damage', () => {
    assert.equal(namesOf(/^snapshot-/).length, 2);
    assert.ok(namesOf(/^journal-/).length >= 4);
  });

  it('costs nothing when it is the newest snapshot: the one before and its journals say the same', async () => {
    const newest = namesOf(/^snapshot-/).at(-1) ?? '';
    for (let flip = 0; flip < scaled(60); flip++) {
      const { log, kept, damaged, disk } = await flipAndOpen([newest], new Random(seed + flip), false);
      assert.match(log, /snapshot \d+ is damaged/);
      assert.deepEqual(kept, [`damaged-${newest}`]);
      assert.deepEqual(disk.content(`damaged-${newest}`), damaged.get(newest));
    }
  });

  it('costs nothing when it is a file that is no longer needed', async () => {
    const oldest = namesOf(/^snapshot-/)[0] ?? '';
    for (let flip = 0; flip < scaled(20); flip++) assert.deepEqual((await flipAndOpen([oldest], new Random(seed + flip), false)).kept, []);
  });

  it('costs what comes after it when it is a journal, says so, and keeps the file aside', async () => {
    const newestSnapshot = namesOf(/^snapshot-/).at(-1) ?? '';
    const needed = namesOf(/^journal-/).filter((name) => generationOf(name) >= generationOf(newestSnapshot) && filled.disk.content(name).includes('INSERT'));
    assert.equal(needed.length, 3);
    for (const name of needed) {
      for (let flip = 0; flip < scaled(60); flip++) {
        const { log, kept, damaged, disk } = await flipAndOpen([name], new Random(seed + flip * 31), true);
        assert.match(log, /journal \d+(: the last \d+ bytes are torn| is damaged after)/);
        assert.ok(kept.includes(`damaged-${name}`), `${name} is not kept: ${kept.join()}`);
        assert.deepEqual(disk.content(`damaged-${name}`), damaged.get(name));
      }
    }
  });

  it('begins a new memory when no snapshot is good, keeps everything aside and is durable from there', async () => {
    const snapshots = namesOf(/^snapshot-/);
    for (let flip = 0; flip < scaled(30); flip++) {
      const { log, kept } = await flipAndOpen(snapshots, new Random(seed + flip), true);
      assert.match(log, /a new memory is begun/);
      assert.ok(snapshots.every((name) => kept.includes(`damaged-${name}`)));
      assert.ok(kept.some((name) => name.startsWith('damaged-journal-')));
    }
  });

  it('never keeps an owner from starting, whatever two files it is in', async () => {
    for (let flip = 0; flip < scaled(150); flip++) {
      const random = new Random(seed + flip * 101);
      await flipAndOpen([random.pick(filled.disk.names), random.pick(filled.disk.names)], random, true);
    }
  });
});

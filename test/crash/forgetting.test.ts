import assert from 'node:assert/strict';
import { systemClock } from '../../src/core/systemClock';
import type { DurableDatabase } from '../../src/storage/durableDatabase';
import { RecollectStore } from '../../src/storage/recollectStore';
import { rememberTurn } from '../support/memories';
import { openDurable, silentLog } from '../support/openStore';
import { LossyDisk } from './support/lossyDisk';
import { Random, seedOfRun } from './support/random';

const FOLDER = '/data';
const SECRET = 'quicksand';

async function open(disk: LossyDisk): Promise<{ durable: DurableDatabase; store: RecollectStore }> {
  const durable = await openDurable(FOLDER, { fs: disk.fs });
  const store = new RecollectStore(durable, FOLDER, systemClock, silentLog, () => undefined);
  await store.begin();
  return { durable, store };
}

/** A folder with two generations, in which something is remembered that is to be forgotten, something deleted, and something else. */
async function filledDisk(): Promise<{ disk: LossyDisk; body: Uint8Array }> {
  const disk = new LossyDisk();
  const { durable, store } = await open(disk);
  await rememberTurn(store, 's1', [SECRET, `${SECRET} again`], { narrative: `${SECRET} `.repeat(60) });
  await rememberTurn(store, 's2', ['lock']);
  await store.search({ query: SECRET }, 5);
  await durable.snapshot();
  await store.editing.delete(['o2']);
  const body = durable.database.get('SELECT body FROM observations WHERE id = 1')?.['body'];
  assert.ok(body instanceof Uint8Array);
  await durable.close();
  return { disk, body };
}

function holders(disk: LossyDisk, body: Uint8Array): string[] {
  return disk.names.filter((name) => {
    const content = disk.content(name);
    return content.includes(SECRET) || content.includes(Buffer.from(body)) || content.includes(Buffer.from(body).toString('base64'));
  });
}

describe('what is forgotten', function () {
  this.timeout(120_000);
  const seed = seedOfRun();

  it('is in no file once that is done, and was in some before', async () => {
    const { disk, body } = await filledDisk();
    assert.ok(holders(disk, body).length > 1);
    const { durable, store } = await open(disk);
    await store.editing.forget({ sessionId: 1 });
    await store.editing.eraseForgotten();
    assert.deepEqual(holders(disk, body), []);
    await durable.close();
  });

  it('is in no file after the next start, whenever the power goes off meanwhile, and nothing else is lost', async () => {
    let operations = Infinity;
    let erasedLater = 0;
    for (let operation = 0; operation <= operations; operation++) {
      const told = `seed ${seed}, operation ${operation}`;
      const { disk, body } = await filledDisk();
      const { durable, store } = await open(disk);
      const before = disk.operationCount;
      if (operation < operations) disk.cutPowerAt(before + operation, operation % 2 === 0);
      const isForgotten = await store.editing.forget({ sessionId: 1 }).then(() => true, () => false);
      const isErased = isForgotten && (await store.editing.eraseForgotten().then(() => true, () => false));
      if (operations === Infinity && isErased) operations = disk.operationCount - before;
      disk.killProcess();
      await durable.close().catch(() => undefined);
      const rest = disk.afterPowerCut(new Random(seed + operation));
      const again = await open(rest);
      assert.equal(again.store.memory('o3')?.kind, 'observation', told);
      if (isForgotten) assert.equal(again.store.memory('o1'), undefined, told);
      await again.store.editing.eraseForgotten();
      if (again.store.memory('o1') === undefined) assert.deepEqual(holders(rest, body), [], told);
      assert.equal(await again.store.editing.undo().then((what) => (again.store.memory('o1') ? 'kept' : what), () => 'failed'), again.store.memory('o1') ? 'kept' : undefined, told);
      if (isForgotten && !isErased) erasedLater++;
      await again.durable.close();
    }
    assert.ok(erasedLater > 3, 'it was hardly interrupted');
  });
});

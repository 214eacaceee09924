import assert from 'node:assert/strict';
import sinon from 'sinon';
import { Refresher } from '../../../src/ui/refresher';

describe('a refresher', () => {
  let clock: sinon.SinonFakeTimers;
  beforeEach(() => {
    clock = sinon.useFakeTimers();
  });
  afterEach(() => clock.restore());

  it('runs once for many requests', async () => {
    const run = sinon.fake.resolves(undefined);
    const refresher = new Refresher(run, 100);
    for (let i = 0; i < 5; i++) refresher.request();
    await clock.tickAsync(99);
    assert.equal(run.callCount, 0);
    await clock.tickAsync(500);
    assert.equal(run.callCount, 1);
    refresher.dispose();
  });

  it('never runs twice at a time, and once more for what was asked meanwhile', async () => {
    let running = 0;
    let runs = 0;
    let most = 0;
    const refresher = new Refresher(async () => {
      runs++;
      most = Math.max(most, ++running);
      await new Promise<void>((resolve) => setTimeout(resolve, 1000));
      running--;
    }, 100);
    refresher.request();
    await clock.tickAsync(200);
    refresher.request();
    refresher.request();
    await clock.tickAsync(5000);
    assert.deepEqual({ runs, most }, { runs: 2, most: 1 });
    refresher.dispose();
  });

  it('does nothing after it is disposed, and can be disposed twice', async () => {
    const run = sinon.fake.resolves(undefined);
    const refresher = new Refresher(run, 100);
    refresher.request();
    refresher.dispose();
    refresher.dispose();
    refresher.request();
    await clock.tickAsync(1000);
    assert.equal(run.callCount, 0);
  });
});

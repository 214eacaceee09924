import assert from 'node:assert/strict';
import sinon from 'sinon';
import { Throttle } from '../../../src/ui/throttle';

describe('a throttle', () => {
  let clock: sinon.SinonFakeTimers;
  beforeEach(() => {
    clock = sinon.useFakeTimers();
  });
  afterEach(() => clock.restore());

  it('runs once for many requests', async () => {
    const run = sinon.fake.resolves(undefined);
    const throttle = new Throttle(run, 100);
    for (let i = 0; i < 5; i++) throttle.request();
    await clock.tickAsync(99);
    assert.equal(run.callCount, 0);
    await clock.tickAsync(500);
    assert.equal(run.callCount, 1);
    throttle.dispose();
  });

  it('never runs twice at a time, and once more for what was asked meanwhile', async () => {
    let running = 0;
    let runs = 0;
    let most = 0;
    const throttle = new Throttle(async () => {
      runs++;
      most = Math.max(most, ++running);
      await new Promise<void>((resolve) => setTimeout(resolve, 1000));
      running--;
    }, 100);
    throttle.request();
    await clock.tickAsync(200);
    throttle.request();
    throttle.request();
    await clock.tickAsync(5000);
    assert.deepEqual({ runs, most }, { runs: 2, most: 1 });
    throttle.dispose();
  });

  it('does nothing after it is disposed, and can be disposed twice', async () => {
    const run = sinon.fake.resolves(undefined);
    const throttle = new Throttle(run, 100);
    throttle.request();
    throttle.dispose();
    throttle.dispose();
    throttle.request();
    await clock.tickAsync(1000);
    assert.equal(run.callCount, 0);
  });
});

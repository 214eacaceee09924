import assert from 'node:assert/strict';
import { WorkHold } from '../../../src/ui/workHold';

describe('the hold on work in the status bar', () => {
  it('keeps work that ended at once in sight until it could be seen', () => {
    const hold = new WorkHold();
    assert.equal(hold.remainingMs('working', 1_000), 0);
    assert.equal(hold.remainingMs('idle', 1_050), 550);
    assert.equal(hold.remainingMs('idle', 1_600), 0);
  });

  it('does not keep work that was seen, nor rest that follows rest', () => {
    const hold = new WorkHold();
    assert.equal(hold.remainingMs('idle', 0), 0);
    hold.remainingMs('working', 1_000);
    assert.equal(hold.remainingMs('idle', 5_000), 0);
    assert.equal(hold.remainingMs('idle', 5_001), 0);
  });

  it('counts from the first of pieces of work that follow closely', () => {
    const hold = new WorkHold();
    hold.remainingMs('working', 1_000);
    hold.remainingMs('idle', 1_100);
    hold.remainingMs('working', 1_400);
    assert.equal(hold.remainingMs('idle', 1_500), 100);
  });

  it('lets a pause or a failure be drawn at once', () => {
    const hold = new WorkHold();
    hold.remainingMs('working', 1_000);
    assert.equal(hold.remainingMs('paused', 1_010), 0);
    assert.equal(hold.remainingMs('idle', 1_020), 0);
  });
});

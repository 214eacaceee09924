import assert from 'node:assert/strict';
import { clockTime, dateTime, relativeTime } from '../../../src/ui/relativeTime';
import { MINUTE, NOON } from '../../support/uiFixtures';

const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

describe('a relative time', () => {
  const cases: [number, string, string][] = [
    [0, 'now', 'now'],
    [-59_999, 'now', 'now'],
    [-MINUTE, '1 min. ago', '1 minute ago'],
    [-59 * MINUTE, '59 min. ago', '59 minutes ago'],
    [-HOUR, '1 hr. ago', '1 hour ago'],
    [-DAY, 'yesterday', 'yesterday'],
    [-3 * DAY, '3 days ago', '3 days ago'],
    [-8 * DAY, 'last wk.', 'last week'],
    [-70 * DAY, '2 mo. ago', '2 months ago'],
    [-800 * DAY, '2 yr. ago', '2 years ago'],
    [5 * MINUTE, 'in 5 min.', 'in 5 minutes'],
  ];
  for (const [offsetMs, short, full] of cases) {
    it(`is "${short}" at ${offsetMs / MINUTE} minutes`, () => {
      assert.equal(relativeTime(NOON + offsetMs, NOON), short);
      assert.equal(relativeTime(NOON + offsetMs, NOON, true), full);
    });
  }
});

describe('a clock time', () => {
  it('leaves the day out when it is today', () => {
    assert.equal(clockTime(NOON + 65 * MINUTE, NOON, 'UTC'), '13:05');
    assert.equal(clockTime(NOON - DAY, NOON, 'UTC'), 'Jan 1, 2026, 12:00');
  });

  it('calls midnight 00', () => {
    assert.equal(clockTime(NOON - 12 * HOUR, NOON, 'UTC'), '00:00');
  });
});

describe('a date with its time', () => {
  it('is written out', () => {
    assert.equal(dateTime(NOON, 'UTC'), '2 January 2026 at 12:00');
  });
});

import assert from 'node:assert/strict';
import { durationMsOf, retryAfterMsOf } from '../../../src/providers/retryAfter';

const NOW_MS = Date.UTC(2026, 0, 1);
const waitOf = (headers: Record<string, string>): number | undefined => retryAfterMsOf(new Headers(headers), NOW_MS);

describe('retryAfterMsOf', () => {
  it('reads seconds, fractions of them, milliseconds and dates', () => {
    assert.equal(waitOf({ 'retry-after': '5' }), 5_000);
    assert.equal(waitOf({ 'retry-after': '0.5' }), 500);
    assert.equal(waitOf({ 'retry-after-ms': '20' }), 20);
    assert.equal(waitOf({ 'retry-after': new Date(NOW_MS + 3_000).toUTCString() }), 3_000);
  });

  it('does not wait for a date that has been', () => {
    assert.equal(waitOf({ 'retry-after': new Date(NOW_MS - 3_000).toUTCString() }), 0);
  });

  it('knows nothing where nothing sensible is said', () => {
    for (const value of ['', 'soon', '-5', '1e9', 'NaN', '2026']) assert.ok([undefined, 2_026_000].includes(waitOf({ 'retry-after': value })), value);
    assert.equal(waitOf({}), undefined);
  });

  it('never waits for more than a day', () => {
    assert.equal(waitOf({ 'retry-after': '999999999' }), 24 * 3_600_000);
  });
});

describe('durationMsOf', () => {
  it('reads the durations of protobuf and nothing else', () => {
    assert.equal(durationMsOf('1.5s'), 1_500);
    for (const value of ['', '5', '5m', 5, null, undefined]) assert.equal(durationMsOf(value), undefined);
  });
});

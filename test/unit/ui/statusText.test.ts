import assert from 'node:assert/strict';
import type { Status } from '../../../src/core/api';
import { statusText } from '../../../src/ui/statusText';
import { aStatus, NOON } from '../../support/uiFixtures';

const textOf = (status: Status | undefined) => statusText({ current: status, noOwnerReason: undefined }, NOON, { timeZone: 'UTC' });

describe('the status bar text', () => {
  it('says that Recollect is starting while there is no owner', () => {
    assert.deepEqual(textOf(undefined), { text: '$(loading~spin) Recollect', label: 'Recollect: starting', severity: 'none' });
  });

  it('says why it cannot start, whatever was known before', () => {
    const owner = { current: aStatus({ queue: { processing: 1, failed: 1 } }), noOwnerReason: 'The data folder /data cannot be written: choose another.' };
    assert.deepEqual(statusText(owner, NOON), { text: '$(error) Recollect cannot start', label: 'Recollect: cannot start, The data folder /data cannot be written: choose another', severity: 'error' });
  });

  it('is quiet when there is nothing to do', () => {
    assert.deepEqual(textOf(aStatus()), { text: '$(database) Recollect', label: 'Recollect: idle', severity: 'none' });
  });

  it('spins with the count of pending and processing messages', () => {
    const text = textOf(aStatus({ queue: { pending: 2, processing: 1 } }));
    assert.deepEqual(text, { text: '$(sync~spin) 3', label: 'Recollect: working, 3 messages to go', severity: 'none' });
  });

  it('does not spin for a message that an abort or a pause holds back', () => {
    assert.equal(textOf(aStatus({ queue: { pending: 2, paused: 2 } })).text, '$(circle-slash) 2 waiting');
    assert.ok(!textOf(aStatus({ queue: { pending: 2, paused: 2 }, pause: { kind: 'user' } })).text.includes('spin'));
  });

  it('counts only what can go on when some messages are held back', () => {
    assert.equal(textOf(aStatus({ queue: { pending: 5, paused: 4, processing: 1 } })).text, '$(sync~spin) 2');
  });

  it('says who paused', () => {
    assert.deepEqual(textOf(aStatus({ pause: { kind: 'user' } })), { text: '$(debug-pause) Paused by you', label: 'Recollect: paused by you', severity: 'none' });
  });

  it('says why the provider is paused and until when', () => {
    const text = textOf(aStatus({ pause: { kind: 'provider', message: 'Anthropic is overloaded.', untilMs: NOON + 300_000 } }));
    assert.deepEqual(text, { text: '$(debug-pause) Paused until 12:05: Anthropic is overloaded.', label: 'Recollect: paused until 12:05, Anthropic is overloaded', severity: 'none' });
  });

  it('warns of a pause that does not end by itself', () => {
    const text = textOf(aStatus({ pause: { kind: 'provider', message: 'The API key of Anthropic is wrong: set another one and resume.' } }));
    assert.equal(text.text, '$(debug-pause) Paused: The API key of Anthropic is wrong: set…');
    assert.equal(text.label, 'Recollect: paused, The API key of Anthropic is wrong: set another one and resume');
    assert.equal(text.severity, 'warning');
  });

  it('draws no icon that a reason brings along', () => {
    assert.ok(!textOf(aStatus({ pause: { kind: 'provider', message: '$(check) fine' } })).text.includes('$(check)'));
  });

  it('warns of failed messages', () => {
    assert.deepEqual(textOf(aStatus({ queue: { failed: 1 } })), { text: '$(warning) 1 failed', label: 'Recollect: idle, 1 message failed', severity: 'warning' });
  });

  it('hides neither work nor failures behind each other', () => {
    const text = textOf(aStatus({ queue: { processing: 1, failed: 2 } }));
    assert.deepEqual(text, { text: '$(sync~spin) 1 $(warning) 2 failed', label: 'Recollect: working, 1 message to go, 2 messages failed', severity: 'warning' });
  });

  it('puts a store that cannot write before everything else', () => {
    const text = textOf(aStatus({ storage: { kind: 'failing', message: 'The disk is full.' }, pause: { kind: 'user' }, queue: { processing: 1 } }));
    assert.deepEqual(text, { text: '$(error) Recollect cannot write', label: 'Recollect: cannot write what arrives, The disk is full', severity: 'error' });
  });

  it('says when nothing is recorded in the folder at hand', () => {
    const owner = { current: aStatus(), noOwnerReason: undefined };
    assert.deepEqual(statusText(owner, NOON, { isExcluded: true }), { text: '$(circle-slash) Recollect: not recording here', label: 'Recollect: idle, not recording here: the project is excluded', severity: 'none' });
    assert.match(statusText({ ...owner, current: aStatus({ queue: { failed: 1 } }) }, NOON, { isExcluded: true }).text, /not recording here .*1 failed/);
  });
});

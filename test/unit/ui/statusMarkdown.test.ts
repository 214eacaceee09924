import assert from 'node:assert/strict';
import type { Status } from '../../../src/core/api';
import { hindrance, STATUS_LINKS, statusPage, statusTooltip } from '../../../src/ui/statusMarkdown';
import { aStatus, NOON } from '../../support/uiFixtures';

const around = { nowMs: NOON, pid: 4711, timeZone: 'UTC' };
const owned = (current: Status | undefined) => ({ current, noOwnerReason: undefined });
const linksOf = (markdown: string): string[] => [...markdown.matchAll(/\(command:([\w.]+)\)/g)].map((match) => match[1] ?? '');

describe('the status tooltip', () => {
  it('tells queue, provider, last success and owner', () => {
    const tooltip = statusTooltip(owned(aStatus({ queue: { pending: 3, paused: 1, failed: 2 } })), around);
    assert.match(tooltip, /Queue: 3 pending \(1 held back\), 0 processing, 2 failed/);
    assert.match(tooltip, /Provider: builtin/);
    assert.match(tooltip, /Last success: 11:55 \(5 min\. ago\)/);
    assert.match(tooltip, /Owner: this window, process 4711, version 0\.1\.0/);
  });

  it('says how much is not recorded', () => {
    assert.match(statusTooltip(owned(aStatus({ unrecorded: { projects: 1, sessions: 2 } })), around), /Not recorded: 1 project, 2 sessions incognito/);
    assert.doesNotMatch(statusTooltip(owned(aStatus()), around), /Not recorded/);
  });

  it('tells, as the page does, which agents are connected and when they were heard of', () => {
    const agents = [
      { agent: 'cursor', displayName: 'Cursor', connection: { kind: 'connected', isCurrent: true }, lastEventAtMs: NOON - 3 * 60_000 },
      { agent: 'codex', displayName: 'Codex', connection: { kind: 'notConnected' }, lastEventAtMs: undefined },
    ] as const;
    const here = { agents, isExcluded: false };
    assert.match(statusTooltip(owned(aStatus()), { ...around, here }), /- Agents: Cursor \(connected · last event 3 min\. ago\)\n/);
    assert.match(statusPage(owned(aStatus()), { ...around, here }), /## Connected agents\n\n- Cursor: connected · last event 3 min\. ago\n$/);
    assert.match(statusPage(owned(aStatus()), { ...around, here: { ...here, agents: [] } }), /No agent is connected/);
    assert.doesNotMatch(statusPage(owned(aStatus()), around), /gents/);
  });

  it('says, as the page does, that nothing is recorded in the folder at hand, and why', () => {
    const here = { agents: undefined, isExcluded: true };
    for (const text of [statusTooltip(owned(aStatus()), { ...around, here }), statusPage(owned(aStatus()), { ...around, here })]) assert.match(text, /Not recording here:\*\* the project of this folder is excluded/);
  });

  it('says when another window is the owner', () => {
    assert.match(statusTooltip(owned(aStatus({ owner: { pid: 1, version: '0.1.0' } })), around), /Owner: another window, process 1/);
  });

  it('says that nothing has succeeded yet', () => {
    assert.match(statusTooltip(owned(aStatus({ lastSuccessMs: null })), around), /Last success: none yet/);
  });

  it('links only commands that it may run', () => {
    const statuses: (Status | undefined)[] = [undefined, aStatus(), aStatus({ pause: { kind: 'user' } }), aStatus({ pause: { kind: 'provider', message: 'x' }, queue: { failed: 1 } })];
    for (const status of statuses) {
      for (const link of linksOf(statusTooltip(owned(status), around))) assert.ok(STATUS_LINKS.some((known) => known === link), link);
    }
  });

  it('offers resume only while paused, and retry only when something failed', () => {
    assert.deepEqual(linksOf(statusTooltip(owned(aStatus()), around)), ['recollect.openView', 'recollect.showStatus', 'recollect.pause', 'recollect.showLog']);
    assert.deepEqual(linksOf(statusTooltip(owned(aStatus({ pause: { kind: 'user' }, queue: { failed: 1 } })), around)), ['recollect.openView', 'recollect.showStatus', 'recollect.resume', 'recollect.retryFailed', 'recollect.showLog']);
  });

  it('takes no link from the reason of a pause', () => {
    const tooltip = statusTooltip(owned(aStatus({ pause: { kind: 'provider', message: '[free](command:evil) <img src=x>' } })), around);
    assert.match(tooltip, /\\\[free\\\]\(command:evil\) &lt;img/);
  });
});

describe('the status page', () => {
  it('tells how search by meaning fares, where it is on', () => {
    assert.ok(!statusPage(owned(aStatus()), around).includes('meaning'));
    assert.match(statusPage(owned(aStatus({ embedding: { model: 'small', waiting: 0, problem: null } })), around), /^- Search by meaning: small, all memories have a vector$/m);
    assert.match(statusPage(owned(aStatus({ embedding: { model: 'small', waiting: 3, problem: 'It cannot be reached.' } })), around), /^- Search by meaning: small, 3 memories without a vector\. It cannot be reached\.$/m);
  });

  it('tells what is remembered and where', () => {
    const page = statusPage(owned(aStatus()), around);
    assert.match(page, /10 observations and 1 summary of 2 sessions/);
    assert.match(page, /`\/data`/);
    assert.match(page, /\nRecollect is idle\.\n/);
  });

  it('has no links, for a document cannot run them', () => {
    assert.ok(!statusPage(owned(aStatus({ queue: { failed: 1 } })), around).includes('command:'));
  });
});

describe('the line above the queue', () => {
  it('tells why nothing goes on', () => {
    assert.equal(hindrance(owned(aStatus({ pause: { kind: 'user' } })), NOON, 'UTC'), 'Processing is paused by you. Events are still taken and wait.');
    assert.equal(hindrance(owned(aStatus({ pause: { kind: 'provider', message: 'Over the limit.', untilMs: NOON } })), NOON, 'UTC'), 'Processing is paused until 12:00. Over the limit.');
    assert.equal(hindrance(owned(aStatus({ storage: { kind: 'failing', message: 'The disk is full.' } })), NOON), 'What arrives cannot be written. The disk is full.');
  });

  it('tells why there is no owner, in the tooltip and on the page too', () => {
    const owner = { current: aStatus(), noOwnerReason: 'The folder is read-only.' };
    assert.equal(hindrance(owner, NOON), 'Recollect cannot start. The folder is read-only.');
    assert.match(statusTooltip(owner, around), /^\*\*Recollect\*\* cannot start\. The folder is read-only\.\n\n\[Memories\]/);
    assert.equal(statusPage(owner, around), '# Recollect status\n\nRecollect cannot start. The folder is read-only.\n');
  });

  it('is empty when nothing is in the way', () => {
    assert.deepEqual([hindrance(owned(undefined), NOON), hindrance(owned(aStatus({ queue: { pending: 1, failed: 1 } })), NOON)], ['', '']);
  });
});

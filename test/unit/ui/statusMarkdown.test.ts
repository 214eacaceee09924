import assert from 'node:assert/strict';
import type { Status } from '../../../src/core/api';
import { STATUS_LINKS, statusPage, statusTooltip } from '../../../src/ui/statusMarkdown';
import { aStatus, NOON } from '../../support/uiFixtures';

const around = { nowMs: NOON, pid: 4711, timeZone: 'UTC' };
const linksOf = (markdown: string): string[] => [...markdown.matchAll(/\(command:([\w.]+)\)/g)].map((match) => match[1] ?? '');

describe('the status tooltip', () => {
  it('tells queue, provider, last success and owner', () => {
    const tooltip = statusTooltip(aStatus({ queue: { pending: 3, paused: 1, failed: 2 } }), around);
    assert.match(tooltip, /Queue: 3 pending \(1 held back\), 0 processing, 2 failed/);
    assert.match(tooltip, /Provider: builtin/);
    assert.match(tooltip, /Last success: 11:55 \(5 min\. ago\)/);
    assert.match(tooltip, /Owner: this window, process 4711, version 0\.1\.0/);
  });

  it('says when another window is the owner', () => {
    assert.match(statusTooltip(aStatus({ owner: { pid: 1, version: '0.1.0' } }), around), /Owner: another window, process 1/);
  });

  it('says that nothing has succeeded yet', () => {
    assert.match(statusTooltip(aStatus({ lastSuccessMs: null }), around), /Last success: none yet/);
  });

  it('links only commands that it may run', () => {
    const statuses: (Status | undefined)[] = [undefined, aStatus(), aStatus({ pause: { kind: 'user' } }), aStatus({ pause: { kind: 'provider', message: 'x' }, queue: { failed: 1 } })];
    for (const status of statuses) {
      for (const link of linksOf(statusTooltip(status, around))) assert.ok(STATUS_LINKS.some((known) => known === link), link);
    }
  });

  it('offers resume only while paused, and retry only when something failed', () => {
    assert.deepEqual(linksOf(statusTooltip(aStatus(), around)), ['recollect.openView', 'recollect.showStatus', 'recollect.pause', 'recollect.showLog']);
    assert.deepEqual(linksOf(statusTooltip(aStatus({ pause: { kind: 'user' }, queue: { failed: 1 } }), around)), ['recollect.openView', 'recollect.showStatus', 'recollect.resume', 'recollect.retryFailed', 'recollect.showLog']);
  });

  it('takes no link from the reason of a pause', () => {
    const tooltip = statusTooltip(aStatus({ pause: { kind: 'provider', message: '[free](command:evil) <img src=x>' } }), around);
    assert.match(tooltip, /\\\[free\\\]\(command:evil\) &lt;img/);
  });
});

describe('the status page', () => {
  it('tells what is remembered and where', () => {
    const page = statusPage(aStatus(), around);
    assert.match(page, /10 observations and 1 summary of 2 sessions/);
    assert.match(page, /`\/data`/);
  });

  it('has no links, for a document cannot run them', () => {
    assert.ok(!statusPage(aStatus({ queue: { failed: 1 } }), around).includes('command:'));
  });
});

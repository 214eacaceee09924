import assert from 'node:assert/strict';
import { type OutageCase, sufferOutage, type Suffered } from '../support/outage/sufferOutage';
import { type Outage, OUTAGE_NAMES, type OutageName, OUTAGES } from '../support/outage/outages';
import { Slots } from '../../src/core/slots';

/** `npm run torture:outage` has them last a minute. */
const LASTS_MS = Number(process.env['RECOLLECT_OUTAGE_MS'] ?? 20_000);
const OWNERS_AT_ONCE = Number(process.env['RECOLLECT_OUTAGE_OWNERS'] ?? 20);
const RESUME_MS = 10_000;

/** Long enough that each of its owners, of which the second begins in the middle, comes to know of it. */
const lastsMs = (outage: OutageName): number => Math.max(LASTS_MS, 3 * knownAfterMs(outage));
const knownAfterMs = (outage: OutageName): number => {
  const { knownAfterMs = 0 }: Outage = OUTAGES[outage];
  return knownAfterMs;
};

const cases: OutageCase[] = OUTAGE_NAMES.flatMap((outage) =>
  (['at once', 'at 2 a second'] as const).flatMap((pace) => [undefined, 'SIGTERM' as const, 'SIGKILL' as const].map((restart) => ({ vendor: 'anthropic' as const, outage, pace, restart, lastsMs: lastsMs(outage) }))),
);
for (const outage of ['429 with Retry-After', '500', 'garbage', 'prose', 'hang', 'refused'] as const) cases.push({ vendor: 'gemini', outage, pace: 'at once', restart: undefined, lastsMs: lastsMs(outage) });

const titleOf = ({ vendor, outage, pace, restart }: OutageCase): string => `of ${vendor}: ${outage}, events ${pace}${restart === undefined ? '' : `, owner restarted by ${restart}`}`;

describe('an outage of the model loses, doubles and fails nothing, is told, and is over soon after', () => {
  const slots = new Slots(OWNERS_AT_ONCE);
  const running = new Map<OutageCase, Promise<Suffered>>();

  before(() => {
    for (const each of cases) {
      const suffered = (async () => {
        const giveBack = await slots.acquire(new AbortController().signal);
        return sufferOutage(each).finally(giveBack);
      })();
      suffered.catch(() => undefined); // Its own test tells.
      running.set(each, suffered);
    }
  });
  after(() => Promise.allSettled(running.values()));

  for (const each of cases) {
    it(titleOf(each), async () => {
      const suffered = await running.get(each);
      assert.ok(suffered);
      assertKept(suffered);
      assertTold(each, suffered);
      assert.ok(suffered.resumedAfterMs <= RESUME_MS, `resumed ${suffered.resumedAfterMs} ms after the recovery`);
      // Two sessions try again and again, each less and less often; an owner that starts anew begins anew.
      const most = (each.restart === undefined ? 14 : 24) + each.lastsMs / 4_000;
      assert.ok(suffered.callsMeanwhile <= most, `${suffered.callsMeanwhile} calls during the outage`);
    });
  }
});

function assertKept({ posted, exported, samples }: Suffered): void {
  assert.deepEqual(exported.evidence.toSorted(), posted.toSorted());
  assert.equal(exported.summaries, 2);
  assert.deepEqual(exported.messages, []);
  for (const { queue, status } of samples) {
    assert.equal(status.queue.failed, 0);
    for (const message of queue) assert.ok(message.attempts <= (message.state === 'processing' ? 1 : 0), `${message.label}, ${message.state}: ${message.attempts} attempts`);
  }
}

function assertTold({ outage }: OutageCase, { samples, statusLine }: Suffered): void {
  const { says, retryWithinMs } = OUTAGES[outage];
  const told = samples.flatMap(({ atMs, status: { pause } }) => (pause?.kind === 'provider' ? [{ atMs, ...pause }] : []));
  // Of a model that hangs it is known only after a while, and again by each owner.
  assert.ok(told.length > 0, `in ${samples.length} answers the status never said what was the matter`);
  for (const { atMs, message, untilMs } of told) {
    assert.match(message, says);
    assert.ok(untilMs !== undefined && untilMs - atMs <= retryWithinMs, `the next try is due in ${(untilMs ?? Infinity) - atMs} ms`);
  }
  assert.match(statusLine, says);
}

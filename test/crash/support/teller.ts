import assert from 'node:assert/strict';
import type { IngestParams } from '../../../src/ingest/ingestCall';
import { EventClient } from './eventClient';
import type { Story } from './story';

/** Tells one story to whoever is the owner: an event that was not acknowledged is told again before the next, as the spool does. */
export class Teller {
  private unacked: IngestParams | undefined;
  acked = 0;
  told = 0;

  constructor(readonly story: Story) {}

  /** Until the owner is gone, or does not answer in time, or `most` events are acknowledged. @returns how many were */
  async tell(socket: string, most: number, timeoutMs = 60_000): Promise<number> {
    const client = await EventClient.open(socket);
    if (!client) return 0;
    const timer = setTimeout(() => client.close(), timeoutMs);
    try {
      for (let count = 0; count < most; count++) if (!(await this.tellOne(client))) return count;
      return most;
    } finally {
      clearTimeout(timer);
      client.close();
    }
  }

  /** What is still on its way, told until it is acknowledged. */
  async finish(socket: string): Promise<void> {
    if (!this.unacked) return;
    const client = await EventClient.open(socket);
    assert.ok(client, 'no owner to finish with');
    assert.ok(await this.tellOne(client), 'the last owner does not take an event');
    client.close();
  }

  private async tellOne(client: EventClient): Promise<boolean> {
    this.unacked ??= this.story.next();
    this.told++;
    const answer = await client.send(this.unacked);
    if (answer.kind !== 'acked') return false;
    assert.notEqual(answer.result, 'ignored');
    this.unacked = undefined;
    this.acked++;
    return true;
  }
}

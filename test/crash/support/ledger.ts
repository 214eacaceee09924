import assert from 'node:assert/strict';
import type { DurableDatabase } from '../../../src/storage/durableDatabase';

/**
 * Transactions of which each writes two rows and counts itself, and which of them were acknowledged: what is on disk must have
 * all of those, and none by halves.
 */
export class Ledger {
  private readonly acked = new Set<number>();
  private next = 0;

  get ackedCount(): number {
    return this.acked.size;
  }

  copy(): Ledger {
    const copy = new Ledger();
    copy.next = this.next;
    for (const entry of this.acked) copy.acked.add(entry);
    return copy;
  }

  /** @returns whether it was acknowledged */
  async commit(durable: DurableDatabase): Promise<boolean> {
    const entry = this.next++;
    try {
      await durable.transact(() => {
        durable.database.run('INSERT INTO state (name, value) VALUES (?, ?)', `left-${entry}`, filler(entry));
        durable.database.run("INSERT INTO state (name, value) VALUES ('count', '1') ON CONFLICT (name) DO UPDATE SET value = value + 1");
        durable.database.run('INSERT INTO state (name, value) VALUES (?, ?)', `right-${entry}`, filler(entry));
      });
    } catch {
      return false; // It may be on disk or not; whoever sent it sends it again.
    }
    this.acked.add(entry);
    return true;
  }

  /** A transaction that fails in the middle: nothing of it may ever be seen. */
  async fail(durable: DurableDatabase): Promise<void> {
    await durable
      .transact(() => {
        durable.database.run("INSERT INTO state (name, value) VALUES ('undone', 'x')");
        throw new Error('undone');
      })
      .catch(() => undefined);
  }

  /** @param isLossAllowed where files were damaged: what is left must be a prefix */
  check(durable: DurableDatabase, told: string, isLossAllowed = false): void {
    const rows = new Map(durable.database.all('SELECT name, value FROM state').map((row) => [String(row['name']), String(row['value'])]));
    const entries = [...rows.keys()].flatMap((name) => (name.startsWith('left-') ? [Number(name.slice(5))] : []));
    const rights = [...rows.keys()].filter((name) => name.startsWith('right-'));
    assert.equal(rights.length, entries.length, `${told}: half a transaction`);
    for (const entry of entries) {
      assert.equal(rows.get(`left-${entry}`), filler(entry), `${told}: entry ${entry} has other content`);
      assert.equal(rows.get(`right-${entry}`), filler(entry), `${told}: half of entry ${entry}`);
    }
    assert.equal(Number(rows.get('count') ?? 0), entries.length, `${told}: the count is wrong`);
    assert.equal(rows.has('undone'), false, `${told}: an undone transaction is there`);
    const there = new Set(entries);
    if (!isLossAllowed) for (const entry of this.acked) assert.ok(there.has(entry), `${told}: the acknowledged entry ${entry} is lost`);
    if (isLossAllowed) {
      const lost = [...this.acked].filter((entry) => !there.has(entry));
      const first = lost[0] ?? Infinity;
      for (const entry of this.acked) assert.ok(entry < first === there.has(entry), `${told}: what is left is no prefix: ${first} is gone, ${entry} is not`);
    }
    // What is there now, acknowledged or not, was built upon: it must stay.
    for (const entry of entries) this.acked.add(entry);
    if (isLossAllowed) for (const entry of this.acked) if (!there.has(entry)) this.acked.delete(entry);
  }
}

/** Of different sizes, over a sector and below. */
function filler(entry: number): string {
  return `${entry}:`.repeat(1 + ((entry * 37) % 150));
}

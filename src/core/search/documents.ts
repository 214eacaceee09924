/** A memory as the ranker knows it. */
export interface DocumentInfo {
  /** What the index's keeper finds the memory by. */
  readonly key: number;
  readonly session: number;
  readonly atMs: number;
  /** Number of its terms. */
  readonly length: number;
  readonly type: number;
}

/**
 * The documents of an index in columns, by ordinal. Ordinals only grow; a document that is gone keeps its own. Documents of one
 * session are linked in the order in which they came.
 */
export class Documents {
  private capacity = 1024;
  count = 0;
  alives = 0;
  totalLength = 0;
  oldestMs = Infinity;
  newestMs = -Infinity;
  key = new Float64Array(this.capacity);
  atMs = new Float64Array(this.capacity);
  /** Index into `sessionIds`. */
  session = new Uint32Array(this.capacity);
  length = new Uint16Array(this.capacity);
  type = new Uint8Array(this.capacity);
  alive = new Uint8Array(this.capacity);
  /** Ordinals of the neighbours in the session; -1 where there is none. */
  previous = new Int32Array(this.capacity);
  next = new Int32Array(this.capacity);
  readonly sessionIds: number[] = [];
  readonly sessionLength: number[] = [];
  private readonly lastOfSession: number[] = [];
  private readonly sessionIndexes = new Map<number, number>();

  add(info: DocumentInfo): number {
    if (this.count === this.capacity) this.grow();
    const ordinal = this.count++;
    const session = this.sessionIndex(info.session);
    const previous = this.lastOfSession[session] ?? -1;
    const length = Math.min(info.length, 0xffff);
    this.key[ordinal] = info.key;
    this.atMs[ordinal] = info.atMs;
    this.session[ordinal] = session;
    this.length[ordinal] = length;
    this.type[ordinal] = info.type;
    this.alive[ordinal] = 1;
    this.previous[ordinal] = previous;
    this.next[ordinal] = -1;
    if (previous >= 0) this.next[previous] = ordinal;
    this.lastOfSession[session] = ordinal;
    this.sessionLength[session] = (this.sessionLength[session] ?? 0) + length;
    this.totalLength += length;
    this.alives++;
    this.oldestMs = Math.min(this.oldestMs, info.atMs);
    this.newestMs = Math.max(this.newestMs, info.atMs);
    return ordinal;
  }

  /** The document is never found again; its neighbours become each other's. */
  remove(key: number): void {
    this.removeAt(this.ordinalOf(key));
  }

  /** -1 for one that is not there. */
  ordinalOf(key: number): number {
    const ordinal = this.key.subarray(0, this.count).lastIndexOf(key);
    return this.alive[ordinal] === 1 ? ordinal : -1;
  }

  removeAt(ordinal: number): void {
    if (ordinal < 0 || this.alive[ordinal] === 0) return;
    this.alive[ordinal] = 0;
    this.alives--;
    const [previous = -1, next = -1, session = 0, length = 0] = [this.previous[ordinal], this.next[ordinal], this.session[ordinal], this.length[ordinal]];
    if (previous >= 0) this.next[previous] = next;
    if (next >= 0) this.previous[next] = previous;
    else this.lastOfSession[session] = previous;
    this.sessionLength[session] = (this.sessionLength[session] ?? 0) - length;
    this.totalLength -= length;
  }

  private sessionIndex(id: number): number {
    const known = this.sessionIndexes.get(id);
    if (known !== undefined) return known;
    const index = this.sessionIds.push(id) - 1;
    this.sessionIndexes.set(id, index);
    return index;
  }

  private grow(): void {
    this.capacity = Math.ceil(this.capacity * 1.5);
    this.key = grown(this.key, new Float64Array(this.capacity));
    this.atMs = grown(this.atMs, new Float64Array(this.capacity));
    this.session = grown(this.session, new Uint32Array(this.capacity));
    this.length = grown(this.length, new Uint16Array(this.capacity));
    this.type = grown(this.type, new Uint8Array(this.capacity));
    this.alive = grown(this.alive, new Uint8Array(this.capacity));
    this.previous = grown(this.previous, new Int32Array(this.capacity));
    this.next = grown(this.next, new Int32Array(this.capacity));
  }
}

function grown<T extends { set(values: T): void }>(values: T, into: T): T {
  into.set(values);
  return into;
}

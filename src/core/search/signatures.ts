import type { Documents } from './documents';
import type { Accepts } from './rank';

/** So many documents are thought to have nothing to do with a query, so that a few related ones are not taken for what is usual. */
const UNRELATED = 10;

/** What is near a vector. */
export interface Nearest {
  readonly ordinals: readonly number[];
  /** The similarity that documents have with the vector on average, estimated. */
  readonly usual: number;
}

/** The signs of vectors' coordinates, by document: a bit instead of a byte. Vectors that are near have signs that are. */
export class Signatures {
  private readonly words: number;
  private bits: Uint32Array;
  private known: Uint8Array;

  constructor(readonly dimension: number) {
    this.words = Math.ceil(dimension / 32);
    this.bits = new Uint32Array(1024 * this.words);
    this.known = new Uint8Array(1024);
  }

  has(ordinal: number): boolean {
    return this.known[ordinal] === 1;
  }

  set(ordinal: number, vector: Int8Array): void {
    if (ordinal >= this.known.length) this.grow(Math.ceil(Math.max(ordinal + 1, this.known.length * 1.5)));
    this.bits.set(this.signsOf(vector), ordinal * this.words);
    this.known[ordinal] = 1;
  }

  /** The nearest that are let through, at most `limit`, in no order. */
  nearest(vector: Int8Array, limit: number, { alive, count }: Documents, accepts: Accepts): Nearest {
    const distances = this.distances(vector, alive, Math.min(count, this.known.length));
    const [all, accepted] = [new Uint32Array(this.dimension + 1), new Uint32Array(this.dimension + 1)];
    for (let ordinal = 0; ordinal < distances.length; ordinal++) {
      const distance = distances[ordinal] ?? NONE;
      if (distance === NONE) continue;
      all[distance] = (all[distance] ?? 0) + 1;
      if (accepts(ordinal)) accepted[distance] = (accepted[distance] ?? 0) + 1;
      else distances[ordinal] = NONE;
    }
    let farthest = 0;
    for (let found = accepted[0] ?? 0; found < limit && farthest < this.dimension; found += accepted[farthest] ?? 0) farthest++;
    const ordinals: number[] = [];
    for (let ordinal = 0; ordinal < distances.length && ordinals.length < limit; ordinal++) if ((distances[ordinal] ?? NONE) <= farthest) ordinals.push(ordinal);
    return { ordinals, usual: this.usual(all) };
  }

  /** By ordinal: how many signs differ; NONE where there is nothing to compare. */
  private distances(vector: Int8Array, alive: Uint8Array, count: number): Uint16Array {
    const { bits, known, words } = this;
    const signs = this.signsOf(vector);
    const distances = new Uint16Array(count).fill(NONE);
    for (let ordinal = 0; ordinal < count; ordinal++) {
      if (known[ordinal] !== 1 || alive[ordinal] !== 1) continue;
      let distance = 0;
      for (let word = 0, at = ordinal * words; word < words; word++, at++) distance += ones((bits[at] ?? 0) ^ (signs[word] ?? 0));
      distances[ordinal] = distance;
    }
    return distances;
  }

  /** Of two vectors, the share of signs that differ tells the angle. */
  private usual(counts: Uint32Array): number {
    let [sum, documents] = [0, 0];
    for (const [distance, count] of counts.entries()) {
      sum += count * Math.cos((Math.PI * distance) / this.dimension);
      documents += count;
    }
    return Math.max(0, sum / (documents + UNRELATED));
  }

  private signsOf(vector: Int8Array): Uint32Array {
    const signs = new Uint32Array(this.words);
    for (const [at, value] of vector.entries()) if (value > 0) signs[at >> 5] = (signs[at >> 5] ?? 0) | (1 << (at & 31));
    return signs;
  }

  private grow(capacity: number): void {
    const { bits, known } = this;
    this.bits = new Uint32Array(capacity * this.words);
    this.bits.set(bits);
    this.known = new Uint8Array(capacity);
    this.known.set(known);
  }
}

const NONE = 0xffff;

function ones(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** The fields of a memory that words are counted in. */
export interface IndexedFields {
  readonly title: string;
  readonly files: string;
  readonly concepts: string;
  readonly body: string;
}

export type FieldWeights = Readonly<Record<keyof IndexedFields, number>>;

/**
 * A posting is three bytes, little endian: 14 bits of the document's place in its block, then how often the term is in the title
 * (2 bits), the files (2), the concepts (1) and the body (5).
 */
export const POSTING_BYTES = 3;
export const BLOCK_BITS = 14;
export const BLOCK_SIZE = 1 << BLOCK_BITS;
const FREQUENCIES = 1 << 10;

/** The postings of one term within one block. */
export interface PostingList {
  /** Ordinal of the block's first document. */
  readonly base: number;
  readonly bytes: Uint8Array;
}

export interface Frequencies {
  title: number;
  files: number;
  concepts: number;
  body: number;
}

export function packFrequencies({ title, files, concepts, body }: Frequencies): number {
  return Math.min(title, 3) | (Math.min(files, 3) << 2) | (Math.min(concepts, 1) << 4) | (Math.min(body, 31) << 5);
}

/** By packed frequencies: the weighted frequency that BM25F saturates. */
export function weightedFrequencies(weights: FieldWeights): Float32Array {
  return Float32Array.from({ length: FREQUENCIES }, (_, packed) => (packed & 3) * weights.title + ((packed >> 2) & 3) * weights.files + ((packed >> 4) & 1) * weights.concepts + (packed >> 5) * weights.body);
}

function writePosting(bytes: Uint8Array, at: number, ordinal: number, packed: number): void {
  const value = (ordinal & (BLOCK_SIZE - 1)) | (packed << BLOCK_BITS);
  bytes[at] = value & 0xff;
  bytes[at + 1] = (value >> 8) & 0xff;
  bytes[at + 2] = value >> 16;
}

/** @param pairs ordinals, ascending, and packed frequencies, in turns */
export function postingLists(pairs: readonly number[]): PostingList[] {
  const lists: PostingList[] = [];
  for (let at = 0; at < pairs.length; ) {
    const block = (pairs[at] ?? 0) >> BLOCK_BITS;
    let end = at;
    while (end < pairs.length && (pairs[end] ?? 0) >> BLOCK_BITS === block) end += 2;
    const bytes = new Uint8Array(((end - at) / 2) * POSTING_BYTES);
    for (let place = 0; at < end; at += 2, place += POSTING_BYTES) writePosting(bytes, place, pairs[at] ?? 0, pairs[at + 1] ?? 0);
    lists.push({ base: block << BLOCK_BITS, bytes });
  }
  return lists;
}

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

export function unpackFrequencies(packed: number): Frequencies {
  return { title: packed & 3, files: (packed >> 2) & 3, concepts: (packed >> 4) & 1, body: packed >> 5 };
}

/** The packed frequencies of a document; undefined when the list has it not. */
export function frequenciesIn({ base, bytes }: PostingList, ordinal: number): number | undefined {
  const place = ordinal - base;
  if (place < 0 || place >= BLOCK_SIZE) return undefined;
  let low = 0;
  for (let high = bytes.length / POSTING_BYTES; low < high; ) {
    const middle = (low + high) >> 1;
    const at = middle * POSTING_BYTES;
    const value = (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8) | ((bytes[at + 2] ?? 0) << 16);
    const other = value & (BLOCK_SIZE - 1);
    if (other === place) return value >> BLOCK_BITS;
    if (other < place) low = middle + 1;
    else high = middle;
  }
  return undefined;
}

/** The documents of some lists. */
export function ordinalsIn(lists: readonly PostingList[]): number[] {
  const ordinals: number[] = [];
  for (const { base, bytes } of lists) {
    for (let at = 0; at + 2 < bytes.length; at += POSTING_BYTES) ordinals.push(base + (((bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8)) & (BLOCK_SIZE - 1)));
  }
  return ordinals;
}

/** By packed frequencies: the weighted frequency that BM25F saturates. */
export function weightedFrequencies(weights: FieldWeights): Float32Array {
  return Float32Array.from({ length: FREQUENCIES }, (_, packed) => {
    const { title, files, concepts, body } = unpackFrequencies(packed);
    return title * weights.title + files * weights.files + concepts * weights.concepts + body * weights.body;
  });
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

import { type DatePart, spansOf } from './dateWords';
import type { Documents } from './documents';
import type { RankParameters } from './parameters';
import { documentsIn, type FoundQuery, type FoundTerm, type FoundWord } from './foundQuery';
import { BLOCK_BITS, BLOCK_SIZE, packFrequencies, POSTING_BYTES, type PostingList, postingLists, weightedFrequencies } from './postings';

/**
 * What the words of a query alone make of each document and session: BM25F over documents, and BM25 over sessions as if each were
 * one document. Scores are 0 where nothing matches.
 */
export class Scores {
  /** By ordinal. */
  readonly own: Float32Array;
  /** Bits of the words that a document has, by ordinal. */
  readonly matched: Int32Array;
  /** By index of the session. */
  readonly session: Float32Array;
  /** Weight of each word of the query: its inverse document frequency. */
  readonly idf: number[] = [];
  private readonly documents: Documents;
  private readonly touchedOrdinals: Int32Array;
  private touchedCount = 0;
  private readonly sessionFrequency: Float32Array;
  private readonly weightOf: Float32Array;
  /** What a document's length is held against a frequency in it, by ordinal. */
  private readonly lengthNorm: Float32Array;

  constructor(
    { words, documents }: FoundQuery,
    private readonly parameters: RankParameters,
  ) {
    this.documents = documents;
    this.own = new Float32Array(documents.count);
    this.matched = new Int32Array(documents.count);
    this.touchedOrdinals = new Int32Array(documents.count);
    this.session = new Float32Array(documents.sessionIds.length);
    this.sessionFrequency = new Float32Array(documents.sessionIds.length);
    this.weightOf = weightedFrequencies(parameters.weights);
    this.lengthNorm = lengthNorms(documents, parameters);
    for (const [position, word] of words.entries()) this.addWord(word, 1 << position);
  }

  /** Ordinals of the documents that match, each once. */
  get touched(): Int32Array {
    return this.touchedOrdinals.subarray(0, this.touchedCount);
  }

  private addWord(word: FoundWord, bit: number): void {
    const { terms } = word;
    const dated = word.date ? this.datedLists(word.date) : [];
    const exact = terms[0]?.documents ?? 0;
    const most = Math.max(documentsIn(dated), ...terms.map(({ documents }) => documents));
    const weight = inverseFrequency(this.documents.alives, exact > 0 && !word.prefix && !word.date ? exact : most);
    this.idf.push(weight);
    this.sessionFrequency.fill(0);
    for (const { lists, documents, standsAs } of terms) {
      const factor = this.factorOf(standsAs);
      const gain = Math.min(weight, inverseFrequency(this.documents.alives, documents)) * factor;
      for (const list of lists) this.addList(list, bit, gain, factor);
    }
    for (const list of dated) this.addList(list, bit, weight, 1);
    this.addSessions(weight);
  }

  /** The inner loop of every search: it runs once for each document that has the word. */
  private addList({ base, bytes }: PostingList, bit: number, gain: number, factor: number): void {
    const { own, matched, weightOf, lengthNorm, sessionFrequency, touchedOrdinals, documents } = this;
    const { alive, session } = documents;
    const top = gain * (this.parameters.k1 + 1);
    let touched = this.touchedCount;
    for (let at = 0; at + 2 < bytes.length; at += POSTING_BYTES) {
      const value = (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8) | ((bytes[at + 2] ?? 0) << 16);
      const ordinal = base + (value & (BLOCK_SIZE - 1));
      if (alive[ordinal] !== 1) continue;
      const before = matched[ordinal] ?? 0;
      if (before === 0) touchedOrdinals[touched++] = ordinal;
      matched[ordinal] = before | bit;
      const frequency = weightOf[value >> BLOCK_BITS] ?? 0;
      own[ordinal] = (own[ordinal] ?? 0) + (top * frequency) / (frequency + (lengthNorm[ordinal] ?? 1));
      const index = session[ordinal] ?? 0;
      sessionFrequency[index] = (sessionFrequency[index] ?? 0) + frequency * factor;
    }
    this.touchedCount = touched;
  }

  private addSessions(weight: number): void {
    const { sessionK1: k1, sessionB: b, sessionRarity } = this.parameters;
    const sessions = this.session.length;
    const holding = this.sessionFrequency.reduce((count, frequency) => count + (frequency > 0 ? 1 : 0), 0);
    const gain = ((1 - sessionRarity) * weight + sessionRarity * inverseFrequency(sessions, holding)) * (k1 + 1);
    const average = this.documents.totalLength / Math.max(1, sessions) || 1;
    for (let index = 0; index < sessions; index++) {
      const frequency = this.sessionFrequency[index] ?? 0;
      if (frequency === 0) continue;
      const norm = k1 * (1 - b + (b * (this.documents.sessionLength[index] ?? 0)) / average);
      this.session[index] = (this.session[index] ?? 0) + (gain * frequency) / (frequency + norm);
    }
  }

  private factorOf(standsAs: FoundTerm['standsAs']): number {
    switch (standsAs) {
      case 'itself':
        return 1;
      case 'longer':
        return this.parameters.prefix;
      case 'synonym':
        return this.parameters.synonym;
    }
  }

  /** The documents of a time, as if a word of their text said so. */
  private datedLists(part: DatePart): PostingList[] {
    const { atMs, count, oldestMs, newestMs } = this.documents;
    const spans = count === 0 ? [] : spansOf(part, new Date(oldestMs).getFullYear(), new Date(newestMs).getFullYear());
    const once = packFrequencies({ title: 0, files: 0, concepts: 0, body: 1 });
    const pairs: number[] = [];
    for (let ordinal = 0; ordinal < count; ordinal++) {
      const at = atMs[ordinal] ?? 0;
      if (spans.some(([from, until]) => at >= from && at < until)) pairs.push(ordinal, once);
    }
    return postingLists(pairs);
  }
}

function lengthNorms({ length, count, totalLength, alives }: Documents, { k1, b }: RankParameters): Float32Array {
  const average = totalLength / Math.max(1, alives) || 1;
  const norms = new Float32Array(count);
  for (let ordinal = 0; ordinal < count; ordinal++) norms[ordinal] = k1 * (1 - b + (b * (length[ordinal] ?? 0)) / average);
  return norms;
}

/** How much a word tells that so many of all documents have. */
export function inverseFrequency(all: number, holding: number): number {
  return Math.log(1 + Math.max(0, all - holding + 0.5) / (holding + 0.5));
}

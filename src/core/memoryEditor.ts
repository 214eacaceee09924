import type { CommandAnswer } from './api';
import type { EditingApi, EditingStore, ForgetCounts, ForgetPreview, ForgetScope, MadeAnswer, Marking, MemoryChanges, Note } from './editing';
import { messageOf, UserFacingError } from './errors';
import type { Memory } from './observation';
import { quoted } from './quoted';
import type { TransferAnswer, TransferBatch, TransferLink } from './transfer/item';

const TITLE_LENGTH = 80;
const MOST_NAMES = 3;

export interface MemoryEditorParts {
  readonly store: EditingStore;
  /** Takes private parts and secrets out of a text. */
  readonly clean: (text: string) => string;
  readonly memory: (id: string) => Memory | undefined;
  /** Resolves when what agents are told is up to date. */
  readonly contextsSettled: () => Promise<void>;
}

/** Does what people ask of memories, and answers in their words. All text from them is cleaned first. */
export class MemoryEditor implements EditingApi {
  constructor(private readonly parts: MemoryEditorParts) {}

  async mark({ ids, as }: { ids: readonly string[]; as: Marking }): Promise<CommandAnswer> {
    const distinct = someOf(ids);
    const names = this.named(distinct);
    await this.parts.store.mark(distinct, as);
    return { count: distinct.length, message: `${names} ${distinct.length === 1 ? 'is' : 'are'} ${MARKING_WORDS[as]}.` };
  }

  async supersede({ id, by }: { id: string; by: string }): Promise<CommandAnswer> {
    await this.parts.store.supersede(id, by);
    return { count: 1, message: `${this.named([by])} holds in the place of ${this.named([id])} from now on; that is kept and can be found.` };
  }

  async edit({ id, changes }: { id: string; changes: MemoryChanges }): Promise<CommandAnswer> {
    if (Object.keys(changes).length === 0) return { count: 0, message: `Nothing of ${this.named([id])} was changed.` };
    await this.parts.store.edit(id, this.cleanChanges(changes));
    return { count: 1, message: `${this.named([id])} is changed.` };
  }

  async delete({ ids }: { ids: readonly string[] }): Promise<CommandAnswer> {
    const distinct = someOf(ids);
    const names = this.named(distinct);
    await this.parts.store.delete(distinct);
    return { count: distinct.length, message: `${names} ${distinct.length === 1 ? 'is' : 'are'} deleted. Undo brings ${distinct.length === 1 ? 'it' : 'them'} back.` };
  }

  async merge({ ids }: { ids: readonly string[] }): Promise<MadeAnswer> {
    const distinct = someOf(ids);
    const id = await this.parts.store.merge(distinct);
    return { count: distinct.length, id, message: `${this.named(distinct)} are merged into one observation, which holds in their place.` };
  }

  async remember(note: Note): Promise<MadeAnswer> {
    const text = this.parts.clean(note.text).trim();
    const own = this.parts.clean(note.title ?? '').trim();
    const { title, rest } = own === '' ? titleFrom(text) : { title: own, rest: text };
    if (text === '') throw new UserFacingError('There is nothing to remember: the text is empty.');
    const id = await this.parts.store.remember({
      project: this.parts.clean(note.project),
      text: rest,
      title,
      type: note.type ?? 'discovery',
      concepts: [...new Set(note.concepts ?? [])],
      files: [...new Set(note.files ?? [])].map(this.parts.clean),
    });
    return { count: 1, id, message: `Remembered as ${id}.` };
  }

  async undo(): Promise<CommandAnswer> {
    const what = await this.parts.store.undo();
    return what === undefined ? { count: 0, message: 'There is no change to take back.' } : { count: 1, message: `Taken back: ${what}.` };
  }

  async forgetPreview(scope: ForgetScope): Promise<ForgetPreview> {
    const counts = this.parts.store.forgetCounts(scope);
    const message = isNothing(counts) ? 'There is nothing to forget there.' : `This removes ${countsInWords(counts)} for good. It cannot be undone, nor can any change that was made before.`;
    return { ...counts, message };
  }

  async forget(scope: ForgetScope): Promise<CommandAnswer> {
    const counts = await this.parts.store.forget(scope);
    await this.parts.contextsSettled();
    const count = counts.sessions + counts.prompts + counts.observations + counts.summaries + counts.messages;
    const done = count === 0 ? 'There was nothing to forget.' : `Forgotten: ${countsInWords(counts)}.`;
    try {
      await this.parts.store.eraseForgotten();
    } catch (error) {
      throw new UserFacingError(`${done} But older files of the data folder still hold it: ${messageOf(error)} It is tried again at the next start and every hour.`, { cause: error });
    }
    return { count, message: done };
  }

  importBatch(batch: TransferBatch): Promise<TransferAnswer> {
    const { clean } = this.parts;
    const cleaned = <T extends object>(item: T): T => cleanTexts(item, clean) as T;
    return this.parts.store.importBatch({ ...batch, session: cleaned(batch.session), prompts: batch.prompts.map(cleaned), memories: batch.memories.map(cleaned) });
  }

  async importLinks({ links }: { links: readonly TransferLink[] }): Promise<CommandAnswer> {
    await this.parts.store.importLinks(links);
    return { count: links.length, message: `${links.length} memories are marked as superseded.` };
  }

  private named(ids: readonly string[]): string {
    if (ids.length > MOST_NAMES) return `${ids.length} memories`;
    return ids.map((id) => quoted(titleOf(this.parts.memory(id))) ?? id).join(', ');
  }

  private cleanChanges(changes: MemoryChanges): MemoryChanges {
    const { clean } = this.parts;
    // Each field keeps its kind: a text, or a list of texts.
    return Object.fromEntries(Object.entries(changes).map(([field, value]) => [field, typeof value === 'string' ? clean(value) : cleanList(value, clean).filter((item) => item !== '')]));
  }
}

function titleOf(memory: Memory | undefined): string | undefined {
  return memory?.kind === 'observation' ? memory.title : memory?.request;
}

/** Every text of a flat item, those of lists too. */
function cleanTexts(item: object, clean: (text: string) => string): object {
  return Object.fromEntries(Object.entries(item).map(([field, value]: [string, unknown]) => [field, typeof value === 'string' ? clean(value) : isTexts(value) ? cleanList(value, clean) : value]));
}

const isTexts = (value: unknown): value is readonly string[] => Array.isArray(value) && value.every((item) => typeof item === 'string');

/** A private key that spans several of the texts is found only when they are together. */
function cleanList(texts: readonly string[], clean: (text: string) => string): readonly string[] {
  return texts.some((text) => text.includes('PRIVATE KEY')) ? clean(texts.join('\n')).split('\n') : texts.map(clean);
}

const MARKING_WORDS: Readonly<Record<Marking, string>> = {
  pinned: 'pinned: what comes first in the context of its project',
  unpinned: 'not pinned any more',
  excluded: 'excluded: kept and found, but told to no agent that does not ask for it',
  included: 'included again in what agents are told',
};

/** @throws UserFacingError when there are none */
function someOf(ids: readonly string[]): readonly string[] {
  const distinct = [...new Set(ids)];
  if (distinct.length === 0) throw new UserFacingError('No memory was named. Name at least one, such as o12 or s3.');
  return distinct;
}

/** A short first line is the title; of a long one, its beginning is. */
function titleFrom(text: string): { title: string; rest: string } {
  const [line = '', ...more] = text.split('\n');
  if (line.length <= TITLE_LENGTH) return { title: line.trim(), rest: more.join('\n').trim() };
  return { title: `${line.slice(0, TITLE_LENGTH).replace(/\s+\S*$/u, '')}…`, rest: text };
}

function isNothing(counts: ForgetCounts): boolean {
  return Object.values(counts).every((count) => count === 0);
}

/** `2 sessions, 1 prompt and 3 observations`. */
export function countsInWords(counts: ForgetCounts): string {
  const words: [number, string, string][] = [
    [counts.sessions, 'session', 'sessions'],
    [counts.prompts, 'prompt', 'prompts'],
    [counts.observations, 'observation', 'observations'],
    [counts.summaries, 'summary', 'summaries'],
    [counts.messages, 'queued message', 'queued messages'],
  ];
  const parts = words.filter(([count]) => count > 0).map(([count, one, many]) => `${count} ${count === 1 ? one : many}`);
  if (parts.length === 0) return 'nothing';
  return parts.length === 1 ? (parts[0] ?? '') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1) ?? ''}`;
}

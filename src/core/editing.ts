import type { CommandAnswer } from './api';
import type { TransferAnswer, TransferBatch, TransferLink } from './transfer/item';
import type { Concept, ObservationDraft, ObservationType, SummaryDraft } from './observation';

/** What a person can decide about memories, and take back. */
export const MARKINGS = ['pinned', 'unpinned', 'excluded', 'included'] as const;
export type Marking = (typeof MARKINGS)[number];

/** New content of a memory; what is absent stays. Fields of the other kind of memory are refused. */
export type MemoryChanges = Partial<Omit<ObservationDraft, 'messageIds'>> & Partial<SummaryDraft>;

/** A memory that a person (or an agent, on request) writes by hand. */
export interface Note {
  readonly project: string;
  readonly text: string;
  /** The text's first line where there is none. */
  readonly title?: string;
  readonly type?: ObservationType;
  readonly concepts?: readonly Concept[];
  readonly files?: readonly string[];
}

/** What is to be forgotten: what happened since a time, one session, or a whole project. */
export type ForgetScope = { readonly sinceMs: number } | { readonly sessionId: number } | { readonly project: string };

/** How much a scope holds. */
export interface ForgetCounts {
  readonly sessions: number;
  readonly prompts: number;
  readonly observations: number;
  readonly summaries: number;
  /** Messages that are queued, failed or kept with their payload. */
  readonly messages: number;
}

/** What forgetting would remove, in numbers and in words. */
export interface ForgetPreview extends ForgetCounts {
  readonly message: string;
}

/** An answer with the memory that was made; null when none was. */
export interface MadeAnswer extends CommandAnswer {
  readonly id: string | null;
}

/** What people may change of what is remembered. Each change but forgetting can be undone. */
export interface EditingApi {
  mark(query: { ids: readonly string[]; as: Marking }): Promise<CommandAnswer>;
  /** `by` holds in the place of `id` from now on; both of one project and kind. */
  supersede(query: { id: string; by: string }): Promise<CommandAnswer>;
  edit(query: { id: string; changes: MemoryChanges }): Promise<CommandAnswer>;
  delete(query: { ids: readonly string[] }): Promise<CommandAnswer>;
  /** Makes one observation of several of a project; they stay, superseded by it. */
  merge(query: { ids: readonly string[] }): Promise<MadeAnswer>;
  remember(note: Note): Promise<MadeAnswer>;
  /** Takes the last change back that was not taken back yet. */
  undo(): Promise<CommandAnswer>;
  forgetPreview(scope: ForgetScope): Promise<ForgetPreview>;
  /** Final: removes it from all files of the data folder, and whatever an undo could bring back. */
  forget(scope: ForgetScope): Promise<CommandAnswer>;
  /** Takes in a part of an export. Cannot be undone: forget its sessions instead. */
  importBatch(batch: TransferBatch): Promise<TransferAnswer>;
  /** Which of the imported memories hold in the place of which. */
  importLinks(query: { links: readonly TransferLink[] }): Promise<CommandAnswer>;
}

export const EDITING_METHODS = ['mark', 'supersede', 'edit', 'delete', 'merge', 'remember', 'undo', 'forgetPreview', 'forget', 'importBatch', 'importLinks'] as const satisfies readonly (keyof EditingApi)[];

/** The changes in the store. Each promise resolves when its effect is on disk; a wrong request throws a UserFacingError. */
export interface EditingStore {
  mark(ids: readonly string[], as: Marking): Promise<void>;
  supersede(id: string, by: string): Promise<void>;
  edit(id: string, changes: MemoryChanges): Promise<void>;
  delete(ids: readonly string[]): Promise<void>;
  merge(ids: readonly string[]): Promise<string>;
  remember(note: Required<Note>): Promise<string>;
  /** @returns what was taken back, in words; undefined when there is nothing to take back */
  undo(): Promise<string | undefined>;
  forgetCounts(scope: ForgetScope): ForgetCounts;
  importBatch(batch: TransferBatch): Promise<TransferAnswer>;
  importLinks(links: readonly TransferLink[]): Promise<void>;
  forget(scope: ForgetScope): Promise<ForgetCounts>;
  /** Takes what was forgotten out of all files, where that was not done yet. */
  eraseForgotten(): Promise<void>;
}

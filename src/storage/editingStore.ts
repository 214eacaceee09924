import type { EditingStore as EditingPort, ForgetCounts, ForgetScope, Marking, MemoryChanges, Note } from '../core/editing';
import type { Clock } from '../core/ports';
import type { TransferAnswer, TransferBatch, TransferLink } from '../core/transfer/item';
import type { Database } from './database';
import { EditTable } from './editTable';
import { ForgetTable } from './forgetTable';
import { ImportTable } from './importTable';
import { text } from './columns';
import type { MemoryTable } from './memoryTable';
import type { MessageTable } from './messageTable';
import type { StateTable } from './stateTable';
import { Before, UndoTable } from './undoTable';

/** In the state: how often something was forgotten that older files may still hold. */
const ERASING = 'erasing';

/** What the store lends to editing. */
export interface EditingParts {
  readonly db: Database;
  readonly memories: MemoryTable;
  readonly messages: MessageTable;
  readonly state: StateTable;
  readonly clock: Clock;
  /** One durable transaction; others are told that something changed. */
  readonly change: <T>(work: () => T) => Promise<T>;
  /** Memories of the projects are others now. */
  readonly onMemories: (projects: readonly string[]) => void;
  /** Writes all files anew, without what is gone, the search index's tables included. */
  readonly erase: () => Promise<void>;
}

/** Changes of memories by people: one transaction each, with what takes it back. */
export class EditingStore implements EditingPort {
  private readonly table: EditTable;
  private readonly undoTable: UndoTable;
  private readonly forgetTable: ForgetTable;
  private readonly importTable: ImportTable;
  private erasing: Promise<void> | undefined;

  constructor(private readonly parts: EditingParts) {
    this.table = new EditTable(parts.db, parts.memories);
    this.undoTable = new UndoTable(parts.db);
    this.importTable = new ImportTable(parts.db);
    this.forgetTable = new ForgetTable(parts.db, parts.messages, parts.state);
  }

  async mark(ids: readonly string[], as: Marking): Promise<void> {
    await this.undoable(`${ids.join(', ')} ${as}`, (before, nowMs) => {
      for (const id of ids) this.table.mark(id, as, nowMs, before);
    });
  }

  async supersede(id: string, by: string): Promise<void> {
    await this.undoable(`${id} superseded by ${by}`, (before) => this.table.supersede(id, by, before));
  }

  async edit(id: string, changes: MemoryChanges): Promise<void> {
    await this.undoable(`${id} edited`, (before, nowMs) => this.table.edit(id, changes, nowMs, before));
  }

  async delete(ids: readonly string[]): Promise<void> {
    await this.undoable(`${ids.join(', ')} deleted`, (before) => {
      for (const id of ids) this.table.delete(id, before);
    });
  }

  merge(ids: readonly string[]): Promise<string> {
    return this.undoable(`${ids.join(', ')} merged`, (before, nowMs) => this.table.merge(ids, nowMs, before));
  }

  remember(note: Required<Note>): Promise<string> {
    return this.undoable('a note remembered', (before, nowMs) => this.table.remember(note, nowMs, before));
  }

  async undo(): Promise<string | undefined> {
    const { step, projects } = await this.parts.change(() => {
      this.undoTable.dropOld(this.parts.clock.nowMs());
      const taken = this.undoTable.takeBack();
      return { step: taken, projects: this.projectsOf(taken?.sessions ?? new Set()) };
    });
    this.parts.onMemories(projects);
    return step?.what;
  }

  async importBatch(batch: TransferBatch): Promise<TransferAnswer> {
    const answer = await this.parts.change(() => this.importTable.add(batch, this.parts.clock.nowMs()));
    this.parts.onMemories([batch.session.project]);
    return answer;
  }

  async importLinks(links: readonly TransferLink[]): Promise<void> {
    await this.parts.change(() => this.importTable.link(links));
  }

  forgetCounts(scope: ForgetScope): ForgetCounts {
    return this.forgetTable.counts(scope);
  }

  async forget(scope: ForgetScope): Promise<ForgetCounts> {
    const { counts, projects } = await this.parts.change(() => {
      const forgotten = this.forgetTable.forget(scope, this.parts.clock.nowMs());
      this.undoTable.clear();
      this.parts.state.set(ERASING, String(Number(this.parts.state.get(ERASING) ?? 0) + 1));
      return forgotten;
    });
    this.parts.onMemories(projects);
    return counts;
  }

  eraseForgotten(): Promise<void> {
    this.erasing ??= this.erase().finally(() => (this.erasing = undefined));
    return this.erasing;
  }

  /** Again, when more was forgotten meanwhile. */
  private async erase(): Promise<void> {
    const { state, change, erase } = this.parts;
    for (let asked = state.get(ERASING); asked !== undefined; asked = state.get(ERASING)) {
      await erase();
      await change(() => {
        if (state.get(ERASING) === asked) state.set(ERASING, undefined);
      });
    }
  }

  private async undoable<T>(what: string, work: (before: Before, nowMs: number) => T): Promise<T> {
    const { result, projects } = await this.parts.change(() => {
      const before = new Before(this.parts.db);
      const nowMs = this.parts.clock.nowMs();
      const done = work(before, nowMs);
      this.undoTable.add(what, before, nowMs);
      return { result: done, projects: this.projectsOf(before.sessions) };
    });
    this.parts.onMemories(projects);
    return result;
  }

  private projectsOf(sessions: ReadonlySet<number>): string[] {
    return [...sessions].flatMap((id) => {
      const row = this.parts.db.get('SELECT project FROM sessions WHERE id = ?', id);
      return row ? [text(row, 'project')] : [];
    });
  }
}

import type { ContextAnswer } from '../core/api';
import type { Agent } from '../core/hookEvent';
import type { MemoryStore } from '../core/ports';
import type { WorkTrees, WorkTreeState } from '../core/workTree';
import { type ContextParts, renderContext } from './context';
import { agentsWithBudget, contextBudget } from './contextBudget';
import { filesOf, staleness } from './staleness';

/** Work trees of a project that have a context of their own: those of the last sessions. */
const MAX_WORK_TREES = 3;
const CHANGED_FILES = { files: 10, each: 2 };

/** A ready context, and for whom it is: any work tree and any agent where none is named. */
export interface ReadyContext {
  readonly workTree: string | undefined;
  readonly agent: Agent | undefined;
  readonly text: string;
}

type Store = Pick<MemoryStore, 'contextMemories' | 'aboutFiles' | 'foldersOf'>;

/** What new sessions of a project are told. */
export class ProjectContext {
  constructor(
    private readonly store: Store,
    private readonly workTrees: WorkTrees,
  ) {}

  /** For one agent, in the work tree that `folder` is in; where none is named, in that of the last session. */
  async answer(project: string, agent: Agent | undefined, folder?: string): Promise<ContextAnswer> {
    const workTree = folder === undefined ? this.workTreesOf(project)[0] : this.workTrees.rootOf(folder, project);
    const budgetBytes = contextBudget(agent);
    const text = renderContext(await this.parts(await this.store.contextMemories(project), workTree), budgetBytes);
    return { project, text, bytes: Buffer.byteLength(text), budgetBytes };
  }

  /** For all agents and the work trees of the last sessions; nothing where nothing is remembered. */
  async all(project: string): Promise<readonly ReadyContext[]> {
    const memories = await this.store.contextMemories(project);
    const ready: ReadyContext[] = [];
    for (const workTree of [undefined, ...this.workTreesOf(project)]) {
      const parts = await this.parts(memories, workTree);
      for (const agent of [undefined, ...agentsWithBudget()]) ready.push({ workTree, agent, text: renderContext(parts, contextBudget(agent)) });
    }
    return ready.filter(({ text }) => text !== '');
  }

  private workTreesOf(project: string): readonly string[] {
    const roots = this.store.foldersOf(project).flatMap((folder) => this.workTrees.rootOf(folder, project) ?? []);
    return [...new Set(roots)].slice(0, MAX_WORK_TREES);
  }

  private async parts(memories: Awaited<ReturnType<Store['contextMemories']>>, workTree: string | undefined): Promise<ContextParts> {
    const observations = [...memories.pinned, ...memories.decisions, ...memories.recent].filter((memory) => memory.kind === 'observation');
    const sinceMs = Math.min(...observations.map(({ atMs }) => atMs), Date.now());
    const state = workTree === undefined || observations.length === 0 ? undefined : await this.workTrees.stateOf(workTree, [...new Set(observations.flatMap(filesOf))], sinceMs);
    return { ...memories, changedFiles: state ? await this.aboutChanged(memories.project, state) : new Map(), staleness: state ? (memory) => staleness(memory, state) : () => '' };
  }

  private async aboutChanged(project: string, { changed }: WorkTreeState): Promise<ContextParts['changedFiles']> {
    if (changed.length === 0) return new Map();
    return this.store.aboutFiles(project, changed, CHANGED_FILES);
  }
}

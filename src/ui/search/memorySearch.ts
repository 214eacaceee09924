import type { ProjectEntry, RecollectApi, SearchHit } from '../../core/api';
import { messageOf } from '../../core/errors';
import { oneLine } from '../../core/plainText';
import { nameOfProject, type Project } from '../../core/project';
import { parseTyped, projectNamed } from '../../core/search/typedQuery';
import type { Choice } from '../dialogs';
import { markWords, memoryIcon } from '../memories/memoryNode';
import { relativeTime } from '../relativeTime';

/** What a search asks the owner for. */
export type SearchApi = Pick<RecollectApi, 'search' | 'projects' | 'project'>;

/** What a row of the search stands for. */
export type SearchRow =
  | { readonly kind: 'memory'; readonly hit: SearchHit }
  /** Nothing was found here: look in all projects. */
  | { readonly kind: 'everywhere' }
  /** It could not be searched: try again. */
  | { readonly kind: 'again' }
  /** Nothing was found, and there is nowhere else to look. */
  | { readonly kind: 'nothing' };

export interface SearchState {
  readonly rows: readonly Choice<SearchRow>[];
  readonly isBusy: boolean;
  /** Where it is searched, as the person knows it. */
  readonly scope: string;
}

const MOST_HITS = 50;
export const EVERYWHERE = 'all projects';

/**
 * Finds memories while somebody types. One question at a time is on its way to the owner, so that a fast typist cannot make it fall
 * behind; what was typed meanwhile is asked next, and an answer to something older is never drawn.
 */
export class MemorySearch {
  state: SearchState = { rows: [], isBusy: false, scope: EVERYWHERE };
  private line = '';
  private isEverywhere = false;
  private asked = 0;
  private running: Promise<void> | undefined;
  private project: Promise<Project | undefined> | undefined;
  private projects: Promise<readonly ProjectEntry[]> | undefined;

  /**
   * @param folder of the workspace, whose project is searched first; undefined when none is open
   * @param draw called after each change of the state
   */
  constructor(
    private readonly api: SearchApi,
    private readonly folder: string | undefined,
    private readonly draw: () => void,
  ) {}

  /** Resolves when the answer to the last thing that was asked is drawn. */
  type(line: string): Promise<void> {
    this.line = line;
    return this.again();
  }

  /** Between the workspace's project and all. */
  async toggleScope(): Promise<void> {
    this.isEverywhere = !this.isEverywhere;
    await this.again();
  }

  again(): Promise<void> {
    this.asked++;
    this.running ??= this.answer().finally(() => (this.running = undefined));
    return this.running;
  }

  private async answer(): Promise<void> {
    this.show({ isBusy: true });
    for (let answered = -1; answered !== this.asked; ) {
      answered = this.asked;
      const found = await this.find(this.line).catch((error: unknown) => ({ rows: [errorRow(error)] }));
      if (answered === this.asked) this.show({ ...found, isBusy: false });
    }
  }

  private async find(line: string): Promise<Pick<SearchState, 'rows' | 'scope'>> {
    const { search, projectName } = parseTyped(line, Date.now());
    const here = await this.here();
    const named = projectName === undefined ? undefined : await this.named(projectName);
    if (projectName !== undefined && named === undefined) return { scope: EVERYWHERE, rows: [nothingRow(`No project is called “${projectName}”`)] };
    const project = named ?? (this.isEverywhere ? undefined : here?.id);
    const scope = project === undefined ? EVERYWHERE : nameOfProject(project);
    const hits = await this.api.search({ ...search, limit: MOST_HITS, ...(project !== undefined && { project }) });
    if (hits.length > 0) return { scope, rows: hits.map((hit) => hitRow(hit, project === undefined)) };
    const nothing = line.trim() === '' ? 'Nothing is remembered yet' : 'Nothing found';
    return { scope, rows: [project === undefined || named !== undefined ? nothingRow(`${nothing}${named === undefined ? '' : ` in ${scope}`}`) : everywhereRow(nothing, scope)] };
  }

  private here(): Promise<Project | undefined> {
    this.project ??= this.folder === undefined ? Promise.resolve(undefined) : this.api.project({ folder: this.folder });
    this.project.catch(() => (this.project = undefined)); // Asked again with the next question.
    return this.project;
  }

  private async named(name: string): Promise<string | undefined> {
    this.projects ??= this.api.projects();
    this.projects.catch(() => (this.projects = undefined)); // Asked again with the next question.
    return projectNamed(name, await this.projects);
  }

  private show(change: Partial<SearchState>): void {
    this.state = { ...this.state, ...change };
    this.draw();
  }
}

function hitRow(hit: SearchHit, namesProject: boolean): Choice<SearchRow> {
  const where = namesProject ? [nameOfProject(hit.project)] : [];
  return {
    label: oneLine(hit.title) || hit.id,
    description: [hit.type ?? hit.kind, ...markWords(hit), ...where, relativeTime(hit.atMs, Date.now())].join(' · '),
    detail: oneLine(hit.why),
    icon: hit.kind === 'prompt' ? 'comment' : memoryIcon(hit).id,
    value: { kind: 'memory', hit },
  };
}

function everywhereRow(nothing: string, scope: string): Choice<SearchRow> {
  return { label: `${nothing} in ${scope}`, detail: 'Choose this to search all projects', icon: 'globe', value: { kind: 'everywhere' } };
}

function nothingRow(label: string): Choice<SearchRow> {
  return { label, icon: 'circle-slash', value: { kind: 'nothing' } };
}

function errorRow(error: unknown): Choice<SearchRow> {
  return { label: 'Could not search', description: oneLine(messageOf(error)), detail: 'Choose this to try again', icon: 'error', value: { kind: 'again' } };
}

import type { ProjectEntry, SearchQuery } from '../api';
import { AGENTS } from '../hookEvent';
import { CONCEPTS, OBSERVATION_TYPES } from '../observation';
import { parseTime } from '../timeText';

/** What a person types into one line: words, and filters among them as `type:bugfix` or `file:"my file.ts"`. */
export interface TypedQuery {
  /** The words and the filters, but the project, which is known only by what the person calls it. */
  readonly search: Omit<SearchQuery, 'project' | 'limit'>;
  readonly projectName?: string;
}

type Filter = Partial<Omit<SearchQuery, 'query' | 'limit' | 'project'>> & { readonly projectName?: string };

/** What filters are written with. */
export const FILTER_WORDS = ['project', 'agent', 'type', 'concept', 'file', 'session', 'since', 'until'] as const;
export type FilterWord = (typeof FILTER_WORDS)[number];

const PART = /(?:^|(?<=\s))(?<name>[a-z]+):(?:"(?<quoted>[^"]*)"?|(?<bare>\S*))|["“][^"“”]*["”]?|\S+/giu;
const MIN_OPEN = 2;

/** Takes a line apart. What is no filter, by its name or by its value, is a word; of a filter that is not yet typed to its end nothing is taken. */
export function parseTyped(line: string, nowMs: number): TypedQuery {
  const words: string[] = [];
  let filters: Filter = {};
  for (const part of line.matchAll(PART)) {
    const { name = '', quoted, bare = '' } = part.groups ?? {};
    const word = FILTER_WORDS.find((known) => known === name.toLowerCase());
    const filter = word && filterOf(word, (quoted ?? bare).trim(), nowMs);
    if (filter) filters = { ...filters, ...filter };
    else words.push(part[0]);
  }
  const { projectName, ...search } = filters;
  return { search: { query: openEnded(words, line), ...search }, ...(projectName !== undefined && { projectName }) };
}

/** The line with the filter at its end, in place of those of that name. */
export function withFilter(line: string, word: FilterWord, value: string): string {
  const others = [...line.matchAll(PART)].filter(({ groups }) => groups?.['name']?.toLowerCase() !== word).map(([text]) => text);
  return [...others, `${word}:${/[\s"]/.test(value) ? `"${value.replaceAll('"', '')}"` : value}`, ''].join(' ');
}

/** The project that a person means: by its whole name, its last part, or the beginning of that; of several the first. */
export function projectNamed(name: string, projects: readonly Pick<ProjectEntry, 'project' | 'name'>[]): string | undefined {
  const wanted = name.toLowerCase();
  const is = (fits: (known: string) => boolean): string | undefined => projects.find((entry) => fits(entry.project.toLowerCase()) || fits(entry.name.toLowerCase()))?.project;
  return is((known) => known === wanted) ?? is((known) => known.startsWith(wanted)) ?? is((known) => known.includes(wanted));
}

/** Undefined when the value is none; empty when it may become one. */
function filterOf(word: FilterWord, value: string, nowMs: number): Filter | undefined {
  if (value === '') return {};
  switch (word) {
    case 'project':
      return { projectName: value };
    case 'file':
      return { file: value };
    case 'agent':
      return oneOf(value, AGENTS, (agent) => ({ agent }));
    case 'type':
      return oneOf(value, [...OBSERVATION_TYPES, 'summary', 'prompt'] as const, (type) => ({ type }));
    case 'concept':
      return oneOf(value, CONCEPTS, (concept) => ({ concept }));
    case 'session':
      return /^\d{1,15}$/.test(value) ? { sessionId: Number(value) } : undefined;
    case 'since':
    case 'until': {
      const atMs = parseTime(value, nowMs);
      if (atMs === undefined) return /^[\d-]+$|^(?:t|y)[a-z]*$/i.test(value) ? {} : undefined;
      return word === 'since' ? { sinceMs: atMs } : { untilMs: atMs };
    }
  }
}

function oneOf<T extends string>(value: string, known: readonly T[], filter: (one: T) => Filter): Filter | undefined {
  const exact = known.find((one) => one === value.toLowerCase());
  const fitting = exact === undefined ? known.filter((one) => one.startsWith(value.toLowerCase())) : [exact];
  const [only] = fitting;
  if (only === undefined) return undefined;
  return fitting.length === 1 ? filter(only) : {};
}

/** The last word may be the beginning of one as long as nothing follows it. */
function openEnded(words: readonly string[], line: string): string {
  const last = words.at(-1);
  const isOpen = last !== undefined && line.endsWith(last) && last.length >= MIN_OPEN && /^[\p{L}\p{N}_./-]*[\p{L}\p{N}]$/u.test(last);
  return [...words.slice(0, -1), ...(last === undefined ? [] : [isOpen ? `${last}*` : last])].join(' ');
}

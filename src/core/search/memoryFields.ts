import type { Memory, Observation, Summary } from '../observation';
import { OBSERVATION_TYPES, type ObservationType } from '../observation';
import type { IndexedFields } from './postings';
import { countTerms, type TermCounts } from './termCounts';

/** The number of prompts in the index, which stays when there are more types of observations. */
const PROMPT_CODE = 255;
const TITLE_LENGTH = 160;

/** Numbers of the types in the index. */
export function typeCode(type: ObservationType | Exclude<Memory['kind'], 'observation'>): number {
  switch (type) {
    case 'summary':
      return 0;
    case 'prompt':
      return PROMPT_CODE;
    default:
      return OBSERVATION_TYPES.indexOf(type) + 1;
  }
}

export function observationFields(memory: Omit<Observation, 'project'>): IndexedFields {
  return {
    title: memory.title,
    files: [...new Set([...memory.filesModified, ...memory.filesRead])].join('\n'),
    concepts: [memory.type, ...memory.concepts].join('\n'),
    body: [memory.subtitle, memory.narrative, ...memory.facts].join('\n'),
  };
}

/** A summary is also found by the prompt that it answers. */
export function summaryFields(memory: Omit<Summary, 'project'>, prompt: string): IndexedFields {
  const request = memory.request.trim();
  return { title: request, files: '', concepts: '', body: [prompt.trim() === request ? '' : prompt, memory.investigated, memory.learned, memory.completed, memory.nextSteps].join('\n') };
}

/** A prompt's first line stands for its title. */
export function promptFields(prompt: string): IndexedFields {
  const title = promptTitle(prompt);
  return { title, files: '', concepts: '', body: prompt.trimStart().slice(title.length) };
}

export function promptTitle(prompt: string): string {
  return (/^.+/.exec(prompt.trimStart())?.[0] ?? '').slice(0, TITLE_LENGTH);
}

/** Terms that no word of a text can be; they count nothing, filters look for them. */
export function conceptTerm(concept: string): string {
  return `#${concept}`;
}

export function fileTerm(file: string): string {
  return `/${nameOf(file)}`;
}

/** Terms of an observation with those that filters look for. */
export function observationTerms(memory: Omit<Observation, 'project'>): TermCounts {
  const { terms, length } = countTerms(observationFields(memory));
  const filters = [...memory.concepts.map(conceptTerm), ...[...memory.filesRead, ...memory.filesModified].map(fileTerm)];
  return { terms: new Map([...terms, ...filters.map((term) => [term, 0] as const)]), length };
}

/** Whether `file` is one of the memory's: the same path, or the end of it. */
export function isAbout(memory: Pick<Observation, 'filesRead' | 'filesModified'>, file: string): boolean {
  const wanted = slashed(file);
  return [...memory.filesRead, ...memory.filesModified].map(slashed).some((known) => known === wanted || known.endsWith(`/${wanted}`) || wanted.endsWith(`/${known}`));
}

/** Paths are compared so: whoever wrote them down did it in whichever way. */
export function slashed(file: string): string {
  return file.replaceAll('\\', '/').replace(/^\.\//, '').toLowerCase();
}

function nameOf(file: string): string {
  return slashed(file).split('/').findLast((part) => part !== '') ?? '';
}

import type { Observation, Summary } from '../observation';
import { OBSERVATION_TYPES, type ObservationType } from '../observation';
import type { IndexedFields } from './postings';
import { countTerms, type TermCounts } from './termCounts';

/** Numbers of the types in the index; a summary is 0. */
export function typeCode(type: ObservationType | undefined): number {
  return type === undefined ? 0 : OBSERVATION_TYPES.indexOf(type) + 1;
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

import type { ContextAnswer } from '../../core/api';
import { nameOfProject } from '../../core/project';
import { AGENT_NAMES } from '../memories/sessionNode';
import type { ContextSubject } from './contextSubject';

/** A memory's id in the text of a context. */
export interface NamedMemory {
  readonly memoryId: string;
  readonly line: number;
  readonly start: number;
  readonly end: number;
}

/** Where a line names a memory: at its beginning, after a day, or between two of one day. Ids inside what memories say are text. */
const NAMED = /(?<=^\s*- (?:\d{4}-\d{2}-\d{2}: )?| · )(?:[os]\d+|p\d+\.\d+)(?=\??\s)/gu;

export function memoriesNamed(text: string): readonly NamedMemory[] {
  return text.split('\n').flatMap((content, line) => [...content.matchAll(NAMED)].map(({ 0: memoryId, index }) => ({ memoryId, line, start: index, end: index + memoryId.length })));
}

/** The memory that a place in the text is about. */
export function memoryAt(text: string, line: number, character: number): NamedMemory | undefined {
  const named = memoriesNamed(text).filter((one) => one.line === line);
  return named.findLast(({ start }) => start <= character) ?? named[0];
}

/** What stands above the text: its size, and for whom it is. */
export function contextHeading({ agent, project }: ContextSubject, { bytes, budgetBytes }: Pick<ContextAnswer, 'bytes' | 'budgetBytes'>): string {
  const whom = `${AGENT_NAMES[agent]} session in ${nameOfProject(project)}`;
  if (bytes === 0) return `The next ${whom} is told nothing: nothing is remembered yet`;
  return `${bytes.toLocaleString('en')} of ${budgetBytes.toLocaleString('en')} bytes: exactly what the next ${whom} is told`;
}

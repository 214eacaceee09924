import type { AskedPrompt, Memory, Observation, Summary } from '../core/observation';
import { quoteWithin } from './quoteInstructions';

const SENTENCE = 240;
const STALE = 120;

/** A memory as an agent is told it: what it says in short, on a line or a few. @param stale why it may be wrong by now */
export function memoryLines(memory: Memory, stale = ''): string[] {
  switch (memory.kind) {
    case 'observation':
      return [`- ${head(memory, stale)}${explained(memory)}`];
    case 'summary':
      return sessionLines(memory);
    case 'prompt':
      return [askedLine(memory)];
  }
}

/** An observation by its title alone. */
export function titleLine(memory: Observation, stale = ''): string {
  return `- ${head(memory, stale)}`;
}

function askedLine({ id, atMs, request }: AskedPrompt): string {
  return `- ${id} ${dateOf(atMs)} asked: ${sentence(request)}`;
}

function sessionLines(summary: Summary): string[] {
  const parts = [['Unfinished', summary.nextSteps], ['Completed', summary.completed], ['Learned', summary.learned]] as const;
  return [`- ${summary.id} ${dateOf(summary.atMs)}: ${sentence(summary.request) || 'a session'}`, ...parts.flatMap(([name, text]) => (text.trim() === '' ? [] : [`  - ${name}: ${sentence(text)}`]))];
}

function head({ id, atMs, type, title }: Observation, stale: string): string {
  return `${id} ${dateOf(atMs)} ${type}: ${sentence(title)}${stale === '' ? '' : ` [${quoteWithin(stale, STALE)}]`}`;
}

function explained({ narrative, subtitle, facts }: Observation): string {
  const more = sentence(narrative || subtitle || (facts[0] ?? ''));
  return more === '' ? '' : ` – ${more}`;
}

const sentence = (text: string): string => quoteWithin(text, SENTENCE);

/** The day, in UTC so that it is the same everywhere. */
export function dateOf(atMs: number): string {
  return new Date(atMs).toISOString().slice(0, 10);
}

import type { AskedPrompt, Memory, Observation, Summary } from '../core/observation';
import { quoteInstructions } from './quoteInstructions';

const SENTENCE = 240;

/** A memory as an agent is told it: what it says in short, on a line or a few. */
export function memoryLines(memory: Memory): string[] {
  switch (memory.kind) {
    case 'observation':
      return [`- ${head(memory)}${explained(memory)}`];
    case 'summary':
      return sessionLines(memory);
    case 'prompt':
      return [askedLine(memory)];
  }
}

/** An observation by its title alone. */
export function titleLine(memory: Observation): string {
  return `- ${head(memory)}`;
}

function askedLine({ id, atMs, request }: AskedPrompt): string {
  return `- ${id} ${dateOf(atMs)} asked: ${sentence(request)}`;
}

function sessionLines(summary: Summary): string[] {
  const parts = [['Unfinished', summary.nextSteps], ['Completed', summary.completed], ['Learned', summary.learned]] as const;
  return [`- ${summary.id} ${dateOf(summary.atMs)}: ${sentence(summary.request) || 'a session'}`, ...parts.flatMap(([name, text]) => (text.trim() === '' ? [] : [`  - ${name}: ${sentence(text)}`]))];
}

function head({ id, atMs, type, title }: Observation): string {
  return `${id} ${dateOf(atMs)} ${type}: ${sentence(title)}`;
}

function explained({ narrative, subtitle, facts }: Observation): string {
  const more = sentence(narrative || subtitle || (facts[0] ?? ''));
  return more === '' ? '' : ` – ${more}`;
}

function sentence(text: string): string {
  const whole = text.trim();
  return quoteInstructions(whole.length <= SENTENCE ? whole : `${whole.slice(0, SENTENCE).replace(/\s+\S*$/u, '')}…`);
}

/** The day, in UTC so that it is the same everywhere. */
export function dateOf(atMs: number): string {
  return new Date(atMs).toISOString().slice(0, 10);
}


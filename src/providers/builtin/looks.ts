import type { Action } from '../../core/action/action';
import { projectPath } from '../../core/action/files';
import { shorten } from '../../core/clip';
import { oneLine } from '../../core/plainText';
import type { Run } from './commands';
import { listed, type Finding } from './draft';
import { filesRead, type Step } from './step';

const line = (text: string, max: number): string => shorten(oneLine(text), max);

/** The first line of a result that says something. */
function firstLine(result: string): string {
  return line(result.split('\n').find((each) => each.trim() !== '') ?? '', 120);
}

export interface Look {
  readonly step: Step;
  readonly short: string;
  readonly fact: string;
}

export function lookOfRun(run: Run): Look {
  const found = firstLine(run.output);
  const short = `\`${line(run.command, 50)}\``;
  return { step: run.step, short, fact: `${run.purpose === '' ? '' : `${run.purpose}: `}\`${line(run.command, 120)}\`${found === '' ? ' (no output)' : ` → ${found}`}` };
}

export function lookOfSearch(step: Step, action: Action & { readonly kind: 'search' }): Look {
  const where = action.where === '' ? '' : ` in ${projectPath(step.message.project, action.where)}`;
  const found = firstLine(action.result);
  const short = `"${line(action.query, 50)}"${where}`;
  return { step, short, fact: `Searched for ${short}${found === '' ? ', found nothing' : ` → ${found}`}` };
}

/** What was read, searched and looked at, as one discovery. */
export function lookedFinding(reads: readonly Step[], searches: readonly Look[], looks: readonly Look[]): Finding | undefined {
  const files = filesRead(reads);
  const parts = [
    files.length === 0 ? '' : `Read ${listed(files)}`,
    searches.length === 0 ? '' : `Searched ${listed(searches.map((look) => look.short), 2)}`,
    looks.length === 0 ? '' : `Looked at ${listed(looks.map((look) => look.short), 2)}`,
  ].filter((part) => part !== '');
  const steps = [...reads, ...searches.map((look) => look.step), ...looks.map((look) => look.step)];
  if (parts.length === 0 || steps.length === 0) return undefined;
  const facts = [...searches, ...looks].map((look) => look.fact);
  return { type: 'discovery', title: parts.join('; '), narrative: [files.length === 0 ? '' : `Read ${files.join(', ')}.`, ...facts].filter((part) => part !== '').join('\n'), facts, concepts: ['how-it-works'], steps };
}

/** Commands that ended well and are none of the notable ones, as one observation. */
export function ranFinding(looks: readonly Look[]): Finding | undefined {
  if (looks.length === 0) return undefined;
  const facts = looks.map((look) => look.fact);
  return { type: 'change', title: `Ran ${listed(looks.map((look) => look.short))}`, narrative: facts.join('\n'), facts, concepts: ['what-changed'], steps: looks.map((look) => look.step) };
}

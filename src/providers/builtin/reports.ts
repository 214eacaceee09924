import type { Action } from '../../core/action/action';
import { clipMiddle, shorten } from '../../core/clip';
import { oneLine } from '../../core/plainText';
import type { Finding } from './draft';
import type { Step } from './step';

const line = (text: string, max: number): string => shorten(oneLine(text), max);

function withTelling(head: string, result: string): string {
  const found = line(result, 90);
  return found === '' ? head : `${head}: ${found}`;
}

function said(argument: string, result: string): string {
  const parts = [argument.trim() === '' ? '' : `Asked: ${clipMiddle(argument.trim(), 600)}`, result.trim() === '' ? '' : `Answer: ${clipMiddle(result.trim(), 1_800)}`];
  return parts.filter((part) => part !== '').join('\n');
}

/** What a tool outside the project answered: the web, an MCP server, a tool that no rule knows. */
export function answerFinding(step: Step, action: Action & { readonly kind: 'web' | 'mcp' | 'other' }): Finding {
  const head = action.kind === 'web' ? `Web: ${line(action.target, 60)}` : `${action.kind === 'mcp' ? `${action.server}/${action.tool}` : action.name} ${line(action.argument, 50)}`.trimEnd();
  const asked = action.kind === 'web' ? action.target : action.argument;
  return { type: 'discovery', title: withTelling(head, action.result), narrative: said(asked, action.result) || head, concepts: ['how-it-works'], steps: [step] };
}

/** What a sub-agent found; `steps` are its launch, its report, or both. */
export function reportFinding(agentType: string, task: string, report: string, steps: readonly Step[]): Finding {
  const head = `Sub-agent${agentType === '' ? '' : ` ${agentType}`}${task === '' ? '' : ` "${line(task, 50)}"`}`;
  return { type: 'discovery', title: withTelling(head, report), subtitle: line(task, 200), narrative: clipMiddle(report.trim(), 3_000) || head, concepts: ['how-it-works'], steps };
}

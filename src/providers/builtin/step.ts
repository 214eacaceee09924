import { actionOf, type Action } from '../../core/action/action';
import { cleanToolUse } from '../../core/action/cleanToolUse';
import { filesOf } from '../../core/action/files';
import type { Batch, Message } from '../../core/message';
import { plainText } from '../../core/plainText';
import type { Clean } from '../../core/prompt';

/** A message of a batch, read: what was done, or what a sub-agent reported. */
export type Step = { readonly message: Message } & ({ readonly kind: 'action'; readonly action: Action } | { readonly kind: 'report'; readonly text: string });

export type ActionStep = Step & { readonly kind: 'action' };

export function stepsOf(batch: Batch, clean: Clean): readonly Step[] {
  const safe = (text: string): string => clean(plainText(text));
  return batch.messages.flatMap((message): Step[] => {
    switch (message.payload.kind) {
      case 'toolUse':
        return [{ kind: 'action', message, action: actionOf(cleanToolUse(message.payload.toolUse, safe)) }];
      case 'subagentReport':
        return [{ kind: 'report', message, text: safe(message.payload.report.text) }];
      case 'summarize':
        return [];
    }
  });
}

export function filesModified(steps: readonly Step[]): readonly string[] {
  return [...new Set(steps.flatMap((step) => (step.kind === 'action' ? filesOf(step.action, step.message.project).modified : [])))];
}

export function filesRead(steps: readonly Step[]): readonly string[] {
  return [...new Set(steps.flatMap((step) => (step.kind === 'action' ? filesOf(step.action, step.message.project).read : [])))];
}

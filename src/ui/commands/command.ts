import type { CommandAnswer } from '../../core/api';
import type { CommandId } from '../../manifest';
import type { Target } from '../target';

/** How a command ended; the same is shown to the person and returned to whoever ran it from code. */
export type Outcome =
  /** Something was done, or there was nothing to do: the message says which. */
  | { readonly kind: 'done'; readonly message: string; readonly canUndo?: true }
  /** A small thing was done, said in passing. */
  | { readonly kind: 'noted'; readonly message: string }
  /** What was done is before the person's eyes: it is not said again. */
  | { readonly kind: 'seen'; readonly message: string }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'failed'; readonly message: string };

export interface Command {
  readonly id: CommandId;
  /** Completes "Could not …". */
  readonly action: string;
  run(target: Target | undefined): Promise<Outcome>;
}

export const CANCELLED: Outcome = { kind: 'cancelled' };

export function done(message: string): Outcome {
  return { kind: 'done', message };
}

export function noted(message: string): Outcome {
  return { kind: 'noted', message };
}

export function seen(message: string): Outcome {
  return { kind: 'seen', message };
}

/** What was done can be taken back, and the message offers it. */
export function undoable(answer: CommandAnswer | undefined): Outcome {
  return answer === undefined ? CANCELLED : { kind: 'done', message: answer.message, ...(answer.count > 0 && { canUndo: true }) };
}

/** The outcome of what the owner was asked; no answer means that the person did not wait for it. */
export function answered(answer: CommandAnswer | undefined): Outcome {
  return answer === undefined ? CANCELLED : done(answer.message);
}

import type { Agent } from '../../core/hookEvent';
import { hookCommand, type WindowsShell } from './hookCommand';
import type { HookEntries } from './jsonHooks';
import type { JsonObject } from './jsonText';
import type { Surroundings } from './surroundings';

/** Far beyond what the hook takes; only so that no agent ever waits for minutes. */
export const HOOK_TIMEOUT_S = 10;

interface HookStyle {
  readonly agent: Agent;
  readonly windowsShell: WindowsShell;
  /** Members beside the command, by event. */
  readonly more?: (event: string) => JsonObject;
  /** Whether an entry is a group with a list of hooks, or the hook itself. */
  readonly isGrouped: boolean;
}

/** The entries by which an agent runs the hook program at each of these events. */
export function hookEntries(surroundings: Surroundings, events: readonly string[], { agent, windowsShell, more, isGrouped }: HookStyle): HookEntries {
  const entry = (event: string): JsonObject => {
    const hook = { type: 'command', command: hookCommand(surroundings, agent, event, windowsShell), ...(more?.(event) ?? { timeout: HOOK_TIMEOUT_S }) };
    return isGrouped ? { hooks: [hook] } : hook;
  };
  return Object.fromEntries(events.map((event) => [event, [entry(event)]]));
}

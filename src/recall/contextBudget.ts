import type { Agent } from '../core/hookEvent';

/** Claude Code cuts a hook's output at 10,000 characters, Copilot at 10 KB, Codex at about 2,500 tokens. */
const DEFAULT_BYTES = 9_000;
const BYTES: Partial<Readonly<Record<Agent, number>>> = { codex: 7_000 };

/** How many bytes of context an agent takes. */
export function contextBudget(agent: Agent | undefined): number {
  return (agent && BYTES[agent]) ?? DEFAULT_BYTES;
}

/** Agents whose context differs from the one of all others. */
export function agentsWithBudget(): readonly Agent[] {
  return ['codex'];
}

import type { ContextAnswer } from '../core/api';
import type { Agent } from '../core/hookEvent';
import type { MemoryStore } from '../core/ports';
import { renderContext } from './context';
import { contextBudget } from './contextBudget';

/** What a new session of a project is told, for one agent. */
export async function projectContext(store: Pick<MemoryStore, 'contextMemories'>, project: string, agent: Agent | undefined): Promise<ContextAnswer> {
  const budgetBytes = contextBudget(agent);
  const text = renderContext(await store.contextMemories(project), budgetBytes);
  return { project, text, bytes: Buffer.byteLength(text), budgetBytes };
}

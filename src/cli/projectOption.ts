import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { RecollectApi } from '../core/api';

/**
 * The project that a person names: by its identity, by a folder in it, or by its short name where only one has it. What names none
 * is given back as it is: nothing is remembered of it.
 */
export async function projectNamed(named: string, api: Pick<RecollectApi, 'project' | 'projects'>): Promise<string> {
  const projects = await api.projects();
  if (projects.some(({ project }) => project === named)) return named;
  const [called, another] = projects.filter(({ name }) => name === named);
  if (called && !another) return called.project;
  return existsSync(named) ? (await api.project({ folder: resolve(named) })).id : named;
}

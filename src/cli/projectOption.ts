import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { ProjectEntry, RecollectApi } from '../core/api';
import { UserFacingError } from '../core/errors';

const MOST_LISTED = 30;

type NamedProject = Pick<ProjectEntry, 'project' | 'name'>;
/** What the names stand for. */
interface Naming extends Pick<RecollectApi, 'project'> {
  projects(): Promise<readonly NamedProject[]>;
}

/**
 * The project that a person names: by its identity, by its short name where only one has it, or by a folder in it.
 * @throws UserFacingError that lists what is known, when it is none of these
 */
export async function projectNamed(named: string, api: Naming): Promise<string> {
  const known = await api.projects();
  const { project, alike } = await find(named, known, api);
  if (project !== undefined) return project;
  if (alike.length > 1) throw new UserFacingError(`"${named}" is the name of several projects. Say which: ${alike.join(', ')}.`);
  throw new UserFacingError(`Nothing is remembered of a project "${named}". ${listOf([...new Set(known.map(({ project: one }) => one))])}`);
}

/** As `projectNamed`; a folder that exists may also be one of which nothing is remembered yet. */
export async function projectOrFolderNamed(named: string, api: Naming): Promise<string> {
  const { project, here } = await find(named, await api.projects(), api);
  return project ?? here ?? projectNamed(named, api);
}

/** @returns the project that is known by that name; else all that could be meant, and the one that the folder of that name is in */
async function find(named: string, known: readonly NamedProject[], api: Naming): Promise<{ project?: string; alike: readonly string[]; here?: string }> {
  const isKnown = (name: string): boolean => known.some(({ project }) => project === name);
  if (isKnown(named)) return { project: named, alike: [] };
  const alike = [...new Set(known.filter(({ name }) => name === named).map(({ project }) => project))];
  const [only, another] = alike;
  if (only !== undefined && another === undefined) return { project: only, alike };
  if (named === '') return { alike };
  const path = resolve(named);
  const place = isFolder(path) ? await api.project({ folder: path }) : undefined;
  // What was remembered before a repository had its remote is known by its folder.
  const project = [...(place ? [place.id, place.folder, place.tree] : []), path].find(isKnown);
  return { alike, ...(project !== undefined && { project }), ...(place && { here: place.id }) };
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false; // What cannot be looked at is no folder that could be named.
  }
}

function listOf(projects: readonly string[]): string {
  if (projects.length === 0) return 'No project is known yet.';
  const more = projects.length - MOST_LISTED;
  return `Known: ${projects.slice(0, MOST_LISTED).join(', ')}${more > 0 ? ` and ${more} more` : ''}.`;
}

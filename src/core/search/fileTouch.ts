import type { Observation } from '../observation';
import type { FileNames } from '../project';
import { fileTerm, slashed } from './memoryFields';

/** What was done to a file. */
export type FileTouch = 'modified' | 'read';

/** What a memory says was done to the file of these names; undefined when it is not about it, but maybe about another of that name. */
export function touchOf(memory: Pick<Observation, 'project' | 'filesRead' | 'filesModified'>, { inside, whole }: FileNames): FileTouch | undefined {
  const paths = new Set([...whole, ...inside.filter(({ project }) => project === undefined || project === memory.project).map(({ path }) => path)].map(slashed));
  const has = (files: readonly string[]): boolean => files.some((file) => paths.has(slashed(file)));
  if (has(memory.filesModified)) return 'modified';
  return has(memory.filesRead) ? 'read' : undefined;
}

/** Terms of the index that memories of the file have, with those of others of that name. */
export function fileTerms({ inside, whole }: FileNames): readonly string[] {
  return [...new Set([...inside.map(({ path }) => path), ...whole].map(fileTerm))];
}

/** `/x`, `C:\\x`, `\\\\host\\x`. */
export function isWholePath(file: string): boolean {
  return /^(?:[\\/]|[a-z]:[\\/])/iu.test(file);
}

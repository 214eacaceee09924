import type { Observation } from '../core/observation';
import type { FileState, WorkTreeState } from '../core/workTree';

/** A file is much changed when so many lines of it were, and they are this share of it. */
const MIN_LINES = 20;
const MUCH = 0.5;
/** Nobody counts the lines of a file for this. */
const BYTES_OF_A_LINE = 40;
const MAX_NAMED = 2;

/** What has happened since to the files that a memory is about, in words; empty when it still can be true. */
export function staleness(memory: Observation, { files }: WorkTreeState): string {
  const known = filesOf(memory).flatMap((file) => {
    const state = files.get(file);
    return state ? [{ file, state }] : [];
  });
  const gone = known.filter(({ state }) => state.bytes === undefined).map(({ file }) => file);
  const changed = known.filter(({ file, state }) => isMuchChanged(state, memory.atMs, memory.filesModified.includes(file))).map(({ file }) => file);
  return [...(gone.length === 0 ? [] : [`gone: ${named(gone)}`]), ...(changed.length === 0 ? [] : [`much changed since: ${named(changed)}`])].join('; ');
}

export function filesOf({ filesModified, filesRead }: Observation): readonly string[] {
  return [...new Set([...filesModified, ...filesRead])];
}

/** @param isOwn what the memory is about is a change of the file: the next commit is most likely that one */
function isMuchChanged({ bytes, commits }: FileState, atMs: number, isOwn: boolean): boolean {
  if (bytes === undefined) return false;
  const lines = commits.filter((commit) => commit.atMs > atMs).slice(isOwn ? 1 : 0).reduce((sum, commit) => sum + commit.lines, 0);
  return lines >= MIN_LINES && lines * BYTES_OF_A_LINE >= bytes * MUCH;
}

function named(files: readonly string[]): string {
  const rest = files.length - MAX_NAMED;
  return `${files.slice(0, MAX_NAMED).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}

/** A file as it is now. */
export interface FileState {
  /** Undefined when it is not there. */
  readonly bytes: number | undefined;
  /** Lines that each commit added and removed, oldest first. */
  readonly commits: readonly { readonly atMs: number; readonly lines: number }[];
}

/** How the files of a work tree stand, as far as could be found out in time. Paths are relative to it, with forward slashes. */
export interface WorkTreeState {
  /** Changed or new and not committed, in the order of their names. */
  readonly changed: readonly string[];
  /** Of the files that were asked for. */
  readonly files: ReadonlyMap<string, FileState>;
}

/** The folders in which agents work. */
export interface WorkTrees {
  /** The work tree that a folder is in, if it is one of the project. */
  rootOf(folder: string, project: string): string | undefined;
  /** @param sinceMs commits before are of no interest; undefined when the work tree is not there */
  stateOf(root: string, files: readonly string[], sinceMs: number): Promise<WorkTreeState | undefined>;
}

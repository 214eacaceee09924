/** What a session's memories belong to. */
export interface Project {
  /** Its name in the memory: its remote (`github.com/acme/shop-api`), or the folder where there is none. */
  readonly id: string;
  /** Where it is now; its main work tree where it has several. */
  readonly folder: string;
  /** The top of the work tree that was asked for; paths in memories are relative to it, and so the same in each. */
  readonly tree: string;
}

/** A project as a person calls it: the last part of its name in the memory. */
export function nameOfProject(id: string): string {
  return id.split(/[\\/]/).findLast((part) => part !== '') ?? id;
}

/** What memories call a file. */
export interface FileNames {
  /** By the path inside a project; of any project where none is said. A file lies in each project whose folder is above it. */
  readonly inside: readonly { readonly project?: string; readonly path: string }[];
  /** By a whole path, as agents name a file outside of their project. */
  readonly whole: readonly string[];
}

/** Where things are on this machine. */
export interface Places {
  projectOf(folder: string): Project;
  /** @param file an absolute path */
  namesOf(file: string): FileNames;
  /** Whether the settings leave out what happens there. */
  isLeftOut(project: Project, folder: string): boolean;
}

import type { Memory, Observation, Summary } from '../core/observation';

/** The read-only documents that can be opened. */
export interface Pages {
  /** @param keepsFocus the focus stays where it is, as for whoever walks down a tree */
  openMemory(memory: Memory, keepsFocus: boolean): Promise<void>;
  /** Opens a page on which the memory can be changed; saving it changes the memory. */
  editMemory(memory: Observation | Summary): Promise<void>;
  openStatus(): Promise<void>;
  /** @param diff what is going to be changed, as a unified diff */
  openChanges(diff: string): Promise<void>;
}

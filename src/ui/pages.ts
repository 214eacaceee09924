import type { Memory } from '../core/observation';

/** The read-only documents that can be opened. */
export interface Pages {
  openMemory(memory: Memory): Promise<void>;
  openStatus(): Promise<void>;
}

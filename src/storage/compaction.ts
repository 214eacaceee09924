/** Room that deleted rows left is given back when there is this much of it, and as much as there is in use. */
const MIN_FREE_BYTES = 8 << 20;

/** While the owner serves, only where so little is in use that writing it anew does not hold the thread up (4 ms a MiB). */
export const MAX_BYTES_WHILE_SERVING = 32 << 20;

/** How the bytes of a database file are used. */
export interface FileRoom {
  readonly usedBytes: number;
  readonly freeBytes: number;
}

export function isWorthCompacting({ usedBytes, freeBytes }: FileRoom, maxUsedBytes: number): boolean {
  return freeBytes >= Math.max(MIN_FREE_BYTES, usedBytes) && usedBytes <= maxUsedBytes;
}

/** Where a memory's row is. */
export interface MemoryKey {
  readonly table: 'observations' | 'summaries';
  readonly rowId: number;
}

/** Of a public id: `o12` for an observation, `s3` for a summary; undefined for every other. */
export function memoryKey(id: string): MemoryKey | undefined {
  const match = /^([os])(\d{1,15})$/.exec(id);
  return match ? { table: match[1] === 'o' ? 'observations' : 'summaries', rowId: Number(match[2]) } : undefined;
}

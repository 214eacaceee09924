import { cpus, totalmem } from 'node:os';

/** What a figure was measured on; a number without it means nothing. */
export function machine(): { cpu: string; cores: number; memoryGiB: number; node: string; platform: string } {
  const all = cpus();
  return { cpu: all[0]?.model ?? 'unknown', cores: all.length, memoryGiB: Math.round(totalmem() / 2 ** 30), node: process.version, platform: process.platform };
}

export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export function rounded(value: number, digits = 2): number {
  return Math.round(value * 10 ** digits) / 10 ** digits;
}

/** Median, p95, p99 and maximum of times in ms, and how many there were. */
export function spread(values: readonly number[]): { p50Ms: number; p95Ms: number; p99Ms: number; maxMs: number; samples: number } {
  return { p50Ms: rounded(quantile(values, 0.5)), p95Ms: rounded(quantile(values, 0.95)), p99Ms: rounded(quantile(values, 0.99)), maxMs: rounded(Math.max(...values)), samples: values.length };
}

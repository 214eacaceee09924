/** How much more than in CI is done, by `npm run torture`. */
export function scaled(count: number): number {
  const scale = Number(process.env['RECOLLECT_TORTURE'] ?? '1');
  return Math.max(1, Math.round(count * (scale > 0 ? scale : 1)));
}

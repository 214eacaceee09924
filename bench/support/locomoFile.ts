/** Where the conversations are. @throws Error that says how to name them */
export function locomoFile(words: readonly string[]): string {
  const at = words.indexOf('--data');
  const file = at >= 0 ? words[at + 1] : process.env['RECOLLECT_LOCOMO'];
  if (file === undefined || file === '') throw new Error('Say where the conversations are: --data FILE, or RECOLLECT_LOCOMO=FILE. One in this format is data/locomo10.json of https://github.com/snap-research/locomo.');
  return file;
}

import { existsSync } from 'node:fs';
import { mkdir, rename } from 'node:fs/promises';
import { join } from 'node:path';

/** Moves a file of the spool to its `set-aside` folder, beside what has its name there. @returns its path in the spool */
export async function setAside(folder: string, name: string): Promise<string> {
  const aside = join(folder, 'set-aside');
  await mkdir(aside, { recursive: true, mode: 0o700 });
  let free = name;
  for (let copy = 2; existsSync(join(aside, free)); copy++) free = `${name}.${copy}`;
  await rename(join(folder, name), join(aside, free));
  return join('set-aside', free);
}

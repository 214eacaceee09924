import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';

const MAX_BYTES = 1024 * 1024;

/**
 * The text of a small file in a folder that is not trusted. What is no file is not read: a pipe would hold us for good, a device never ends.
 *
 * @throws Error also when it is no file, or not small
 */
export function readSmallFile(path: string): string {
  const descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const stats = fstatSync(descriptor);
    if (!stats.isFile() || stats.size > MAX_BYTES) throw new Error(`${path} is not a small file`);
    return readFileSync(descriptor, 'utf8');
  } finally {
    closeSync(descriptor);
  }
}

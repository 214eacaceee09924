import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';

/**
 * Opens a file for reading. What else has its name is not opened: reading a pipe into which nobody writes, or a device, would never end.
 *
 * @throws Error also when it is no file
 */
export async function openFile(path: string): Promise<FileHandle> {
  const handle = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    if (!(await handle.stat()).isFile()) throw new Error(`${path} is no file`);
    return handle;
  } catch (error) {
    await handle.close();
    throw error;
  }
}

/** The whole text of a file. @throws Error also when it is no file or longer than that */
export async function textOfFile(path: string, maxBytes: number): Promise<string> {
  const handle = await openFile(path);
  try {
    if ((await handle.stat()).size > maxBytes) throw new Error(`${path} is over ${maxBytes} bytes`);
    return await handle.readFile('utf8');
  } finally {
    await handle.close();
  }
}

import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, fchmodSync, fsyncSync, lstatSync, mkdirSync, openSync, readFileSync, readlinkSync, renameSync, rmdirSync, rmSync, statSync, writeSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { CannotParseError } from './jsonText';

const NEW_FILE_MODE = 0o600;
const MAX_LINKS = 20;

/** Far more than a person's settings are. */
const MAX_BYTES = 4 << 20;

/** A file's text as it is, byte for byte; undefined when it is not there. @throws CannotParseError when it is no file of UTF-8, or a huge one */
export function readText(file: string): string | undefined {
  let bytes: Buffer;
  try {
    const stats = statSync(file);
    if (!stats.isFile()) throw new CannotParseError('it is no file'); // A pipe would never end.
    if (stats.size > MAX_BYTES) throw new CannotParseError(`it is over ${MAX_BYTES} bytes`);
    bytes = readFileSync(file);
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return undefined;
    throw error;
  }
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    throw new CannotParseError('it is not UTF-8', { cause: error });
  }
}

/** Replaces a file in one step, or the file that a link points to; it keeps its mode. @returns the folders that had to be made, outermost first */
export function writeText(file: string, text: string | Buffer, newMode = NEW_FILE_MODE): readonly string[] {
  const target = targetOf(file);
  const made = makeFolders(dirname(target));
  const mode = existsSync(target) ? statSync(target).mode & 0o7777 : newMode;
  const temporary = join(dirname(target), `.${basename(target)}.${randomBytes(4).toString('hex')}.tmp`);
  try {
    const descriptor = openSync(temporary, 'wx', mode);
    try {
      fchmodSync(descriptor, mode); // The umask may have taken from it.
      const bytes = Buffer.from(text);
      for (let written = 0; written < bytes.length; ) written += writeSync(descriptor, bytes, written);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    renameSync(temporary, target);
  } catch (error) {
    rmSync(temporary, { force: true });
    removeEmpty(made);
    throw error;
  }
  return made;
}

/** Deletes a file, or the file that a link points to. */
export function removeFile(file: string): void {
  rmSync(targetOf(file), { force: true });
}

/** Removes those of the folders that are empty. */
export function removeEmpty(folders: readonly string[]): void {
  for (const folder of [...folders].sort((a, b) => b.length - a.length)) {
    try {
      rmdirSync(folder);
    } catch {
      // Something else is in it, or it is gone: either is fine.
    }
  }
}

/** The end of a chain of links, which need not be there. */
function targetOf(file: string): string {
  let target = file;
  for (let links = 0; links < MAX_LINKS && lstatSync(target, { throwIfNoEntry: false })?.isSymbolicLink(); links++) target = resolve(dirname(target), readlinkSync(target));
  return target;
}

function makeFolders(folder: string): readonly string[] {
  const missing: string[] = [];
  for (let at = folder; !existsSync(at); at = dirname(at)) missing.unshift(at);
  if (missing.length > 0) mkdirSync(folder, { recursive: true, mode: 0o700 });
  return missing;
}

const codeOf = (error: unknown): unknown => (error instanceof Error && 'code' in error ? error.code : undefined);

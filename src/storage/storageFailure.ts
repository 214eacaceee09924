import { messageOf, StorageError, UserFacingError } from '../core/errors';

const ADVICE: Readonly<Record<string, string>> = {
  ENOSPC: 'The disk is full. Free some space; what is not recorded meanwhile waits in the spool.',
  EDQUOT: 'Your disk quota is used up. Free some space; what is not recorded meanwhile waits in the spool.',
  EROFS: 'The folder is on a read-only file system. Set "recollect.dataFolder" to one that can be written.',
  EACCES: 'The folder may not be written by you. Change its permissions, or set "recollect.dataFolder" to another one.',
  EPERM: 'The folder may not be written by you. Change its permissions, or set "recollect.dataFolder" to another one.',
  ENOTDIR: 'A part of that path is a file, not a folder. Set "recollect.dataFolder" to another one.',
  EMFILE: 'This process has too many files open. Reload the window.',
  ENFILE: 'The machine has too many files open. Close some programs.',
  EIO: 'The disk reports an error. Check it, and set "recollect.dataFolder" to a healthy one.',
};

/** A file system's error in words that say what to do. */
export function storageFailure(error: unknown, folder: string): UserFacingError {
  if (error instanceof UserFacingError) return error;
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
  const advice = ADVICE[code] ?? messageOf(error);
  return new StorageError(`Recollect cannot write its memory in ${folder}. ${advice}`, { cause: error });
}

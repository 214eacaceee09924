import { type FileHandle, open } from 'node:fs/promises';
import { messageOf, UserFacingError } from '../core/errors';
import { importAll, type ImportCounts, importedInWords, importFailure } from '../core/transfer/importAll';
import { linesOf } from '../core/transfer/lines';
import { EmptyExportError, readItems } from '../core/transfer/readItems';
import type { CommandContext } from './commandContext';
import { UsageError } from './output';
import { withOwner } from './reach';

const PROGRESS_EVERY = 1_000;

/** Takes in what `export` wrote, in either form; `-` is standard input. */
export async function importMemories(context: CommandContext): Promise<number> {
  const [file] = context.arguments;
  if (file === undefined) throw new UsageError('import needs a file, or - for standard input');
  if (file === '-') return importFrom(process.stdin, context);
  const handle = await opened(file);
  try {
    return await importFrom(handle.createReadStream({ autoClose: false }), context);
  } finally {
    await handle.close();
  }
}

async function importFrom(stream: AsyncIterable<unknown>, context: CommandContext): Promise<number> {
  return withOwner(context, async (api) => {
    let counts: ImportCounts = { added: 0, known: 0, messages: 0 };
    try {
      counts = await importAll(readItems(linesOf(stream)), api, (now) => {
        if (process.stderr.isTTY && Math.floor(now.added / PROGRESS_EVERY) > Math.floor(counts.added / PROGRESS_EVERY)) process.stderr.write(`\r${now.added} memories…`);
        counts = now;
      });
    } catch (error) {
      if (!(error instanceof EmptyExportError)) throw importFailure(error, counts);
    }
    return context.output.value({ ...counts, message: importedInWords(counts) }, ({ message }) => message);
  });
}

async function opened(file: string): Promise<FileHandle> {
  let handle: FileHandle;
  try {
    handle = await open(file);
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    throw new UserFacingError(isMissing ? `There is no file ${file}.` : `${file} cannot be read: ${messageOf(error)}.`, { cause: error });
  }
  if (!(await handle.stat()).isDirectory()) return handle;
  await handle.close();
  throw new UserFacingError(`${file} is a folder: import takes a file that "recollect export" wrote.`);
}

import { createReadStream } from 'node:fs';
import { messageOf, UserFacingError } from '../core/errors';
import { importAll, type ImportCounts, importedInWords } from '../core/transfer/importAll';
import { linesOf } from '../core/transfer/lines';
import { readItems } from '../core/transfer/readItems';
import type { CommandContext } from './commandContext';
import { UsageError } from './output';
import { withOwner } from './reach';

const PROGRESS_EVERY = 1_000;

/** Takes in what `export` wrote, in either form; `-` is standard input. */
export async function importMemories(context: CommandContext): Promise<number> {
  const [file, ...rest] = context.arguments;
  if (file === undefined || rest.length > 0) throw new UsageError('import needs a file, or - for standard input');
  return withOwner(context, async (api) => {
    const stream = file === '-' ? process.stdin : createReadStream(file);
    let counts: ImportCounts = { added: 0, known: 0, messages: 0 };
    try {
      counts = await importAll(readItems(linesOf(stream)), api, (now) => {
        if (process.stderr.isTTY && Math.floor(now.added / PROGRESS_EVERY) > Math.floor(counts.added / PROGRESS_EVERY)) process.stderr.write(`\r${now.added} memories…`);
        counts = now;
      });
    } catch (error) {
      throw new UserFacingError(`${messageOf(error)} ${importedInWords(counts)} What follows was not.`, { cause: error });
    }
    return context.output.value({ ...counts, message: importedInWords(counts) }, ({ message }) => message);
  });
}

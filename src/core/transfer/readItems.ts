import * as z from 'zod/mini';
import { messageOf, UserFacingError } from '../errors';
import { KINDS, type TransferItem, transferItem } from './item';
import { isMarkdownStart, MarkdownPart } from './markdownForm';

export interface ReadItem {
  readonly line: number;
  readonly item: TransferItem;
}

/** What JSON Lines are of a memory that holds nothing. */
export class EmptyExportError extends UserFacingError {}

/**
 * What an export holds, in either form: JSON Lines or Markdown, told apart by its first line.
 * @throws UserFacingError with the number of the line that is wrong
 */
export async function* readItems(lines: AsyncIterable<string>): AsyncGenerator<ReadItem> {
  let number = 0;
  let form: 'jsonl' | 'markdown' | undefined;
  let part: MarkdownPart | undefined;
  let isExport = false;
  for await (const raw of lines) {
    number++;
    const line = number === 1 ? raw.replace(/^\ufeff/, '') : raw;
    if (form === undefined) {
      if (line.trim() === '') continue;
      form = isMarkdownStart(line) ? 'markdown' : 'jsonl';
      if (form === 'markdown') continue;
    }
    if (form === 'jsonl') {
      if (line.trim() === '') continue;
      const value = at(number, () => JSON.parse(line) as unknown);
      if (!isExport && !isOfAKind(value)) throw new UserFacingError(`Line ${number}: this is no file that Recollect has exported.`);
      isExport = true;
      yield { line: number, item: checked(() => value, number) };
      continue;
    }
    const next = at(number, () => MarkdownPart.begin(line, number));
    if (!next) part?.add(line);
    else {
      if (part) yield itemOf(part);
      part = next;
    }
  }
  if (part) yield itemOf(part);
  if (form === undefined) throw new EmptyExportError('There is nothing to import: the file is empty.');
}

/** Whether it is at least such a thing as an export holds, whatever may be wrong with it. */
function isOfAKind(value: unknown): boolean {
  return z.safeParse(z.object({ kind: z.enum(KINDS) }), value).success;
}

function itemOf(part: MarkdownPart): ReadItem {
  return { line: part.line, item: checked(() => part.item(), part.line) };
}

function checked(read: () => unknown, line: number): TransferItem {
  const result = z.safeParse(transferItem, at(line, read));
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new UserFacingError(`Line ${line}: ${issue ? `${issue.path.join('.')}${issue.path.length > 0 ? ': ' : ''}${issue.message}` : 'it is not what an export holds'}.`);
}

function at<T>(line: number, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof UserFacingError) throw error;
    throw new UserFacingError(`Line ${line}: it is no part of an export (${messageOf(error).split('\n', 1)[0] ?? ''}).`, { cause: error });
  }
}

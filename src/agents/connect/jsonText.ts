import { type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import { UserFacingError } from '../../core/errors';
import type { Json } from '../../core/hookEvent';

export type JsonObject = { readonly [key: string]: Json };

/** The file is not what we take it for, so it is left alone. */
export class CannotParseError extends UserFacingError {}

/** A byte order mark is no JSON, and stays where it is. */
export function unmarked(file: string): { readonly mark: string; readonly text: string } {
  return file.startsWith('\ufeff') ? { mark: '\ufeff', text: file.slice(1) } : { mark: '', text: file };
}

/** @throws CannotParseError */
export function parseObject(text: string): Node {
  const errors: ParseError[] = [];
  const root = treeOf(text, errors);
  const [error] = errors;
  if (error) throw new CannotParseError(`line ${text.slice(0, error.offset).split('\n').length} is not JSON (${printParseErrorCode(error.error)})`);
  if (root?.type !== 'object') throw new CannotParseError('it is not a JSON object');
  return root;
}

function treeOf(text: string, errors: ParseError[]): Node | undefined {
  try {
    return parseTree(text, errors, { allowTrailingComma: true });
  } catch (error) {
    throw new CannotParseError('it is nested too deeply', { cause: error }); // The parser calls itself for each level.
  }
}

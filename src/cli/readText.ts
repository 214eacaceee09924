import { text } from 'node:stream/consumers';
import { UsageError } from './output';

/** Standard input as a whole. @throws UsageError with `problem` when a person would have to type it */
export async function readText(problem: string): Promise<string> {
  if (process.stdin.isTTY) throw new UsageError(problem);
  return text(process.stdin);
}

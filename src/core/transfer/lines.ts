import { UserFacingError } from '../errors';

/** No line of an export is longer. */
const MAX_LINE = 16 * 1024 * 1024;

/** The lines of a stream of text, never more of it in memory than one. @throws UserFacingError when one is too long */
export async function* linesOf(stream: AsyncIterable<unknown>): AsyncGenerator<string> {
  let rest = '';
  let number = 0;
  const decoder = new TextDecoder();
  for await (const chunk of stream) {
    const parts = (rest + (typeof chunk === 'string' ? chunk : decoder.decode(chunk as Uint8Array, { stream: true }))).split('\n');
    rest = parts.pop() ?? '';
    for (const line of parts) {
      number++;
      yield line.endsWith('\r') ? line.slice(0, -1) : line;
    }
    if (rest.length > MAX_LINE) throw new UserFacingError(`Line ${number + 1}: it is longer than anything that an export holds.`);
  }
  rest += decoder.decode();
  if (rest !== '') yield rest;
}

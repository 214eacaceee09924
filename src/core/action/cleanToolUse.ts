import type { ToolUse } from '../hookEvent';
import { mapTexts } from './json';

/**
 * The tool use, each of its texts cleaned. It must be done before any text is shortened: half a secret is not known for one.
 */
export function cleanToolUse(toolUse: ToolUse, clean: (text: string) => string): ToolUse {
  const { error, input, response } = toolUse;
  return { ...toolUse, input: mapTexts(input, clean), response: mapTexts(response, clean), ...(error === undefined ? {} : { error: clean(error) }) };
}

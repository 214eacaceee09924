import { field, listField, textField } from '../../core/action/json';
import type { Json } from '../../core/hookEvent';
import type { Fields } from '../payload/commonPayload';

/** What the user wrote in a line, where it is a prompt. */
export function promptIn(line: Fields): string | undefined {
  const marks = ['isMeta', 'isCompactSummary', 'isVisibleInTranscriptOnly', 'isApiErrorMessage'];
  if (marks.some((mark) => line[mark] === true)) return undefined;
  const content = field(line['message'], 'content');
  const text = typeof content === 'string' ? content : blocksOf(line).every((block) => textField(block, 'type') !== 'tool_result') ? textOf(blocksOf(line)) : '';
  if (text.trim() === '') return undefined;
  const command = /<command-name>\s*(\S+)\s*<\/command-name>/.exec(text)?.[1];
  if (command !== undefined) return isOwnCommand(text) ? undefined : `${command} ${/<command-args>([\s\S]*?)<\/command-args>/.exec(text)?.[1] ?? ''}`.trim();
  // What a person ran beside the conversation, and what the client notes in it.
  return /^\s*(?:<(?:local-command|bash-(?:input|stdout|stderr))|\[Request interrupted by user)/.test(text) ? undefined : text;
}

/** A command of the client itself (`/clear`) is no prompt; one that the user or a plugin defined carries its name in a message. */
const isOwnCommand = (text: string): boolean => text.trimStart().startsWith('<command-name>');

export const isBrokenOff = (line: Fields): boolean => {
  const content = field(line['message'], 'content');
  return /^\s*\[Request interrupted by user/.test(typeof content === 'string' ? content : textOf(blocksOf(line)));
};

export const blocksOf = (line: Fields): readonly Json[] => listField(line['message'], 'content');

/** The text of text blocks. */
export function textOf(blocks: readonly Json[]): string {
  return blocks.flatMap((block) => (textField(block, 'type') === 'text' ? [textField(block, 'text')] : [])).join('\n');
}

/** How a tool answered, in a hook's fields; undefined when it was never run, because it was refused or asked wrongly. */
export function answerIn(line: Fields, result: Json): { readonly event: 'PostToolUse' | 'PostToolUseFailure'; readonly fields: Fields } | undefined {
  const content = field(result, 'content') ?? null;
  const text = typeof content === 'string' ? content : textOf(Array.isArray(content) ? content : []);
  if (field(result, 'is_error') !== true) return { event: 'PostToolUse', fields: { tool_response: line['toolUseResult'] ?? content } };
  const decision = textField(line['permissionDecision'], 'decision');
  const isRefused = line['toolUseResult'] === 'User rejected tool use' || (decision !== '' && decision !== 'accept') || /^\s*(?:<tool_use_error>|The user doesn't want to)/.test(text);
  return isRefused ? undefined : { event: 'PostToolUseFailure', fields: { error: text } };
}

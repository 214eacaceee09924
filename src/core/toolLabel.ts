import type { Json, ToolUse } from './hookEvent';
import type { MessagePayload } from './message';

const MAX_LENGTH = 80;
/** The argument that says most about a tool use, in the order in which it is looked for. */
const TELLING_ARGUMENTS = ['command', 'file_path', 'notebook_path', 'path', 'pattern', 'query', 'url', 'description', 'prompt'];

/** What a message is about, in one short line: the tool and its telling argument, or what is asked. */
export function messageLabel(payload: MessagePayload): string {
  switch (payload.kind) {
    case 'toolUse':
      return shorten(`${payload.toolUse.name} ${tellingArgument(payload.toolUse)}`);
    case 'subagentReport':
      return 'sub-agent report';
    case 'summarize':
      return payload.request.reason === 'preCompact' ? 'summarize before compaction' : 'summarize';
  }
}

function tellingArgument({ input }: ToolUse): string {
  if (!isObject(input)) return '';
  for (const name of TELLING_ARGUMENTS) {
    const value = input[name];
    if (typeof value === 'string' && value !== '') return value;
  }
  return '';
}

function isObject(value: Json): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function shorten(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length <= MAX_LENGTH ? line : `${line.slice(0, MAX_LENGTH - 1).trimEnd()}…`;
}

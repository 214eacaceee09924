import type { Json, ToolUse } from '../hookEvent';
import { field, readable, textField } from './json';

/** How a shell command ended, as far as the agent tells. */
export interface CommandEnd {
  readonly output: string;
  readonly exitCode?: number;
  readonly interrupted: boolean;
}

const EXIT_LINE = /^(?:<shellId: \S+ completed with |process exited with |exited with |)exit code:? (-?\d+)/iu;
/** What an agent adds to an output for its own sake. */
const AGENTS_OWN_LINE = /^exit code:? -?\d+\n?|\n?<shellId: \S+ completed with exit code -?\d+>\s*$/giu;
/** The last words of a program that failed: what the system said, or a name for it that tools share. */
const COMPLAINT = /(?:: (?:no such file or directory|permission denied|command not found|not found|not a directory|is a directory)|^(?:fatal|npm (?:error|err!)).*)$/iu;

/** The exit code as agents write it into the first line or one of the last of what they hand to the model. */
function exitCodeIn(text: string): number | undefined {
  const lines = text.split('\n');
  const last = Math.max(1, lines.length - 4);
  for (const line of [...lines.slice(0, 1), ...lines.slice(last)]) {
    const code = EXIT_LINE.exec(line.trim())?.[1];
    if (code !== undefined) return Number(code);
  }
  return undefined;
}

function outputOf(response: Json): string {
  if (typeof response === 'string') return response;
  const streams = [textField(response, 'stdout'), textField(response, 'stderr')].filter((text) => text.trim() !== '');
  if (streams.length > 0) return streams.join('\n');
  if (field(response, 'stdout') !== undefined) return textField(response, 'returnCodeInterpretation');
  return textField(response, 'returnDisplay', 'text_result_for_llm', 'textResultForLlm', 'llmContent', 'output') || readable(response);
}

/** How it ended where the agent tells an output and nothing else, so that the output is the only witness. */
export function endsInComplaint({ response }: ToolUse): boolean {
  return typeof response === 'string' && COMPLAINT.test(response.trimEnd().split('\n').at(-1) ?? '');
}

/** Where the agent writes the exit code down as a number of its own. */
function exitField(response: Json): number | undefined {
  for (const holder of [response, field(response, 'metadata')]) {
    for (const key of ['exit_code', 'exitCode', 'exit_status', 'returnCode']) {
      const code = field(holder, key);
      if (typeof code === 'number') return code;
    }
  }
  return undefined;
}

export function commandEndOf(toolUse: ToolUse): CommandEnd {
  const output = toolUse.error ?? outputOf(toolUse.response);
  const exitCode = exitField(toolUse.response) ?? exitCodeIn(output) ?? exitCodeIn(textField(toolUse.response, 'llmContent').replace(/<\/untrusted_context>\s*$/u, '').trimEnd());
  const interrupted = toolUse.isInterrupt === true || field(toolUse.response, 'interrupted') === true;
  return { output: output.replace(AGENTS_OWN_LINE, ''), interrupted, ...(exitCode === undefined ? {} : { exitCode }) };
}

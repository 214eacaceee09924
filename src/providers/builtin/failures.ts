import type { Action } from '../../core/action/action';
import { projectPath } from '../../core/action/files';
import { clipMiddle, shorten } from '../../core/clip';
import { oneLine } from '../../core/plainText';

const ERROR_NAME = /(?:^|[\s:(])((?:[A-Za-z_][\w.]*)?(?:Error|Exception|Warning|panic)\b.*)$/u;
const ERROR_LINE = /^(?:(?:error|fatal|panic|fail(?:ed|ure)?)\b|E {2,}|.*\b(?:not found|no such file|denied|cannot|unable to)\b)/iu;

/** The line of an output that says what went wrong. */
export function errorLineOf(output: string): string {
  const lines = output.split('\n').map(oneLine).filter((line) => line !== '' && !/^[=\-~^*\s]+$/u.test(line));
  for (const line of lines) {
    const named = ERROR_NAME.exec(line)?.[1];
    if (named !== undefined) return shorten(named.replace(/ \{$/u, ''), 140);
  }
  return shorten(lines.find((line) => ERROR_LINE.test(line)) ?? lines[0] ?? '', 140);
}

/** What a failed tool use tried, in a few words. */
export function attemptInWords(action: Action, project: string): string {
  switch (action.kind) {
    case 'edit':
      return `Edit of ${action.edits.map((edit) => projectPath(project, edit.file)).join(', ') || 'a file'}`;
    case 'command':
      return `\`${shorten(oneLine(action.command), 70)}\``;
    case 'read':
      return `Read of ${action.files.map((file) => projectPath(project, file)).join(', ') || 'a file'}`;
    case 'search':
      return `Search for ${shorten(oneLine(action.query), 60)}`;
    case 'web':
      return `Fetch of ${shorten(oneLine(action.target), 60)}`;
    case 'delegate':
      return `Sub-agent "${shorten(oneLine(action.task), 60)}"`;
    case 'mcp':
      return `${action.server}/${action.tool} ${shorten(oneLine(action.argument), 40)}`.trimEnd();
    case 'bookkeeping':
    case 'other':
      return action.name;
  }
}

/** The error in full, as far as it is worth keeping. */
export function errorText(failure: string): string {
  return clipMiddle(failure.trim(), 1_500);
}

import { clipEnd, clipMiddle } from '../clip';
import { oneLine } from '../plainText';
import type { Action } from './action';
import type { FileEdit } from './fileEdit';
import { projectPath } from './files';

/** How much of a result is worth reading, in bytes: a file's content is known to the project, a report is not. */
const RESULT_BYTES = { read: 400, search: 600, other: 900, all: 1600 } as const;

const VERBS = { create: 'create', edit: 'edit', delete: 'delete' } as const;

function diffText(edits: readonly FileEdit[], project: string): string {
  return edits.map((edit) => [`${VERBS[edit.change]} ${projectPath(project, edit.file)}`, ...edit.lines].join('\n')).join('\n');
}

function withResult(head: string, result: string, maxBytes: number): string {
  const said = result.trim();
  return said === '' ? head : `${head}\n${clipMiddle(said, maxBytes)}`;
}

function commandText(action: Action & { readonly kind: 'command' }, project: string): string {
  const { exitCode, interrupted, output } = action.end;
  const end = interrupted ? 'interrupted' : exitCode === undefined ? (action.failure === undefined ? 'ended' : 'failed') : `exit ${exitCode}`;
  const purpose = action.purpose === '' ? '' : ` (${clipEnd(oneLine(action.purpose), 100)})`;
  const head = `$ ${clipMiddle(action.command, 400)}${purpose}\n${end}`;
  const edits = action.edits.some((edit) => edit.lines.length > 0) ? `${clipMiddle(diffText(action.edits, project), 700)}\n` : '';
  return withResult(head, `${edits}${output}`, RESULT_BYTES.all);
}

/** What an action did, in lines for a model: what it was, how it ended, and the telling part of its result. */
export function actionText(action: Action, project: string): string {
  const failed = action.failure === undefined || action.kind === 'command' ? '' : `\nfailed: ${clipMiddle(action.failure, RESULT_BYTES.other)}`;
  switch (action.kind) {
    case 'edit':
      return `${diffText(action.edits, project) || 'edit'}${failed}`;
    case 'command':
      return commandText(action, project);
    case 'read':
      return withResult(`read ${action.files.map((file) => projectPath(project, file)).join(', ')}`, failed || action.result, RESULT_BYTES.read);
    case 'search':
      return withResult(`search ${oneLine(action.query)}${action.where === '' ? '' : ` in ${projectPath(project, action.where)}`}`, failed || action.result, RESULT_BYTES.search);
    case 'web':
      return withResult(`web ${oneLine(action.target)}`, failed || action.result, RESULT_BYTES.other);
    case 'delegate':
      return withResult(`sub-agent ${action.agentType}: ${clipEnd(oneLine(action.task), 300)}`, failed || action.report, RESULT_BYTES.all);
    case 'mcp':
      return withResult(`tool ${action.server}/${action.tool} ${clipEnd(oneLine(action.argument), 400)}`, failed || action.result, RESULT_BYTES.other);
    case 'bookkeeping':
      return action.name;
    case 'other':
      return withResult(`tool ${action.name} ${clipEnd(oneLine(action.argument), 400)}`, failed || action.result, RESULT_BYTES.other);
  }
}

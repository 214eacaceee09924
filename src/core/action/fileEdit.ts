import type { Json, ToolUse } from '../hookEvent';
import { field, isRecord, listField, textField, textsOf } from './json';
import { editsOfPatch } from './patch';

/** A change of one file: lines of a diff, each with its `+`, `-` or space in front. */
export interface FileEdit {
  readonly file: string;
  readonly change: 'create' | 'edit' | 'delete';
  readonly lines: readonly string[];
}

/** More lines of one edit are never looked at. */
const MAX_LINES = 400;

const FILE_KEYS = ['file_path', 'filePath', 'notebook_path', 'path', 'target_file', 'absolute_path', 'fileName', 'file', 'filename'] as const;

export function fileOf(input: Json): string {
  return textField(input, ...FILE_KEYS);
}

function linesOf(text: string): readonly string[] {
  const lines = text.slice(0, 200_000).split('\n', MAX_LINES + 1);
  if (lines.at(-1) === '') lines.pop();
  return lines.slice(0, MAX_LINES);
}

const added = (text: string): readonly string[] => linesOf(text).map((line) => `+${line}`);

/** The lines that differ between an old and a new text, what both begin and end with left out. */
export function replacedLines(before: string, after: string): readonly string[] {
  const old = linesOf(before);
  const now = linesOf(after);
  let start = 0;
  while (start < old.length && start < now.length && old[start] === now[start]) start++;
  let end = 0;
  while (end < old.length - start && end < now.length - start && old[old.length - 1 - end] === now[now.length - 1 - end]) end++;
  return [...old.slice(start, old.length - end).map((line) => `-${line}`), ...now.slice(start, now.length - end).map((line) => `+${line}`)];
}

function hunkLines(hunks: readonly Json[]): readonly string[] {
  return hunks.flatMap((hunk) => textsOf(listField(hunk, 'lines'))).slice(0, MAX_LINES);
}

function unifiedDiffLines(diff: string): readonly string[] {
  const lines = linesOf(diff);
  const start = lines.findIndex((line) => line.startsWith('@@'));
  return start < 0 ? [] : lines.slice(start).filter((line) => /^[-+ ]/u.test(line));
}

const OLD_KEYS = ['old_string', 'oldString', 'old_str'] as const;
const NEW_KEYS = ['new_string', 'newString', 'new_str', 'new_source', 'insert_text', 'code', 'code_edit', 'newCode'] as const;

function replacementLines(input: Json): readonly string[] {
  const parts = [...listField(input, 'edits'), ...listField(input, 'replacements')];
  return (parts.length > 0 ? parts : [input]).flatMap((part) => replacedLines(textField(part, ...OLD_KEYS), textField(part, ...NEW_KEYS))).slice(0, MAX_LINES);
}

/** What an editing tool changed: its diff where it tells one, else what its input says. */
export function editsOf(toolUse: ToolUse): readonly FileEdit[] {
  const { input, response } = toolUse;
  const patch = typeof input === 'string' ? input : textField(input, 'input', 'patch', 'command', 'explanation');
  const patched = editsOfPatch(patch);
  if (patched.length > 0) return patched;

  const display = field(response, 'returnDisplay');
  const file = fileOf(input) || fileOf(response) || fileOf(display ?? null) || filesOfParts(input);
  if (file === '') return [];
  if (/delete/iu.test(toolUse.name)) return [{ file, change: 'delete', lines: [] }];
  const diffs = [hunkLines(listField(response, 'structuredPatch')), unifiedDiffLines(textField(display, 'fileDiff')), replacementLines(input), added(textField(input, 'content', 'file_text', 'contents'))];
  // `file_text` is the word of tools that refuse a file that is there.
  const isNew = textField(response, 'type') === 'create' || field(display, 'isNewFile') === true || /^create/iu.test(toolUse.name) || field(input, 'file_text') !== undefined;
  return [{ file, change: isNew ? 'create' : 'edit', lines: diffs.find((lines) => lines.length > 0) ?? [] }];
}

function filesOfParts(input: Json): string {
  for (const part of [...listField(input, 'replacements'), ...listField(input, 'edits')]) if (fileOf(part) !== '') return fileOf(part);
  return '';
}

/** What a shell command changed, where the agent tells (`bashEditDiff`) or the command itself is a patch. */
export function editsOfCommand(command: string, response: Json): readonly FileEdit[] {
  const diff = field(response, 'bashEditDiff');
  const told = listField(diff, 'files').flatMap((entry): FileEdit[] => {
    const file = fileOf(entry);
    return file === '' ? [] : [{ file, change: field(entry, 'isNew') === true ? 'create' : 'edit', lines: hunkLines(listField(entry, 'hunks')) }];
  });
  const known = new Set(told.map((edit) => edit.file));
  const others = isRecord(diff) ? textsOf(listField(diff, 'changedFiles')).filter((file) => !known.has(file)) : [];
  const all = [...told, ...others.map((file): FileEdit => ({ file, change: 'edit', lines: [] }))];
  return all.length > 0 ? all : editsOfPatch(command);
}

import type { FileEdit } from '../../core/action/fileEdit';
import { projectPath } from '../../core/action/files';
import { shorten } from '../../core/clip';
import { oneLine } from '../../core/plainText';
import { listed } from './draft';

const DECLARATIONS: readonly RegExp[] = [
  /^(?:export\s+)?(?:default\s+)?(?:declare\s+)?(?:abstract\s+)?(?:async\s+)?(function\*?|class|interface|type|enum|struct|trait|module|namespace)\s+([\p{L}_$][\p{L}\p{N}_$]*)/u,
  /^(?:pub(?:\([^)]*\))?\s+)?(?:async\s+)?(fn|struct|enum|trait|mod)\s+(\w+)/u,
  /^(?:async\s+)?(def|class)\s+(\w+)/u,
  /^(func)\s+(?:\([^)]*\)\s*)?(\w+)/u,
  /^(?:export\s+)?(const|let|var)\s+([\p{L}_$][\p{L}\p{N}_$]*)\s*(?::[^=]+)?=/u,
];
const TEST_CASE = /^(?:it|test|describe)\(\s*(['"`])(.+?)\1/u;
const HEADING = /^#{1,6}\s+(.+)$/u;
const DULL = /^(?:import\b|from\b|export \{|use\b|#include\b|package\b|\/\/|\/\*|\*|#!|<!--|['"]use strict|[\s{}()[\];,.:]*$)/u;
const SHORT = 70;

function changed(lines: readonly string[], sign: '+' | '-'): readonly string[] {
  return lines.filter((line) => line.startsWith(sign)).map((line) => oneLine(line.slice(1))).filter((line) => line !== '');
}

/** What a line declares, in words: `function health`, `test "answers 200"`, `# Notes`. */
function declared(line: string): string | undefined {
  for (const pattern of DECLARATIONS) {
    const [, word, name] = pattern.exec(line) ?? [];
    if (word !== undefined && name !== undefined) return `${word} ${name}`;
  }
  const test = TEST_CASE.exec(line)?.[2];
  return test === undefined ? HEADING.exec(line)?.[1] : `test "${test}"`;
}

/** The line that says most: the first that is no import, comment or bracket. */
function telling(lines: readonly string[]): string {
  return shorten(lines.find((line) => !DULL.test(line)) ?? lines[0] ?? '', SHORT);
}

function whatWasWritten(lines: readonly string[]): string {
  const names = [...new Set(changed(lines, '+').flatMap((line) => declared(line) ?? []))];
  return names.length > 0 ? listed(names) : telling(changed(lines, '+'));
}

/** What an edit of one file did, from its diff; empty where the diff says nothing. */
export function editInWords(edit: FileEdit): string {
  const [added, removed] = [changed(edit.lines, '+'), changed(edit.lines, '-')];
  if (added.length === 0 && removed.length === 0) return '';
  if (removed.length === 0) return edit.change === 'create' ? whatWasWritten(edit.lines) : `add ${whatWasWritten(edit.lines)}`;
  if (added.length === 0) return `remove ${removed.map(declared).find((name) => name !== undefined) ?? telling(removed)}`;
  const [before, after] = differing(removed, added);
  return `${shorten(before, SHORT)} → ${shorten(after, SHORT)}`;
}

/** The first pair of lines that differ, each a telling one where there is one. */
function differing(removed: readonly string[], added: readonly string[]): readonly [string, string] {
  const at = removed.findIndex((line, index) => line !== added[index] && !DULL.test(line) && !DULL.test(added[index] ?? ''));
  const [before, after] = [removed[at], added[at]];
  return before === undefined || after === undefined ? [telling(removed), telling(added)] : [before, after];
}

const VERBS = { create: 'Created', edit: 'Edited', delete: 'Deleted' } as const;

export function editTitle(edits: readonly FileEdit[], project: string): string {
  const [first] = edits;
  if (first === undefined) return 'Edited a file';
  const files = listed([...new Set(edits.map((edit) => projectPath(project, edit.file)))]);
  const verb = edits.every((edit) => edit.change === first.change) ? VERBS[first.change] : VERBS.edit;
  const words = editInWords(first);
  return words === '' ? `${verb} ${files}` : `${verb} ${files}: ${words}`;
}

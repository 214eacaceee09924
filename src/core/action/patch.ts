import type { FileEdit } from './fileEdit';

const HEADER = /^\*\*\* (Add|Update|Delete) File: (.+)$/u;
const CHANGES = { Add: 'create', Update: 'edit', Delete: 'delete' } as const;

/** The edits of an `apply_patch` text (`*** Begin Patch` … `*** End Patch`); none where there is no such text. */
export function editsOfPatch(text: string): readonly FileEdit[] {
  const begin = text.indexOf('*** Begin Patch');
  if (begin < 0) return [];
  const edits: { file: string; change: FileEdit['change']; lines: string[] }[] = [];
  for (const line of text.slice(begin, begin + 200_000).split(/\r?\n/u)) {
    if (line.startsWith('*** End Patch')) break;
    const [, verb, file] = HEADER.exec(line) ?? [];
    if (file !== undefined && (verb === 'Add' || verb === 'Update' || verb === 'Delete')) edits.push({ file: file.trim(), change: CHANGES[verb], lines: [] });
    else if (/^[-+ ]/u.test(line)) edits.at(-1)?.lines.push(line);
  }
  return edits;
}

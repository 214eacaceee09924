import { oneLine, plainText } from '../core/plainText';

/**
 * Text of unknown origin as markdown that renders as that very text: no emphasis, link, image, HTML, icon, math or
 * heading comes of it, in VS Code's hovers as in its markdown preview. Bare addresses are not turned into links.
 */
export function escapeInline(text: string): string {
  return oneLine(text)
    .replace(/[\\`*_[\]<>&~|$#]/g, (character) => (character === '<' ? '&lt;' : character === '&' ? '&amp;' : `\\${character}`))
    .replace(/:(?=\/\/)/g, '\\:')
    .replace(/\b(www|mailto|ftp)([.:])/gi, '$1\\$2')
    .replace(/@/g, '\\@')
    .replace(/^([-+=])/, '\\$1')
    .replace(/^(\d+)([.)])(?=\s|$)/, '$1\\$2');
}

const MOST_INDENTATION = 40;
const FENCE = /^[ \t]*(`{3,}|~{3,})[^`\n]*$/;
/** How rules introduce the lines of an edit. */
const DIFF_HEAD = /\(\d+ line(?:s|\(s\))? added, \d+ removed\):$/;

/** Paragraphs, line ends, indentation, lists of dashes, fenced code and edits stay; everything else as in `escapeInline`. */
export function escapeBlock(text: string): string {
  const blocks: string[] = [];
  const lines = plainText(text).split('\n');
  let prose: string[] = [];
  const endProse = (): void => {
    if (prose.length > 0) blocks.push(prose.join('\n'));
    prose = [];
  };
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? '';
    const fence = FENCE.exec(line)?.[1];
    if (fence !== undefined) {
      const end = lines.findIndex((later, index) => index > at && later.trim() === fence);
      const last = end === -1 ? lines.length : end;
      endProse();
      blocks.push(codeBlock(lines.slice(at + 1, last)));
      at = last;
    } else if (line.trim() === '') endProse();
    else {
      addLine(prose, line);
      const end = lines.findIndex((later, index) => index > at && later.trim() === '');
      const edit = DIFF_HEAD.test(line.trimEnd()) ? lines.slice(at + 1, end === -1 ? lines.length : end) : [];
      if (edit.length > 0) {
        endProse();
        blocks.push(codeBlock(edit, 'diff'));
        at += edit.length;
      }
    }
  }
  endProse();
  return blocks.join('\n\n');
}

/** Adds a line to a paragraph, or an item to a list; each line but an item's ends as one. */
function addLine(prose: string[], line: string): void {
  const item = /^- +(\S.*)$/.exec(line)?.[1];
  const wasItem = prose.at(-1)?.startsWith('- ') === true;
  const content = item === undefined ? escapeInline(line) : `- ${escapeInline(item)}`;
  if (content === '') return;
  if (prose.length > 0 && (item !== undefined) !== wasItem) prose.push('');
  else if (item === undefined && prose.length > 0) prose.push(`${prose.pop() ?? ''}  `);
  prose.push(item === undefined ? `${indentation(line)}${content}` : content);
}

function indentation(line: string): string {
  const spaces = /^[ \t]*/.exec(line)?.[0].replaceAll('\t', '    ').length ?? 0;
  return '&nbsp;'.repeat(Math.min(spaces, MOST_INDENTATION));
}

/** Code as it is; no fence in it ends the block. */
function codeBlock(lines: readonly string[], language = ''): string {
  const longest = Math.max(2, ...[...lines.join('\n').matchAll(/`+/g)].map((run) => run[0].length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${lines.join('\n')}\n${fence}`;
}

/** A code span that shows the text whatever backticks are in it. */
export function codeSpan(text: string): string {
  const line = oneLine(text);
  if (line === '') return '';
  const longest = Math.max(0, ...[...line.matchAll(/`+/g)].map((run) => run[0].length));
  const fence = '`'.repeat(longest + 1);
  const space = line.startsWith('`') || line.endsWith('`') ? ' ' : '';
  return `${fence}${space}${line}${space}${fence}`;
}

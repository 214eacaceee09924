import { oneLine, visibleText } from './plainText';

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

/** Paragraphs and line ends stay, everything else as in `escapeInline`. */
export function escapeBlock(text: string): string {
  const paragraphs = visibleText(text).split(/\n\s*\n/);
  const lines = (paragraph: string): string[] => paragraph.split('\n').map(escapeInline).filter((line) => line !== '');
  return paragraphs.map((paragraph) => lines(paragraph).join('  \n')).filter((paragraph) => paragraph !== '').join('\n\n');
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

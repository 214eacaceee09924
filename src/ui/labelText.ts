import { oneLine } from '../core/plainText';

const characters = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** One line of at most `maxLength` characters; cuts between characters, at a space where there is one near. */
export function shortened(text: string, maxLength: number): string {
  const line = oneLine(text);
  if (line.length <= maxLength) return line;
  let head = '';
  let count = 0;
  for (const { segment } of characters.segment(line)) {
    if (++count > maxLength) return `${cutAtSpace(head, maxLength)}…`;
    if (count < maxLength) head += segment;
  }
  return line;
}

function cutAtSpace(head: string, maxLength: number): string {
  const space = head.lastIndexOf(' ');
  return space > maxLength * 0.6 ? head.slice(0, space) : head.trimEnd();
}

/** For places that draw `$(name)` as an icon, such as the status bar and quick picks: text stays text. */
export function withoutIcons(text: string): string {
  return text.replace(/\$\(/g, '$\u200c(');
}

export { counted } from '../core/counted';

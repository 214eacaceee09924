// Control characters, and those that turn the direction of text around: both can make a line look like another.
// eslint-disable-next-line no-control-regex -- they are what is looked for
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060-\u2069\ufeff]/g;

/** Text of unknown origin without characters that hide or reorder what is read; line ends and tabs stay. */
export function visibleText(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(CONTROL, '');
}

/** The same on one line. */
export function oneLine(text: string): string {
  return visibleText(text).replace(/\s+/g, ' ').trim();
}

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

/** `1 message`, `3 messages`. */
export function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${count.toLocaleString('en')} ${count === 1 ? noun : plural}`;
}

import { memoryPage, type PageContent, parsePage } from '../memoryPage';

/** Begins each part of the Markdown form; what a reader of Markdown shows stands under it. */
const MARKER = /^<!-- recollect ([a-z]+) (\{.*\}) -->\s*$/;
const LIKE_MARKER = /^(?=\\*<!-- recollect )/gm;
const ESCAPED_MARKER = /^\\(?=\\*<!-- recollect )/;

/** What the page itself says, and so the marker does not repeat. */
const ON_PAGE = new Set(['kind', 'title', 'subtitle', 'type', 'narrative', 'facts', 'concepts', 'filesRead', 'filesModified', 'request', 'investigated', 'learned', 'completed', 'nextSteps', 'text', 'project']);

export const MARKDOWN_START = '<!-- recollect export {"version":1} -->\n\n# Recollect memories\n\n';

export function isMarkdownStart(line: string): boolean {
  return MARKER.exec(line)?.[1] === 'export';
}

/** An item as a part of the Markdown form; empty for what has none. */
export function markdownOf(item: { readonly kind: string }): string {
  const { kind } = item;
  if (kind === 'message') return '';
  if (kind === 'session') return `${marker(kind, item, () => true)}\n\n## Session: ${'title' in item ? String(item.title).replace(/\s+/g, ' ') : ''}\n\n`;
  // What an export yields is one of these.
  const body = kind === 'prompt' ? trimmed('text' in item ? String(item.text) : '') : memoryPage(item as PageContent, false).trimEnd();
  return `${marker(kind, item, (field) => !ON_PAGE.has(field))}\n\n${body === '' ? '' : `${body.replace(LIKE_MARKER, '\\')}\n\n`}`;
}

/** A part that was read, still to be checked. */
export class MarkdownPart {
  private readonly lines: string[] = [];

  private constructor(
    readonly line: number,
    readonly kind: string,
    private readonly fields: object,
  ) {}

  /** Undefined when the line begins no part. @throws SyntaxError when it is damaged */
  static begin(text: string, line: number): MarkdownPart | undefined {
    const [, kind, fields] = MARKER.exec(text) ?? [];
    return kind === undefined || fields === undefined ? undefined : new MarkdownPart(line, kind, JSON.parse(fields) as object);
  }

  add(text: string): void {
    this.lines.push(text.replace(ESCAPED_MARKER, ''));
  }

  /** @throws UserFacingError with the line that is wrong */
  item(): unknown {
    const { kind } = this;
    if (kind === 'prompt') return { ...this.fields, kind, text: trimmed(this.lines.join('\n')) };
    if (kind === 'observation' || kind === 'summary') return { ...this.fields, kind, ...parsePage(this.lines.join('\n'), kind, this.line + 1) };
    return { ...this.fields, kind };
  }
}

function trimmed(text: string): string {
  return text.replace(/\r\n?/g, '\n').trim();
}

/** In JSON nothing ends a comment: its `>` is written by its number. */
function marker(kind: string, item: object, isWanted: (field: string) => boolean): string {
  const fields = Object.fromEntries(Object.entries(item).filter(([field]) => field !== 'kind' && isWanted(field)));
  return `<!-- recollect ${kind} ${JSON.stringify(fields).replaceAll('>', '\\u003e')} -->`;
}

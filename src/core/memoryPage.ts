import type { MemoryChanges } from './editing';
import { UserFacingError } from './errors';
import { CONCEPTS, OBSERVATION_TYPES, type Observation, type Summary } from './observation';

/** What of a memory can be written as a page. */
export type PageContent = Pick<Observation, 'kind' | 'type' | 'title' | 'subtitle' | 'narrative' | 'facts' | 'concepts' | 'filesRead' | 'filesModified'> | Pick<Summary, 'kind' | 'request' | 'investigated' | 'learned' | 'completed' | 'nextSteps'>;

type Field = keyof MemoryChanges;
interface Section {
  readonly title: string;
  readonly field: Field;
  readonly form: 'text' | 'list';
  /** The values that there are, where not all are. */
  readonly known?: readonly string[];
}

const OBSERVATION: readonly Section[] = [
  { title: 'Type', field: 'type', form: 'text', known: OBSERVATION_TYPES },
  { title: 'Subtitle', field: 'subtitle', form: 'text' },
  { title: 'Narrative', field: 'narrative', form: 'text' },
  { title: 'Facts', field: 'facts', form: 'list' },
  { title: 'Concepts', field: 'concepts', form: 'list', known: CONCEPTS },
  { title: 'Files modified', field: 'filesModified', form: 'list' },
  { title: 'Files read', field: 'filesRead', form: 'list' },
];
const SUMMARY: readonly Section[] = [
  { title: 'Request', field: 'request', form: 'text' },
  { title: 'Investigated', field: 'investigated', form: 'text' },
  { title: 'Learned', field: 'learned', form: 'text' },
  { title: 'Completed', field: 'completed', form: 'text' },
  { title: 'Next steps', field: 'nextSteps', form: 'text' },
];
const sectionsOf = (kind: PageContent['kind']): readonly Section[] => (kind === 'observation' ? OBSERVATION : SUMMARY);

/**
 * A memory as a page that a person can edit: `# title`, then `## section` and what is in it. A line of a text that would pass for
 * one of these has a backslash before it. `parsePage` reads it again; spaces around texts and line ends are not kept.
 * @param all with the sections that are empty, too
 */
export function memoryPage(content: PageContent, all = true): string {
  const blocks = [`# ${content.kind === 'observation' ? content.title.replace(/\s+/g, ' ').trim() : 'Summary'}`];
  for (const { title, field, form } of sectionsOf(content.kind)) {
    const value = valueOf(content, field);
    const text = form === 'list' ? itemsOf(value).map(itemText).join('\n') : escaped(String(value));
    if (all || text !== '') blocks.push(text === '' ? `## ${title}` : `## ${title}\n\n${text}`);
  }
  return `${blocks.join('\n\n')}\n`;
}

/**
 * What a page says; every field of the kind is there.
 * @param firstLine number of the page's first line, for errors
 * @throws UserFacingError that names the line
 */
export function parsePage(text: string, kind: PageContent['kind'], firstLine = 1): MemoryChanges {
  const sections = sectionsOf(kind);
  const found = new Map<Section, { line: number; lines: string[] }>();
  let title: string | undefined;
  let current: string[] | undefined;
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    const at = firstLine + index;
    const [, marks, heading = ''] = /^(##?)(?:[ \t]+(.*))?$/.exec(line) ?? [];
    if (marks === '#') {
      if (title !== undefined) throw wrong(at, `there is one title already. Put a backslash before "#" to have it in a text`);
      title = heading.trim();
    } else if (marks === '##') {
      const section = sections.find((one) => one.title.toLowerCase() === heading.trim().toLowerCase());
      if (!section) throw wrong(at, `there is no section "${heading.trim()}". There are ${sections.map((one) => one.title).join(', ')}. Put a backslash before "##" to have it in a text`);
      if (found.has(section)) throw wrong(at, `the section "${section.title}" is there twice`);
      current = [];
      found.set(section, { line: at, lines: current });
    } else if (current) {
      current.push(line.replace(/^\\(?=\\*##?(?:[ \t]|$))/, ''));
    } else if (line.trim() !== '') throw wrong(at, title === undefined ? 'the page begins with "# " and the title' : 'text stands in a section, under a line such as "## Narrative"');
  }
  if (kind === 'observation' && (title === undefined || title === '')) throw wrong(firstLine, 'the title is missing: a line with "# " and the title');
  const fields = sections.map((section) => [section.field, read(section, found.get(section))] as const);
  // Each section was read in its own form.
  return Object.fromEntries([...(kind === 'observation' ? [['title', title]] : []), ...fields]) as MemoryChanges;
}

/** The fields in which a page differs from the memory that it was made of. */
export function changesIn(content: PageContent, page: MemoryChanges): MemoryChanges {
  const same = parsePage(memoryPage(content), content.kind);
  return Object.fromEntries(Object.entries(page).filter(([field, value]) => JSON.stringify(value) !== JSON.stringify(valueOf(same, field))));
}

function read({ title, form, known }: Section, found: { line: number; lines: string[] } | undefined): string | string[] {
  if (!found) {
    if (title === 'Type') throw new UserFacingError('The section "Type" is missing.');
    return form === 'list' ? [] : '';
  }
  const values = form === 'list' ? readList(found) : [found.lines.join('\n').trim()];
  const unknown = known && values.find((value) => !known.includes(value));
  if (unknown !== undefined) throw wrong(found.line, `"${unknown}" is no ${title === 'Type' ? 'type' : 'concept'}. There are ${known?.join(', ') ?? ''}`);
  return form === 'list' ? values : (values[0] ?? '');
}

function readList({ line, lines }: { line: number; lines: string[] }): string[] {
  const items: string[][] = [];
  for (const [index, text] of lines.entries()) {
    const [, first] = /^[-*][ \t]+(.*)$/.exec(text) ?? [];
    if (first !== undefined) items.push([first]);
    else if (items.length > 0 && (text.startsWith('  ') || text.trim() === '')) items.at(-1)?.push(text.slice(2));
    else if (text.trim() !== '') throw wrong(line + 1 + index, 'an item of a list begins with "- ", and its further lines with two spaces');
  }
  return items.map((item) => item.join('\n').trim()).filter((item) => item !== '');
}

function itemText(item: string): string {
  return `- ${item.replaceAll('\n', '\n  ')}`;
}

function itemsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.map((item) => String(item).replace(/\r\n?/g, '\n').trim()).filter((item) => item !== '') : [];
}

function escaped(text: string): string {
  return text.replace(/\r\n?/g, '\n').trim().replace(/^(?=\\*##?(?:[ \t]|$))/gm, '\\');
}

function valueOf(content: object, field: string): unknown {
  return (content as Readonly<Record<string, unknown>>)[field];
}

function wrong(line: number, what: string): UserFacingError {
  return new UserFacingError(`Line ${line}: ${what}.`);
}

import { findNodeAtLocation, type JSONPath, type Node, parseTree } from 'jsonc-parser';

/** The text with a value added: a new member of an object, or a new last item of a list. Every byte of the rest stays where it is. */
export function added(text: string, path: JSONPath, value: unknown): string {
  const root = parsed(text);
  const depth = path.findIndex((_, index) => findNodeAtLocation(root, path.slice(0, index + 1)) === undefined);
  const holder = findNodeAtLocation(root, path.slice(0, depth));
  if (holder === undefined) throw new Error('there is nothing to add to');
  const member = path.slice(depth + 1).reduceRight((inner: unknown, key) => ({ [key]: inner }), value);
  const style = styleOf(text);
  const outer = indentOfLine(text, holder.offset);
  const last = holder.children?.at(-1);
  const indent = last !== undefined && textBefore(text, last.offset).trim() === '' ? textBefore(text, last.offset) : outer + style.unit;
  const json = JSON.stringify(member, undefined, style.unit).replaceAll('\n', `${style.eol}${indent}`);
  const item = `${style.eol}${indent}${holder.type === 'object' ? `${JSON.stringify(String(path[depth]))}: ` : ''}${json}`;
  if (last === undefined) {
    const end = text.slice(0, holder.offset + holder.length - 1).trimEnd().length;
    const isTight = text.slice(end, holder.offset + holder.length - 1).includes('\n');
    return `${text.slice(0, end)}${item}${isTight ? '' : `${style.eol}${outer}`}${text.slice(end)}`;
  }
  // What stands behind the last one on its line is about that one, not about ours.
  const end = last.offset + last.length;
  const [rest = '', comma = ''] = /^[ \t]*(,?)[ \t]*(?:\/\/[^\r\n]*|\/\*[^\r\n]*?\*\/)?(?=[ \t]*\r?\n)/.exec(text.slice(end)) ?? [];
  return `${text.slice(0, end)}${comma === '' ? ',' : ''}${rest}${item}${comma}${text.slice(end + rest.length)}`;
}

/** The text without a member or an item, and without the comma that parted it from its neighbour. */
export function removed(text: string, path: JSONPath): string {
  const root = parsed(text);
  const value = findNodeAtLocation(root, path);
  const holder = findNodeAtLocation(root, path.slice(0, -1));
  const own = value?.parent?.type === 'property' ? value.parent : value;
  const siblings = holder?.children ?? [];
  const index = own === undefined ? -1 : siblings.indexOf(own);
  if (own === undefined || holder === undefined || index === -1) return text;
  const end = own.offset + own.length;
  const [previous, next] = [siblings[index - 1], siblings[index + 1]];
  if (previous !== undefined) return withoutTail(text, previous.offset + previous.length, own.offset, end);
  if (next !== undefined) return text.slice(0, own.offset) + text.slice(next.offset);
  const inside = text.slice(holder.offset + 1, own.offset) + text.slice(end, holder.offset + holder.length - 1).replace(/^\s*,/, '');
  return text.slice(0, holder.offset + 1) + (inside.trim() === '' ? '' : inside) + text.slice(holder.offset + holder.length - 1);
}

/** A comment between the two is the neighbour's, and stays. */
function withoutTail(text: string, neighbourEnd: number, offset: number, end: number): string {
  const between = text.slice(neighbourEnd, offset);
  if (/^\s*,\s*$/.test(between)) return text.slice(0, neighbourEnd) + text.slice(end);
  const kept = between.startsWith(',') ? between.slice(1) : between;
  return text.slice(0, neighbourEnd) + kept.trimEnd() + text.slice(end);
}

function parsed(text: string): Node {
  const root = parseTree(text, [], { allowTrailingComma: true });
  if (root === undefined) throw new Error('it is no JSON');
  return root;
}

function styleOf(text: string): { readonly unit: string; readonly eol: string } {
  const indentation = /^([ \t]+)["/]/m.exec(text)?.[1] ?? '  ';
  return { unit: indentation.startsWith('\t') ? '\t' : indentation, eol: text.includes('\r\n') ? '\r\n' : '\n' };
}

const textBefore = (text: string, offset: number): string => text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);

const indentOfLine = (text: string, offset: number): string => /^[ \t]*/.exec(textBefore(text, offset))?.[0] ?? '';

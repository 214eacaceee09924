import { findNodeAtLocation, getNodeValue, type JSONPath, type Node } from 'jsonc-parser';
import { LAUNCHER } from './hookCommand';
import { added, removed } from './jsonEdit';
import { CannotParseError, type JsonObject, parseObject, unmarked } from './jsonText';

/** What is put under `hooks` in an agent's file: by event, the entries of its list. */
export type HookEntries = Readonly<Record<string, readonly JsonObject[]>>;

/**
 * The text with our hooks in it; comments, order and formatting of the rest stay.
 *
 * @param others members that the file must have beside its hooks, where it has none of that name
 * @throws CannotParseError
 */
export function withHooks(file: string, others: JsonObject, entries: HookEntries): string {
  const { mark, text } = unmarked(file);
  if (text.trim() === '') return `${JSON.stringify({ ...others, ...(Object.keys(entries).length > 0 && { hooks: entries }) }, undefined, 2)}\n`;
  const root = parseFile(text);
  let result = text;
  for (const [key, value] of Object.entries(others)) if (!findNodeAtLocation(root, [key])) result = added(result, [key], value);
  for (const [event, list] of Object.entries(entries)) {
    const present = findNodeAtLocation(parseFile(result), ['hooks', event]);
    if (!present) result = added(result, ['hooks', event], list);
    else list.forEach((entry, index) => (result = added(result, ['hooks', event, (present.children?.length ?? 0) + index], entry)));
  }
  return mark + result;
}

/** The text without our hooks, and without the lists that held nothing else. @throws CannotParseError */
export function withoutHooks(file: string): string {
  const { mark, text } = unmarked(file);
  let result = text;
  for (let path = ownPath(result); path; path = ownPath(result)) {
    result = removed(result, path);
    for (const holder of [path.slice(0, 2), path.slice(0, 1)]) {
      if (findNodeAtLocation(parseFile(result), holder)?.children?.length === 0) result = removed(result, holder);
    }
  }
  return mark + result;
}

export const hasOwnHooks = (file: string): boolean => ownPath(unmarked(file).text) !== undefined;

/** The value of a member, whatever it is. @throws CannotParseError */
export function memberOf(file: string, key: string): unknown {
  const { text } = unmarked(file);
  if (text.trim() === '') return undefined;
  const node = findNodeAtLocation(parseFile(text), [key]);
  return node && getNodeValue(node);
}

/** Whether nothing is left that a person could miss. */
export function isBare(file: string, others: JsonObject): boolean {
  const { text } = unmarked(file);
  return text.trim() === '' || (parseFile(text).children ?? []).every((member) => Object.hasOwn(others, String(member.children?.[0]?.value)));
}

/** Where the first of our entries is: a whole group when it holds no other's. */
function ownPath(text: string): JSONPath | undefined {
  if (!text.includes(LAUNCHER)) return undefined;
  const hooks = findNodeAtLocation(parseFile(text), ['hooks']);
  for (const property of hooks?.children ?? []) {
    const [name, list] = property.children ?? [];
    for (const [index, entry] of (list?.children ?? []).entries()) {
      const path = ['hooks', String(name?.value), index];
      const nested = findNodeAtLocation(entry, ['hooks'])?.children ?? [];
      const own = nested.findIndex(isOwn);
      if (isOwn(entry) && nested.length === 0) return path;
      if (own !== -1) return nested.every(isOwn) ? path : [...path, 'hooks', own];
    }
  }
  return undefined;
}

const COMMAND_KEYS = ['command', 'windows', 'bash', 'powershell'];
const RUNS_US = new RegExp(`[\\\\/]${LAUNCHER}(?:\\.cmd)?\\b`);

function isOwn(entry: Node): boolean {
  return COMMAND_KEYS.some((key) => {
    const value: unknown = findNodeAtLocation(entry, [key])?.value;
    return typeof value === 'string' && RUNS_US.test(value);
  });
}

function parseFile(text: string): Node {
  const root = parseObject(text);
  const hooks = findNodeAtLocation(root, ['hooks']);
  if (hooks && hooks.type !== 'object') throw new CannotParseError('"hooks" in it is not an object');
  for (const property of hooks?.children ?? []) {
    const [name, list] = property.children ?? [];
    if (list?.type !== 'array' && list?.type !== undefined && isEventName(name)) throw new CannotParseError(`"hooks.${String(name?.value)}" in it is not a list`);
  }
  return root;
}

/** Flags may stand beside the events (`enabled`). */
const isEventName = (name: Node | undefined): boolean => typeof name?.value === 'string' && !['enabled', 'disabled', 'notifications'].includes(name.value);

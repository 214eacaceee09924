import type { Json } from '../hookEvent';

const MAX_DEPTH = 5;
const MAX_ITEMS = 50;

export interface JsonRecord {
  readonly [key: string]: Json;
}

export function isRecord(json: Json | undefined): json is JsonRecord {
  return typeof json === 'object' && json !== null && !Array.isArray(json);
}

function isList(json: Json | undefined): json is readonly Json[] {
  return Array.isArray(json);
}

/** A field of an object; undefined where there is none. */
export function field(json: Json | undefined, key: string): Json | undefined {
  return isRecord(json) && Object.hasOwn(json, key) ? json[key] : undefined;
}

export function listField(json: Json | undefined, key: string): readonly Json[] {
  const value = field(json, key);
  return isList(value) ? value : [];
}

/** The first of these fields that is a text with something in it. */
export function textField(json: Json | undefined, ...keys: readonly string[]): string {
  for (const key of keys) {
    const value = field(json, key);
    if (typeof value === 'string' && value !== '') return value;
  }
  return '';
}

export function textsOf(list: readonly Json[]): readonly string[] {
  return list.filter((item) => typeof item === 'string');
}

/** The same value, each of its texts changed; what lies deeper than anyone reads is left out. */
export function mapTexts(json: Json, change: (text: string) => string, depth = 0): Json {
  if (typeof json === 'string') return change(json);
  if (typeof json !== 'object' || json === null) return json;
  if (depth > MAX_DEPTH * 2) return null;
  if (isList(json)) return json.map((item) => mapTexts(item, change, depth + 1));
  return Object.fromEntries(Object.entries(json).map(([key, value]) => [key, mapTexts(value, change, depth + 1)]));
}

/** Fields that say nothing to a reader: flags, ids, accounts, and copies of what is elsewhere. */
const NOISE = new Set([
  'originalFile', 'originalContent', 'newContent', 'structuredPatch', 'isImage', 'noOutputExpected', 'interrupted', 'userModified', 'replaceAll', 'replace_all',
  'usage', 'toolStats', 'resolvedModel', 'agentId', 'diffStat', 'returnDisplay', 'durationMs', 'duration_ms', 'totalDurationMs', 'totalTokens', 'totalToolUseCount',
]);

/** What a value says, as text for a reader: texts as they are, the rest as `key: value`, without noise. */
export function readable(json: Json | undefined, depth = 0): string {
  if (json === undefined || json === null) return '';
  if (typeof json !== 'object') return String(json);
  if (depth >= MAX_DEPTH) return '…';
  if (isList(json)) return json.slice(0, MAX_ITEMS).map((item) => readable(item, depth + 1)).filter((text) => text !== '').join('\n');
  const text = field(json, 'text');
  if (typeof text === 'string') return text;
  return Object.entries(json)
    .filter(([key]) => !NOISE.has(key))
    .slice(0, MAX_ITEMS)
    .map(([key, value]) => [key, readable(value, depth + 1)] as const)
    .filter(([, value]) => value !== '')
    .map(([key, value]) => `${key}: ${value}`)
    .join('\n');
}

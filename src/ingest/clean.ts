import type { Json } from '../core/hookEvent';
import { cap } from './cap';
import { repair } from './repair';
import type { SecretCleaner } from './secretCleaner';
import type { SecretKind } from './secretValues';
import { type HintSearch, isSuspicious } from './suspicion';

const MAX_DEPTH = 64;
/** The most values of one payload; what comes after them is left out. */
const MAX_VALUES = 100_000;
/** Never kept, whatever they hold; `__proto__` would set a prototype. */
const DROPPED_KEYS = new Set(['user_email', 'userEmail', '__proto__']);
/** Holds a hint. */
const WORTH_A_LOOK = 'secret';

/**
 * Makes a payload fit to leave the process that received it: private parts and secrets out of every string and key, strings
 * capped, depth and number of values bounded, text well-formed. The same input always gives the same output, and cleaning
 * that again changes nothing. Of most payloads `secretCleaner` is not called.
 */
export function cleanPayload(payload: unknown, secretCleaner: () => SecretCleaner, search?: HintSearch): Json {
  const cleaner = isSuspicious(asText(payload), search) ? secretCleaner() : undefined;
  const text = cleaner?.cleanString ?? ((value: string): string => cap(repair(value)));
  let values = 0;

  const walk = (value: unknown, depth: number, kind: SecretKind | undefined): Json => {
    values++;
    switch (typeof value) {
      case 'string':
        return kind === undefined || !cleaner ? text(value) : cleaner.cleanSecret(value, kind);
      case 'number':
        // JSON has neither infinity nor a negative zero.
        return Number.isFinite(value) ? value + 0 : null;
      case 'boolean':
        return value;
      case 'object':
        if (value === null) return null;
        if (depth >= MAX_DEPTH) return '[too deep]';
        return Array.isArray(value) ? list(value, depth + 1, kind) : record(value, depth + 1);
      case 'undefined':
      case 'bigint':
      case 'symbol':
      case 'function':
        return null;
    }
  };

  const list = (source: readonly unknown[], depth: number, kind: SecretKind | undefined): Json => {
    // Lines of a text: a private key that spans them is found only when they are together.
    if (source.some((value) => typeof value === 'string' && value.includes('PRIVATE KEY')) && source.every((value) => typeof value === 'string')) return text(source.join('\n')).split('\n');
    const result: Json[] = [];
    for (const value of source) {
      if (values >= MAX_VALUES) break;
      result.push(walk(value, depth, kind));
    }
    return result;
  };

  const record = (source: object, depth: number): Json => {
    const result: Record<string, Json> = {};
    let position = 0;
    for (const [key, value] of Object.entries(source)) {
      if (values >= MAX_VALUES) break;
      position++;
      const cleanKey = text(key);
      if (DROPPED_KEYS.has(cleanKey) || value === undefined) continue;
      result[Object.hasOwn(result, cleanKey) ? `${cleanKey}#${position}` : cleanKey] = walk(value, depth, cleaner?.secretKindOf(cleanKey));
    }
    return result;
  };

  return walk(payload, 0, undefined);
}

/** What cannot be written as JSON is looked at piece by piece. */
function asText(payload: unknown): string {
  try {
    return JSON.stringify([payload]);
  } catch {
    return WORTH_A_LOOK;
  }
}

import type { Agent, HookEvent, Json } from '../../core/hookEvent';
import { type CommonEvent, type Fields, fieldsOf, parseCommon } from './commonPayload';

/** @returns undefined for an event that is accepted and ignored. @throws PayloadError */
export type PayloadParser = (event: string, payload: Json, atMs: number) => HookEvent | undefined;

/** An event in the common words; undefined when this one says nothing. */
export type Translation = { readonly event: CommonEvent; readonly fields: Fields } | undefined;

/** By an agent's own name of an event, how it is said in the common words. Events that are not here are ignored. */
export type Dialect = Readonly<Record<string, (payload: Fields) => Translation>>;

export const as =
  (event: CommonEvent, translate: (payload: Fields) => Fields = (payload) => payload) =>
  (payload: Fields): Translation => ({ event, fields: translate(payload) });

/** Parses payloads that were cleaned. Where the hook program's argument names no event, the payload does. */
export function parserOf(agent: Agent, dialect: Dialect): PayloadParser {
  return (event, payload, atMs) => {
    const fields = fieldsOf(payload);
    const name = [event, fields['hook_event_name'], fields['hookEventName']].find((candidate) => typeof candidate === 'string' && Object.hasOwn(dialect, candidate));
    const translation = typeof name === 'string' ? dialect[name]?.(fields) : undefined;
    return translation && parseCommon(agent, translation.event, translation.fields, atMs);
  };
}

/** The payload with fields under further names, each where it has none of that name yet. */
export function renamed(payload: Fields, names: Readonly<Record<string, string>>): Fields {
  const added = Object.entries(names).filter(([from, to]) => payload[from] !== undefined && payload[to] === undefined);
  return added.length === 0 ? payload : { ...payload, ...Object.fromEntries(added.map(([from, to]) => [to, payload[from] ?? null])) };
}

/** What some agents hand over as JSON inside a string. */
export function unwrapped(value: Json | undefined): Json {
  if (typeof value !== 'string' || !/^\s*[[{]/.test(value)) return value ?? null;
  try {
    const parsed: Json = JSON.parse(value) as Json; // JSON.parse gives JSON.
    return parsed;
  } catch {
    return value; // Capped, or text that only looks like it.
  }
}

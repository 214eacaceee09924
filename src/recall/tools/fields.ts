import * as z from 'zod/mini';
import { UserFacingError } from '../../core/errors';
import { parseTime, TIME_FORMS } from '../../core/timeText';
import type { ToolSurroundings } from './tool';

const ALL_PROJECTS = 'all';

/** A part of a tool's input that may be left out, with what the model reads about it. */
export const text = (about: string, maxLength = 500) => z.optional(z.string().check(z.maxLength(maxLength), z.describe(about)));

export const oneOf = <const T extends readonly [string, ...string[]]>(values: T, about: string) => z.optional(z.enum(values).check(z.describe(about)));

export const count = (about: string, most: number) => z.optional(z.int().check(z.minimum(1), z.maximum(most), z.describe(about)));

export const memoryId = z.string().check(z.regex(/^(?:[os]\d{1,15}|p\d{1,9}\.\d{1,6})$/), z.describe('Id of a memory, such as o12 or s3, or of a prompt, such as p4.2'));

export const project = text('Leave out for the current project; "all" for every project, or the name of another one as results show it');
export const since = text('Only what happened after this: 2026-05-08, or 12h, 3d, 2w ago', 40);
export const until = text('Only what happened before this', 40);

/** The name that memories of the wanted project carry; none for those of all. */
export async function projectFilter(wanted: string | undefined, { api, folder }: ToolSurroundings): Promise<{ readonly project?: string }> {
  if (wanted !== undefined) return wanted === ALL_PROJECTS ? {} : { project: wanted };
  return folder === undefined ? {} : { project: (await api.project({ folder })).id };
}

export function timeFilter(times: { readonly since?: string | undefined; readonly until?: string | undefined }, nowMs: number): { readonly sinceMs?: number; readonly untilMs?: number } {
  const at = (name: 'since' | 'until'): number | undefined => {
    const said = times[name];
    if (said === undefined) return undefined;
    const atMs = parseTime(said, nowMs);
    if (atMs === undefined) throw new UserFacingError(`"${name}" takes ${TIME_FORMS}.`);
    return atMs;
  };
  const [sinceMs, untilMs] = [at('since'), at('until')];
  return { ...(sinceMs !== undefined && { sinceMs }), ...(untilMs !== undefined && { untilMs }) };
}

/** Without the parts that were left out. */
export function given<T extends object>(parts: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined)) as { [K in keyof T]: Exclude<T[K], undefined> };
}

/** Where was looked, in the words of an answer. */
export function whereText({ project: name }: { readonly project?: string }): string {
  return name === undefined ? 'in any project' : `of the project ${name}`;
}

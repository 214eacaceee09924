import { readFileSync } from 'node:fs';

/** A turn of a conversation. */
export interface Turn {
  readonly id: string;
  readonly session: number;
  readonly speaker: string;
  readonly text: string;
  readonly caption: string;
  readonly atMs: number;
}

export interface Question {
  readonly text: string;
  readonly category: string;
  /** Ids of the turns that answer it. */
  readonly evidence: readonly string[];
}

export interface Conversation {
  readonly name: string;
  readonly turns: readonly Turn[];
  readonly questions: readonly Question[];
}

/** Conversations with questions and their evidence, in LoCoMo's format. @throws Error when the file is not of that format */
export function readLocomo(file: string): Conversation[] {
  const samples: unknown = JSON.parse(readFileSync(file, 'utf8'));
  if (!Array.isArray(samples)) throw new Error(`${file} holds no list of conversations`);
  return samples.map((sample: unknown, index) => {
    const turns = turnsOf(field(sample, 'conversation'));
    const questions = list(field(sample, 'qa')).flatMap((qa) => questionOf(qa) ?? []);
    return { name: string(field(sample, 'sample_id')) || `conversation ${index + 1}`, turns, questions };
  });
}

function turnsOf(conversation: unknown): Turn[] {
  const turns: Turn[] = [];
  const sessions = Object.keys(typeof conversation === 'object' && conversation !== null ? conversation : {})
    .flatMap((name) => /^session_(\d+)$/.exec(name)?.[1] ?? [])
    .map(Number)
    .sort((a, b) => a - b);
  for (const session of sessions) {
    const atMs = timeOf(string(field(conversation, `session_${session}_date_time`))) ?? session * 86_400_000;
    for (const [place, turn] of list(field(conversation, `session_${session}`)).entries()) {
      const [id] = turnIds(string(field(turn, 'dia_id')));
      turns.push({ id: id ?? `${session}:${place + 1}`, session, speaker: string(field(turn, 'speaker')), text: string(field(turn, 'text')), caption: string(field(turn, 'blip_caption')), atMs: atMs + place * 1000 });
    }
  }
  return turns;
}

function questionOf(qa: unknown): Question | undefined {
  const evidence = [...new Set(list(field(qa, 'evidence')).flatMap((one) => turnIds(string(one))))];
  if (evidence.length === 0) return undefined;
  return { text: string(field(qa, 'question')), category: String(field(qa, 'category')), evidence };
}

/** `D8:6; D9:17` and `D:11:26` are found in the data, too. */
function turnIds(text: string): string[] {
  return [...text.matchAll(/D:?(\d+):(\d+)/g)].map(([, session, place]) => `${Number(session)}:${Number(place)}`);
}

/** `1:56 pm on 8 May, 2023` */
function timeOf(text: string): number | undefined {
  const match = /^(\d+):(\d+) (am|pm) on (\d+ \w+),? (\d+)$/i.exec(text.trim());
  if (!match) return undefined;
  const [, hour = '', minute = '', half = '', day = '', year = ''] = match;
  const dayMs = Date.parse(`${day} ${year}`);
  return Number.isNaN(dayMs) ? undefined : dayMs + (((Number(hour) % 12) + (half.toLowerCase() === 'pm' ? 12 : 0)) * 60 + Number(minute)) * 60_000;
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function string(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

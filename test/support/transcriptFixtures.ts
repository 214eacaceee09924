import { join } from 'node:path';
import { parseHookEvent } from '../../src/agents/parseHookEvent';
import { allTranscripts } from '../../src/agents/transcript/allTranscripts';
import type { Agent, HookEvent } from '../../src/core/hookEvent';
import type { TranscriptEvent, TranscriptFile, Transcripts } from '../../src/core/transcript';
import { cleanPayload } from '../../src/ingest/clean';
import { secretCleaner } from '../../src/ingest/secretCleaner';

/** A home folder with a short session of each agent, in the agents' own formats. */
export const FIXTURE_HOME = join(__dirname, '../fixtures/transcripts/home');

export function fixtureTranscripts(home = FIXTURE_HOME): readonly Transcripts[] {
  return allTranscripts({ home, environment: {} });
}

export async function fixtureFiles(agent: Agent, home = FIXTURE_HOME): Promise<readonly (TranscriptFile & { readonly of: Transcripts })[]> {
  const found = await Promise.all(fixtureTranscripts(home).filter((of) => of.agent === agent).map(async (of) => (await of.find()).map((file) => ({ ...file, of }))));
  return found.flat().sort((a, b) => a.file.localeCompare(b.file));
}

export async function eventsIn(events: AsyncIterable<TranscriptEvent>): Promise<TranscriptEvent[]> {
  const all: TranscriptEvent[] = [];
  for await (const event of events) all.push(event);
  return all;
}

/** The event as the owner takes it. */
export function takenFrom({ agent, event, atMs, payload }: TranscriptEvent): HookEvent {
  const taken = parseHookEvent({ agent, event, atMs, payload: cleanPayload(payload, () => secretCleaner) });
  if (!taken) throw new Error(`${event} is ignored`);
  return taken;
}

/** A line of an event, to compare. */
export function told(event: HookEvent): string {
  const subagent = event.subagent === undefined ? '' : ` by ${event.subagent.type} ${event.subagent.id}`;
  const time = new Date(event.atMs).toISOString().slice(14, 19);
  switch (event.kind) {
    case 'prompt':
      return `${time} prompt: ${event.text}`;
    case 'toolUse':
      return `${time}${subagent} ${event.toolUseId ?? '-'} ${event.toolUse.name} ${JSON.stringify(event.toolUse.input)} → ${event.toolUse.error === undefined ? JSON.stringify(event.toolUse.response) : `failed: ${event.toolUse.error}`}`;
    case 'stop':
    case 'subagentStop':
      return `${time}${subagent} ${event.kind}: ${event.lastAssistantMessage}`;
    case 'preCompact':
      return `${time} preCompact ${event.trigger}`;
    case 'sessionStart':
    case 'sessionEnd':
    case 'assistantMessage':
      return `${time} ${event.kind}`;
  }
}

import { randomUUID } from 'node:crypto';
import { isAbsolute } from 'node:path';
import { type RecordedEvent, readRecording } from '../replay/recording';
import { replay } from '../replay/replay';
import { surroundings } from './surroundings';

const RECORDED_PROJECT = '/home/dev/shop-api';

/**
 * Gives a recorded session to the hook program as a new session of a project of that name. All host tests share one
 * memory: a project of its own keeps a test independent of the others.
 *
 * @param project its name, or a folder that is there
 * @param upTo how many events to send; all when absent
 */
export async function replayRecording(name: string, project: string, upTo?: number): Promise<void> {
  const events = (await readRecording(surroundings.recording(name))).slice(0, upTo);
  const sessions = new Map<string, string>();
  const renamed = events.map((event) => asNewSession(event, project, sessions));
  await replay(renamed, { hook: surroundings.hook, env: process.env, gapMs: 0 });
}

function asNewSession(event: RecordedEvent, project: string, sessions: Map<string, string>): RecordedEvent {
  const recorded = String(event.payload['session_id']);
  const session = sessions.get(recorded) ?? randomUUID();
  sessions.set(recorded, session);
  const text = JSON.stringify(event.payload).replaceAll(RECORDED_PROJECT, isAbsolute(project) ? project : `/home/dev/${project}`).replaceAll(recorded, session);
  return { ...event, payload: JSON.parse(text) as Record<string, unknown> };
}

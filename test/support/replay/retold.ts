import { randomUUID } from 'node:crypto';
import { isAbsolute } from 'node:path';
import type { RecordedEvent } from './recording';

const RECORDED_PROJECT = '/home/dev/shop-api';

/** Recorded events as those of new sessions in another project. @param project its name, or a folder that is there */
export function retold(events: readonly RecordedEvent[], project: string): RecordedEvent[] {
  const folder = isAbsolute(project) ? project : `/home/dev/${project}`;
  const sessions = new Map<string, string>();
  return events.map((event) => {
    const recorded = String(event.payload['session_id']);
    const session = sessions.get(recorded) ?? randomUUID();
    sessions.set(recorded, session);
    const text = JSON.stringify(event.payload).replaceAll(RECORDED_PROJECT, folder).replaceAll(recorded, session);
    return { ...event, payload: JSON.parse(text) as Record<string, unknown> };
  });
}

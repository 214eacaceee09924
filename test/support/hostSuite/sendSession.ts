import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { parseRecording } from '../replay/parseRecording';
import { replay } from '../replay/replay';
import { surroundings } from './surroundings';

export interface SentSession {
  readonly agentSessionId: string;
  readonly cwd: string;
  readonly toolUses: number;
}

export interface Sending {
  /** The last part of the project's path. */
  readonly project: string;
  /** Events to send; all when absent. */
  readonly upTo?: number;
  readonly gapMs?: number;
}

/** Gives a recorded session to the built hook program, as an agent would, as a new session of a project of its own. */
export async function sendSession(recording: string, { project, upTo, gapMs = 0 }: Sending): Promise<SentSession> {
  const agentSessionId = randomUUID();
  const cwd = `/home/dev/${project}`;
  const recorded = parseRecording(await readFile(surroundings.recording(recording), 'utf8')).slice(0, upTo);
  const events = recorded.map((event) => ({ ...event, payload: { ...event.payload, session_id: agentSessionId, cwd } }));
  // The extension host of a desktop VS Code is an Electron that has to be told to be Node.
  await replay(events, { hook: surroundings.hook, env: { ...process.env, RECOLLECT_HOME: surroundings.recollectHome, ELECTRON_RUN_AS_NODE: '1' }, gapMs });
  return { agentSessionId, cwd, toolUses: events.filter((event) => event.name.startsWith('PostToolUse')).length };
}

import { readRecording } from '../replay/recording';
import { replay } from '../replay/replay';
import { retold } from '../replay/retold';
import { surroundings } from './surroundings';

/**
 * Gives a recorded session to the hook program as a new session of a project of that name. All host tests share one
 * memory: a project of its own keeps a test independent of the others.
 *
 * @param project its name, or a folder that is there
 * @param upTo how many events to send; all when absent
 */
export async function replayRecording(name: string, project: string, upTo?: number): Promise<void> {
  const events = (await readRecording(surroundings.recording(name))).slice(0, upTo);
  await replay(retold(events, project), { hook: surroundings.hook, env: process.env, gapMs: 0 });
}

import { readRecording } from '../replay/recording';
import { replay } from '../replay/replay';
import { surroundings } from './surroundings';

/** Gives a recorded session to the hook program, in this VS Code's surroundings. */
export async function replayRecording(name: string): Promise<void> {
  await replay(await readRecording(surroundings.recording(name)), { hook: surroundings.hook, env: process.env, gapMs: 0 });
}

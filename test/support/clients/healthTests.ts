import { readRecording } from '../replay/recording';
import { replay } from '../replay/replay';
import { recordingFile } from '../vscodeHost/repository';

/** What a person asks when the tests of an earlier session fail again, and what is told beside it. */
export const ABOUT_HEALTH_TESTS = 'The health tests fail again with 204, can you fix them?';
/** In the letters in which it was remembered. */
export const MEMORY_OF_HEALTH_TESTS = /memories that may concern this prompt[^]*: (?:Tests|Fixed:) [^]{1,160} – /;

/** Tells of recorded sessions that worked at them, as if they had been in this project. */
export async function rememberHealthTests(hook: string, env: NodeJS.ProcessEnv, project: string): Promise<void> {
  for (const recording of ['01-basic.jsonl', '03-subagent.jsonl']) {
    const events = await readRecording(recordingFile(recording));
    await replay(events.map((event) => ({ ...event, payload: { ...event.payload, cwd: project } })), { hook, env, gapMs: 0 });
  }
}

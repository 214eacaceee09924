import { setTimeout as sleep } from 'node:timers/promises';
import type { RecordedEvent } from './recording';
import { runHook } from './runHook';

export interface ReplayOptions {
  readonly hook: string;
  readonly env: NodeJS.ProcessEnv;
  /** Between two events; an agent's own pace is seconds. */
  readonly gapMs: number;
  readonly onEvent?: (event: RecordedEvent) => void;
}

/** Gives recorded events to the hook program one by one, as the agent did. */
export async function replay(events: readonly RecordedEvent[], options: ReplayOptions): Promise<void> {
  for (const event of events) {
    options.onEvent?.(event);
    const { exitCode, stderr } = await runHook(options.hook, event.name, event.payload, options.env);
    if (exitCode !== 0) throw new Error(`the hook ended with ${exitCode} at ${event.name}: ${stderr}`);
    await sleep(options.gapMs);
  }
}

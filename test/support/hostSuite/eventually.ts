import { setTimeout as sleep } from 'node:timers/promises';

const POLL_MS = 50;
const TIMEOUT_MS = 15_000;

/** Asks again and again until the answer fits; gives it. */
export async function eventually<T>(ask: () => Promise<T> | T, fits: (answer: T) => boolean, timeoutMs = TIMEOUT_MS): Promise<T> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const answer = await ask();
    if (fits(answer)) return answer;
    if (Date.now() > deadline) throw new Error(`after ${timeoutMs / 1000} s it is still ${JSON.stringify(answer)}`);
    await sleep(POLL_MS);
  }
}

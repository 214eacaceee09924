import type { Clock } from './ports';

export const systemClock: Clock = {
  nowMs: () => Date.now(),
  setTimer(callback, delayMs) {
    const timer = setTimeout(callback, Math.min(delayMs, 2 ** 31 - 1));
    return { dispose: () => clearTimeout(timer) };
  },
};

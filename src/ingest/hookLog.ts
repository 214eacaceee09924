import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import type { HomePaths } from './home';

const MAX_BYTES = 256 * 1024;

/** One line: when, which event, what happened. Never any of a payload's text. */
export function logHook(paths: HomePaths, event: string, what: string): void {
  try {
    const line = `${new Date().toISOString()} ${oneLine(event).slice(0, 60) || '-'} ${oneLine(what).slice(0, 500)}\n`;
    mkdirSync(paths.folder, { recursive: true, mode: 0o700 });
    const size = statSync(paths.hookLog, { throwIfNoEntry: false })?.size ?? 0;
    if (size + line.length > MAX_BYTES) renameSync(paths.hookLog, `${paths.hookLog}.1`);
    appendFileSync(paths.hookLog, line, { mode: 0o600 });
  } catch {
    // There is nobody left to tell: the agent must not be disturbed.
  }
}

// eslint-disable-next-line no-control-regex -- a line of the log must stay one line
const oneLine = (text: string): string => text.replace(/[\0-\x1f\x7f]+/g, ' ').trim();

import { spawn } from 'node:child_process';
import type { OpenThings } from '../test/support/vscodeHost/openThings';
import { endGroup } from '../test/support/vscodeHost/processGroup';

const GRACE_MS = 20_000;

/** Runs an npm script; true when it succeeded. It is ended, with its children, when its time is over or `open` closes. */
export async function runStage(script: string, timeoutMs: number, open: OpenThings): Promise<boolean> {
  const child = spawn('npm', ['run', '--silent', script], { stdio: ['ignore', 'inherit', 'inherit'], detached: true });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  open.add(() => endGroup(child, GRACE_MS));
  const timer = setTimeout(() => {
    console.error(`${script} did not end within ${timeoutMs / 1000} s`);
    void endGroup(child, GRACE_MS);
  }, timeoutMs);
  try {
    return (await ended) === 0;
  } finally {
    clearTimeout(timer);
  }
}

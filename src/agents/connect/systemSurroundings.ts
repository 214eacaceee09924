import { execFile } from 'node:child_process';
import { homedir } from 'node:os';
import { promisify } from 'node:util';
import type { Surroundings } from './surroundings';

const PATIENCE_MS = 5_000;
const run = promisify(execFile);

/** This machine, for this user. */
export function systemSurroundings(recollectHome: string): Surroundings {
  return {
    home: homedir(),
    recollectHome,
    environment: process.env,
    platform: process.platform,
    nowMs: Date.now,
    async versionOf(program) {
      try {
        return (await run(program, ['--version'], { timeout: PATIENCE_MS })).stdout;
      } catch {
        return undefined; // Not there, or not in a state to say.
      }
    },
  };
}

import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Where agents and their files are; tests have a home of their own. */
export interface Surroundings {
  /** The user's home folder. */
  readonly home: string;
  /** Recollect's own folder: `~/.recollect`. */
  readonly recollectHome: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly platform: NodeJS.Platform;
  readonly nowMs: () => number;
  /** What `PROGRAM --version` prints; undefined when it cannot be run. */
  readonly versionOf: (program: string) => Promise<string | undefined>;
}

/** An agent's own folder: as its environment variable says, else in the home folder. */
export function agentFolder({ environment, home }: Pick<Surroundings, 'environment' | 'home'>, variable: string, name: string): string {
  const set = environment[variable];
  return set === undefined || set === '' ? join(home, name) : set;
}

export function isOnPath({ environment, platform }: Surroundings, program: string): boolean {
  const names = platform === 'win32' ? [`${program}.exe`, `${program}.cmd`] : [program];
  const folders = (environment['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  return folders.some((folder) => names.some((name) => existsSync(join(folder, name))));
}

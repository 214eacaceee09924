// What a window is without VS Code: a link to the owner that becomes the owner when there is none. Prints a line at each change.
import type { Logger } from '../../../src/core/ports';
import { DEFAULT_PROVIDER_SETTINGS } from '../../../src/core/settings';
import { homePaths } from '../../../src/ingest/home';
import { OwnerLink } from '../../../src/link/ownerLink';

export interface LinkProgramStart {
  readonly home: string;
  readonly dataFolder: string;
  readonly ownerProgram: string;
  readonly wasmFile: string;
  readonly version: string;
}

const start = JSON.parse(process.argv[2] ?? '') as LinkProgramStart;
const silent = (): void => undefined;
const say = (message: string): void => void process.stderr.write(`${process.pid} ${message}\n`);
const log: Logger = { trace: silent, debug: silent, info: silent, warn: say, error: say };

const link = new OwnerLink({
  home: homePaths({ RECOLLECT_HOME: start.home }),
  ownerProgram: start.ownerProgram,
  wasmFile: start.wasmFile,
  version: start.version,
  defaultDataFolder: start.dataFolder,
  chosenDataFolder: () => '',
  settings: async () => ({ provider: DEFAULT_PROVIDER_SETTINGS, payloadRetentionDays: 0 }),
  log,
});
let last = '';
link.onDidChange(() => {
  const state = JSON.stringify({ isOwner: link.isOwner, owner: link.current?.owner.pid ?? null, version: link.current?.owner.version ?? null });
  if (state !== last) process.stdout.write(`${state}\n`);
  last = state;
});
link.start();
process.on('SIGTERM', () => void link.close().then(() => process.exit(0)));

// An owner in a process of its own that ends itself where it is told; prints one JSON line when it accepts events.
import type { Logger } from '../../../src/core/ports';
import type { SessionManagerOptions } from '../../../src/core/sessionManager';
import type { OwnerSettings } from '../../../src/core/settings';
import { homePaths } from '../../../src/ingest/home';
import { startOwner } from '../../../src/services';
import type { SnapshotThresholds } from '../../../src/storage/snapshotPlan';
import { killingFs, type KillPoint } from './killingFs';

export interface OwnerProgramStart {
  readonly home: string;
  readonly dataFolder: string;
  readonly wasmFile: string;
  readonly settings: OwnerSettings;
  readonly version?: string;
  readonly thresholds?: Partial<SnapshotThresholds>;
  readonly sessionManager?: SessionManagerOptions;
  readonly kill?: KillPoint;
  readonly verbose?: boolean;
}

const start = JSON.parse(process.argv[2] ?? '') as OwnerProgramStart;
const silent = (): void => undefined;
const say = (message: string): void => void process.stderr.write(`${process.pid} ${message}\n`);
const info = start.verbose === true ? say : silent;
const log: Logger = { trace: silent, debug: info, info, warn: info, error: say };

async function main(): Promise<void> {
  const owner = await startOwner({
    home: homePaths({ RECOLLECT_HOME: start.home }),
    dataFolder: start.dataFolder,
    wasmFile: start.wasmFile,
    version: start.version ?? '0.1.0',
    settings: start.settings,
    log,
    fs: killingFs(start.kill),
    ...(start.thresholds && { thresholds: start.thresholds }),
    ...(start.sessionManager && { sessionManager: start.sessionManager }),
    onEnd: (reason) => {
      process.stdout.write(`${JSON.stringify({ ended: reason })}\n`);
      process.exit(0);
    },
  });
  process.stdout.write(`${JSON.stringify({ ready: true, socket: owner.socket, generation: owner.generation })}\n`);
  process.on('SIGTERM', () => void owner.close().then(() => process.exit(0)));
}

main().catch((error: unknown) => {
  process.stdout.write(`${JSON.stringify({ failed: error instanceof Error ? error.name : String(error) })}\n`);
  process.exit(1);
});

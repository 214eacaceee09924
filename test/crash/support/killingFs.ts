import { type DurableFs, nodeFs } from '../../../src/storage/durableFs';

export type KillOperation = 'append' | 'sync' | 'truncate' | 'createExclusive' | 'rename' | 'remove' | 'syncFile' | 'syncFolder';

/** Where a process ends itself: at the nth call of an operation, before it is done or right after. */
export interface KillPoint {
  readonly operation: KillOperation;
  readonly call: number;
  readonly after: boolean;
}

/** The real file system, in a process that ends itself at `point`; nothing of it runs after that. */
export function killingFs(point: KillPoint | undefined): DurableFs {
  let calls = 0;
  const guarded = <T>(operation: KillOperation, run: () => T): T => {
    const isPoint = operation === point?.operation && calls++ === point.call;
    if (isPoint && !point.after) end();
    const result = run();
    if (isPoint) end();
    return result;
  };
  return {
    ...nodeFs,
    createExclusive: (path) =>
      guarded('createExclusive', () => {
        const file = nodeFs.createExclusive(path);
        return {
          append: (bytes) => guarded('append', () => file.append(bytes)),
          sync: () => guarded('sync', () => file.sync()),
          truncate: (size) => guarded('truncate', () => file.truncate(size)),
          close: () => file.close(),
        };
      }),
    rename: (from, to) => guarded('rename', () => nodeFs.rename(from, to)),
    remove: (file) => guarded('remove', () => nodeFs.remove(file)),
    syncFile: (file) => guarded('syncFile', () => nodeFs.syncFile(file)),
    syncFolder: (folder) => guarded('syncFolder', () => nodeFs.syncFolder(folder)),
  };
}

function end(): never {
  process.kill(process.pid, 'SIGKILL');
  // The signal takes a moment; nothing may happen in it.
  for (;;) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
}

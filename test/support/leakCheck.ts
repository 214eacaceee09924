import { getActiveResourcesInfo } from 'node:process';
import type { RootHookObject } from 'mocha';

/** Resources that keep a process alive and that a test must have closed by its end. */
const LEAKS = new Set(['Timeout', 'TCPServerWrap', 'PipeServerWrap', 'TCPSocketWrap', 'PipeWrap', 'MessagePort', 'FSEventWrap']);

function leaks(): Map<string, number> {
  const counts = new Map<string, number>();
  for (const name of getActiveResourcesInfo()) if (LEAKS.has(name)) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}

let before = new Map<string, number>();

/** Fails any test that leaves a timer, socket or server alive. */
export const mochaHooks: RootHookObject = {
  async beforeEach() {
    // Mocha has a timer of its own once a hook is asynchronous: count it both before and after.
    await new Promise<void>((resolve) => setImmediate(resolve));
    before = leaks();
  },
  async afterEach() {
    // A closing handle is gone a few turns of the event loop later.
    for (let turn = 0; turn < 50; turn++) {
      await new Promise<void>((resolve) => setImmediate(resolve));
      const left = [...leaks()].filter(([name, count]) => count > (before.get(name) ?? 0));
      if (left.length === 0) return;
      if (turn === 49) throw new Error(`the test left open: ${left.map(([name, count]) => `${count} ${name}`).join(', ')}`);
    }
  },
};

import { readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';

const POLL_MS = 200;
const homeInfo = z.object({ socket: z.string() });

/** Resolves when an owner accepts connections at the socket that home.json names; rejects when the time is over. */
export async function waitForOwner(recollectHome: string, timeoutMs: number): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  while (!(await hasOwner(recollectHome))) {
    if (Date.now() > deadline) throw new Error(`no owner answers for ${recollectHome} after ${timeoutMs / 1000} s`);
    await sleep(POLL_MS);
  }
}

async function hasOwner(recollectHome: string): Promise<boolean> {
  try {
    const { socket } = homeInfo.parse(JSON.parse(await readFile(join(recollectHome, 'home.json'), 'utf8')));
    return await accepts(socket);
  } catch {
    return false; // Not written yet.
  }
}

async function accepts(socket: string): Promise<boolean> {
  return new Promise((resolve) => {
    const connection = connect(socket);
    connection.once('connect', () => {
      connection.destroy();
      resolve(true);
    });
    connection.once('error', () => resolve(false));
  });
}

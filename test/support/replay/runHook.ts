import { spawn } from 'node:child_process';

export interface HookRun {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the hook program as an agent does: event name as the argument, payload on stdin. In a desktop VS Code this process is Electron. */
export async function runHook(hook: string, eventName: string, payload: unknown, env: NodeJS.ProcessEnv): Promise<HookRun> {
  const child = spawn(process.execPath, [hook, eventName], { env: { ...env, ELECTRON_RUN_AS_NODE: '1' }, stdio: 'pipe' });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (stdout += chunk));
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (stderr += chunk));
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  child.stdin.on('error', () => {}); // A hook that ends early is its own affair; its exit code tells.
  child.stdin.end(JSON.stringify(payload));
  return { exitCode: await ended, stdout, stderr };
}

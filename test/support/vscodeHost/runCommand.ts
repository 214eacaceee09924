import { spawn } from 'node:child_process';

export interface CommandResult {
  readonly exitCode: number;
  /** stdout and stderr as they came. */
  readonly output: string;
}

/** Runs a program to its end with no stdin. Output is collected, and shown as it comes when `show` is set. */
export async function runCommand(program: string, args: readonly string[], options: { cwd?: string; env?: NodeJS.ProcessEnv; show?: boolean } = {}): Promise<CommandResult> {
  const child = spawn(program, args, { cwd: options.cwd, env: options.env ?? process.env, stdio: ['ignore', 'pipe', 'pipe'] });
  const chunks: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8');
    stream.on('data', (chunk: string) => {
      chunks.push(chunk);
      if (options.show) process.stdout.write(chunk);
    });
  }
  const exitCode = await new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? 1));
  });
  return { exitCode, output: chunks.join('') };
}

/** The same for a command that must succeed. */
export async function mustRun(program: string, args: readonly string[], options: Parameters<typeof runCommand>[2] = {}): Promise<string> {
  const { exitCode, output } = await runCommand(program, args, options);
  if (exitCode !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${exitCode}:\n${output.slice(-4000)}`);
  return output;
}

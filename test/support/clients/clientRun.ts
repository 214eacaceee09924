import { type ChildProcess, spawn } from 'node:child_process';
import { signalGroup } from '../vscodeHost/processGroup';

/** A client that runs: its process group ends with it. */
export class ClientRun {
  readonly ended: Promise<{ readonly exitCode: number | null; readonly output: string }>;
  private readonly child: ChildProcess;
  private output = '';

  constructor(program: string, words: readonly string[], options: { readonly cwd: string; readonly env: NodeJS.ProcessEnv }) {
    const child = spawn(program, words, { ...options, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
    this.child = child;
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (chunk: string) => (this.output += chunk));
    this.ended = new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (exitCode) => resolve({ exitCode, output: this.output }));
    });
  }

  /** At once, with all that it has started: what npm links may be but the starter of the client. */
  async kill(): Promise<void> {
    if (this.child.pid !== undefined) signalGroup(this.child.pid, 'SIGKILL');
    await this.ended;
  }
}

import { join } from 'node:path';
import { AgentModel, type ModelStep, say, use } from './agentModel';
import { ClientMachine } from './clientMachine';
import { ClientRun } from './clientRun';
import { installClient } from './installClient';
import type { RealClient } from './realClient';

/** A real client on a machine of its own, with a model that plays to it. */
export class ClientBench {
  private readonly runs: ClientRun[] = [];

  private constructor(
    readonly client: RealClient,
    readonly machine: ClientMachine,
    readonly model: AgentModel,
    readonly program: string,
  ) {}

  /** @returns why not, where the client cannot be installed here */
  static async open(client: RealClient): Promise<ClientBench | string> {
    const installed = await installClient(client.package);
    if ('missing' in installed) return installed.missing;
    const machine = new ClientMachine(installed.folder);
    await machine.prepare();
    const model = await new AgentModel(client.wire).listen();
    for (const [file, text] of Object.entries(client.settings(model.baseUrl, machine.project))) machine.write(file, text);
    return new ClientBench(client, machine, model, join(installed.folder, client.package.program));
  }

  get environment(): NodeJS.ProcessEnv {
    return { ...this.machine.environment, ...this.client.environment(this.model.baseUrl) };
  }

  /** Three tool uses, of which the last fails, and a last word. */
  story(file: string): readonly ModelStep[] {
    const { write, run, read } = this.client.calls;
    return [
      use(write(join(this.machine.project, 'src', file), `export const answer = '${file}';\n`), read(join(this.machine.project, 'package.json'))),
      use(run('cat no-such-file')),
      say(`${file} is there.`),
    ];
  }

  start(words: readonly string[], more: NodeJS.ProcessEnv = {}): ClientRun {
    const run = new ClientRun(this.program, words, { cwd: this.machine.project, env: { ...this.environment, ...more } });
    this.runs.push(run);
    return run;
  }

  /** A whole session with one prompt. @throws with what the client said when it fails */
  async session(prompt: string, steps: readonly ModelStep[], options: { readonly isResumed?: boolean; readonly env?: NodeJS.ProcessEnv } = {}): Promise<void> {
    this.model.play(...steps);
    const words = options.isResumed === true ? this.client.resumeWords(prompt) : this.client.words(prompt);
    const { exitCode, output } = await this.start(words, options.env).ended;
    if (exitCode !== 0 || this.model.requests.length !== steps.length) throw new Error(`the client ended with ${String(exitCode)} after ${this.model.requests.length} of ${steps.length} steps:\n${output.slice(-4000)}`);
  }

  async close(): Promise<void> {
    for (const run of this.runs) await run.kill();
    await this.machine.remove();
    await this.model.close();
  }
}

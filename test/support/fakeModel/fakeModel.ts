import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createVSIX } from '@vscode/vsce';
import { build } from 'esbuild';
import { z } from 'zod';
import { startControlServer } from '../vscodeHost/controlServer';
import type { OpenThings } from '../vscodeHost/openThings';
import { REPOSITORY } from '../vscodeHost/repository';
import { ADDRESS_VARIABLE, COMMANDS, MODEL, modelRequest, type ModelReply, type ModelRequest, outcome, type Outcome, type Task, VENDOR } from './protocol';

/** Settings with which VS Code's agent works with it, without a sign-in. */
export const AGENT_SETTINGS = { 'chat.disableAIFeatures': false, 'chat.agent.enabled': true };

const AGENT_EXTENSION = 'GitHub.copilot-chat';
const POLL_MS = 200;
const DONE: ModelReply = { kind: 'text', text: 'Done.' };
/** A reply that never comes. */
export const NEVER = { kind: 'never' } as const;

/**
 * A language model in a real VS Code: an extension, to be installed there, asks this object for its answers and runs commands for
 * it. Requests that offer no tools (a chat's title, a progress text) are answered by themselves.
 */
export class FakeModel {
  /** The requests of agents, in their order. */
  readonly requests: ModelRequest[] = [];
  /** What is answered to the next requests; then that all is done. */
  readonly replies: (ModelReply | typeof NEVER)[] = [];
  private readonly tasks: { readonly task: Task; readonly done: (outcome: Outcome) => void }[] = [];
  private running: ((outcome: Outcome) => void) | undefined;
  private waiting: (() => void) | undefined;

  private constructor(
    readonly vsix: string,
    private address: string,
  ) {}

  static async create(open: OpenThings): Promise<FakeModel> {
    const model = new FakeModel(await packExtension(open), '');
    model.address = await startControlServer(open, (action, body) => model.answer(action, body));
    return model;
  }

  /** For the VS Code in which the extension is installed. */
  get environment(): NodeJS.ProcessEnv {
    return { [ADDRESS_VARIABLE]: this.address };
  }

  /** Runs a command of VS Code in the window. @throws what the command throws */
  async run(command: string, ...rest: readonly unknown[]): Promise<unknown> {
    const { result, error } = await new Promise<Outcome>((done) => {
      this.tasks.push({ task: { command, arguments: [...rest] }, done });
      this.waiting?.();
    });
    if (error !== undefined) throw new Error(`${command}: ${error}`);
    return result;
  }

  /** Waits until VS Code's agent can be asked: its extension is one that nobody signed in to uses. */
  async prepareAgent(timeoutMs: number): Promise<void> {
    const untilMs = Date.now() + timeoutMs;
    await this.run('workbench.extensions.action.enableAll');
    while ((await this.run(COMMANDS.isActive, AGENT_EXTENSION)) !== true) {
      if (Date.now() > untilMs) throw new Error(`${AGENT_EXTENSION} did not start`);
      await sleep(POLL_MS);
    }
  }

  async configure(setting: string, value: unknown): Promise<void> {
    await this.run(COMMANDS.configure, setting, value);
  }

  async toolNames(): Promise<readonly string[]> {
    return z.array(z.string()).parse(await this.run(COMMANDS.toolNames));
  }

  /** Resolves when agents have made this many requests. */
  async asked(count: number): Promise<void> {
    while (this.requests.length < count) await sleep(POLL_MS);
  }

  /** A turn of VS Code's agent, in a new chat; resolves when it is over, or waits for the person. */
  async agentTurn(query: string): Promise<void> {
    await this.run('workbench.action.chat.newChat');
    await this.run('workbench.action.chat.open', { query, mode: 'agent', modelSelector: { vendor: VENDOR, id: MODEL }, blockOnResponse: true });
  }

  private async answer(action: string, body: unknown): Promise<unknown> {
    switch (action) {
      case 'request': {
        const request = modelRequest.parse(body);
        if (request.tools.length === 0) return DONE;
        this.requests.push(request);
        const reply = this.replies.shift() ?? DONE;
        return reply.kind === 'never' ? new Promise(() => undefined) : reply;
      }
      case 'nextTask': {
        // Of a window that is gone the question stays unanswered: the newest window's is the one.
        while (this.tasks.length === 0) await new Promise<void>((resolve) => (this.waiting = resolve));
        const next = this.tasks.shift();
        this.running = next?.done;
        return next?.task;
      }
      case 'taskDone':
        this.running?.(outcome.parse(body));
        return undefined;
      default:
        throw new Error(`the fake model knows no action ${action}`);
    }
  }
}

async function packExtension(open: OpenThings): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'rcl-model-'));
  open.add(() => rm(folder, { recursive: true, force: true }));
  const manifest = {
    name: 'fake-model', displayName: 'Fake model', description: 'A language model for tests.', publisher: 'recollect-test', version: '1.0.0', license: 'Apache-2.0', repository: 'none',
    engines: { vscode: '^1.101.0' }, main: './extension.js', activationEvents: ['onStartupFinished'],
    contributes: { languageModelChatProviders: [{ vendor: VENDOR, displayName: 'Fake' }] },
  };
  await writeFile(join(folder, 'package.json'), JSON.stringify(manifest));
  await writeFile(join(folder, 'LICENSE'), 'Apache-2.0');
  await writeFile(join(folder, 'README.md'), 'For tests.');
  await writeFile(join(folder, '.vscodeignore'), '**\n!package.json\n!extension.js\n!README.md\n!LICENSE\n');
  await build({ entryPoints: [join(REPOSITORY, 'test/support/fakeModel/extension.ts')], outfile: join(folder, 'extension.js'), bundle: true, platform: 'node', format: 'cjs', target: 'node20', external: ['vscode'], logLevel: 'error' });
  const vsix = join(folder, 'fake-model.vsix');
  await createVSIX({ cwd: folder, packagePath: vsix, dependencies: false, allowMissingRepository: true });
  return vsix;
}

import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, readlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { allAdapters } from '../../src/agents/allAdapters';
import type { Surroundings } from '../../src/agents/connect/surroundings';
import type { AgentAdapter, ConnectAction, FileChange } from '../../src/core/agentAdapter';
import type { Agent } from '../../src/core/hookEvent';
import { removeFolder, temporaryFolder } from './temporaryFolder';

/** A machine with agents on it, in a folder of its own. */
export class AgentMachine {
  private readonly root = temporaryFolder();
  readonly home = join(this.root, 'home');
  readonly recollectHome = join(this.root, 'recollect');
  nowMs = 1_000;
  claudeVersion: string | undefined;
  readonly surroundings: Surroundings;

  constructor(platform: NodeJS.Platform = 'linux') {
    mkdirSync(this.home);
    this.surroundings = { home: this.home, recollectHome: this.recollectHome, environment: {}, platform, nowMs: () => this.nowMs, versionOf: async () => this.claudeVersion };
  }

  adapter(id: Agent): AgentAdapter {
    const adapter = allAdapters(this.surroundings).find((candidate) => candidate.id === id);
    if (adapter === undefined) throw new Error(`no adapter ${id}`);
    return adapter;
  }

  async run(id: Agent, action: ConnectAction): Promise<readonly FileChange[]> {
    const adapter = this.adapter(id);
    const changes = await adapter.plan(action);
    await adapter.apply(action, changes);
    return changes;
  }

  write(path: string, text: string): string {
    const file = join(this.home, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    return file;
  }

  read(path: string): string {
    return readFileSync(join(this.home, path), 'utf8');
  }

  has(path: string): boolean {
    return existsSync(join(this.home, path));
  }

  /** Every file, folder and link of the home folder, with mode and content. */
  tree(): readonly string[] {
    return readdirSync(this.home, { recursive: true, encoding: 'utf8' })
      .sort()
      .map((path) => {
        const stat = lstatSync(join(this.home, path));
        const content = stat.isSymbolicLink() ? readlinkSync(join(this.home, path)) : stat.isDirectory() ? '' : this.read(path);
        return `${path} ${stat.mode.toString(8)} ${content}`;
      });
  }

  remove(): void {
    removeFolder(this.root);
  }
}

/** Where each agent has its hooks when nothing else is known of it. */
export const HOOK_FILES = {
  'claude-code': '.claude/settings.json',
  copilot: '.copilot/hooks/recollect.json',
  'gemini-cli': '.gemini/settings.json',
  codex: '.codex/hooks.json',
  cursor: '.cursor/hooks.json',
} as const;
export type FileAgent = keyof typeof HOOK_FILES;
export const FILE_AGENTS = Object.keys(HOOK_FILES) as FileAgent[];

/** Where those agents that have them elsewhere than their hooks have the servers of tools. */
export const SERVER_FILES = {
  copilot: '.copilot/mcp-config.json',
  'gemini-cli': HOOK_FILES['gemini-cli'],
  cursor: '.cursor/mcp.json',
} as const;
export type ServedAgent = keyof typeof SERVER_FILES;
export const SERVED_AGENTS = Object.keys(SERVER_FILES) as ServedAgent[];

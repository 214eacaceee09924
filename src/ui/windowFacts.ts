import type { AgentConnections, AgentStanding } from '../core/agentConnections';
import type { RecollectClient } from '../core/api';
import { messageOf } from '../core/errors';
import type { Disposable, Logger } from '../core/ports';
import { Refresher } from './refresher';

const REFRESH_INTERVAL_MS = 2_000;

/** What only this window knows: the agents of its machine, and whether what happens in its folder is recorded. */
export interface KnownHere {
  /** Undefined until they were looked for. */
  readonly agents: readonly AgentStanding[] | undefined;
  /** The folder that the person is at work in is one of which nothing is recorded. */
  readonly isExcluded: boolean;
}

/** Keeps it up to date with the owner, a few times a minute at most; nothing is looked for before there is one. */
export class WindowFacts implements Disposable {
  private facts: KnownHere = { agents: undefined, isExcluded: false };
  private readonly listeners = new Set<() => void>();
  private readonly refresher = new Refresher(() => this.refresh(), REFRESH_INTERVAL_MS);
  private readonly subscription: Disposable;

  constructor(
    private readonly client: Pick<RecollectClient, 'current' | 'project' | 'onDidChange'>,
    private readonly connections: Pick<AgentConnections, 'list'>,
    private readonly currentFolder: () => string | undefined,
    private readonly log: Logger,
  ) {
    this.subscription = client.onDidChange(() => this.refresher.request());
  }

  get current(): KnownHere {
    return this.facts;
  }

  onDidChange(listener: () => void): Disposable {
    this.listeners.add(listener);
    return { dispose: () => this.listeners.delete(listener) };
  }

  /** Soon, when the folder at hand may be another one. */
  request(): void {
    this.refresher.request();
  }

  async refresh(): Promise<void> {
    if (this.client.current === undefined) return;
    try {
      const folder = this.currentFolder();
      const isExcluded = folder !== undefined && (await this.client.project({ folder })).isExcluded;
      const facts = { agents: await this.connections.list(), isExcluded };
      if (JSON.stringify(facts) === JSON.stringify(this.facts)) return;
      this.facts = facts;
      for (const listener of this.listeners) listener();
    } catch (error) {
      this.log.debug(`what this window knows is not refreshed: ${messageOf(error)}`);
    }
  }

  dispose(): void {
    this.subscription.dispose();
    this.refresher.dispose();
    this.listeners.clear();
  }
}

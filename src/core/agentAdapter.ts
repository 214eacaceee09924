import type { Agent } from './hookEvent';

/** One file before and after; undefined where it is not there. */
export interface FileChange {
  readonly file: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** How an agent and Recollect stand to each other. */
export type Connection =
  /** `isCurrent` is false when connecting again would change something: this version installs other hooks. */
  | { readonly kind: 'connected'; readonly isCurrent: boolean }
  | { readonly kind: 'notConnected' }
  /** Its hooks are in place, but the agent runs them only after the person's consent, and none has run yet. */
  | { readonly kind: 'needsTrust'; readonly how: string }
  | { readonly kind: 'notInstalled' }
  /** The agent is told to run no hooks. */
  | { readonly kind: 'blocked'; readonly reason: string }
  | { readonly kind: 'cannotParse'; readonly reason: string };

export type ConnectAction = 'connect' | 'disconnect';

/** How one agent is told to run the hook program, and how that is taken back without a trace. */
export interface AgentAdapter {
  readonly id: Agent;
  readonly displayName: string;
  /** What the person has to do after connecting; empty when nothing. */
  readonly afterConnect: string;
  /** Whether the agent is on this machine. */
  detect(): boolean;
  /** What the action would change; nothing when it is done already. @throws UserFacingError when a file cannot be understood */
  plan(action: ConnectAction): Promise<readonly FileChange[]>;
  /** Does what was planned. @throws UserFacingError when a file is not any more what it was, or cannot be written */
  apply(action: ConnectAction, planned: readonly FileChange[]): Promise<void>;
  /** @param lastEventAtMs when the agent's hooks were last heard of */
  verify(lastEventAtMs: number | undefined): Promise<Connection>;
}

/** When an agent's hooks were last heard of. */
export interface AgentActivity {
  readonly agent: Agent;
  readonly lastAtMs: number;
}

import { existsSync } from 'node:fs';
import type { RecollectApi, RecollectClient, Status } from '../core/api';
import { API_METHODS } from '../core/api';
import { messageOf, UserFacingError } from '../core/errors';
import type { Logger } from '../core/ports';
import type { OwnerSettings } from '../core/settings';
import { apiOver } from '../ingest/apiClient';
import { CHANGED } from '../ingest/apiServer';
import { type HomeInfo, type HomePaths, readHomeInfo } from '../ingest/home';
import type { Attachment } from './attachment';
import { startOwnerThread } from './ownerThread';
import type { OwnAttachment } from './ownerThread';
import { attachRemote } from './remoteOwner';

export interface OwnerLinkOptions {
  readonly home: HomePaths;
  /** Where the memory is when no other program of this user has said so. */
  readonly defaultDataFolder: string;
  /** The person's own choice; before everything else. Empty when there is none. */
  readonly chosenDataFolder: () => string;
  readonly ownerProgram: string;
  readonly wasmFile: string;
  readonly version: string;
  readonly settings: () => Promise<OwnerSettings>;
  readonly log: Logger;
  /** This window has become the owner. */
  readonly onOwner?: () => void;
}

const RETRY_MS = 60;
const MAX_RETRY_MS = 5_000;
/** How long a call waits for an owner before it says that there is none. */
const CALL_WAIT_MS = 5_000;

/**
 * How this window reaches the owner: it attaches to the one there is, or becomes it.
 *
 * *searching*: no owner answers; the folder is claimed, or the one who was faster is attached to. *attached*: calls go to the
 * owner. When it ends or no longer answers, the search begins again. *failing*: this window could not become the owner; why is
 * shown, and it is tried again, ever more slowly. *closed*.
 */
export class OwnerLink {
  private readonly listeners = new Set<() => void>();
  private readonly waiting = new Set<(api: RecollectApi) => void>();
  private attachment: Attachment | OwnAttachment | undefined;
  private api: RecollectApi | undefined;
  private closed = false;
  private loop: Promise<void> | undefined;
  private wake: (() => void) | undefined;
  current: Status | undefined;
  /** Why there is no owner, in words for people. */
  failure: string | undefined;

  constructor(private readonly options: OwnerLinkOptions) {}

  get isOwner(): boolean {
    return this.attachment?.isOwn ?? false;
  }

  start(): void {
    this.loop ??= this.keepAttached().catch((error: unknown) => this.options.log.error(`the search for an owner ended: ${messageOf(error)}`));
  }

  onDidChange(listener: () => void): { dispose(): void } {
    this.listeners.add(listener);
    return { dispose: () => void this.listeners.delete(listener) };
  }

  /** New settings or keys; only the owner's own host has a say in them. */
  async configure(): Promise<void> {
    const { attachment } = this;
    if (attachment && 'configure' in attachment) attachment.configure(await this.options.settings());
  }

  /** Lets the owner go; an own one ends in good order, so that another window takes over at once. */
  async close(): Promise<void> {
    this.closed = true;
    this.wake?.();
    await this.attachment?.dispose();
    await this.loop;
  }

  /** The API of whoever is the owner at the time of each call. */
  client(): RecollectClient {
    const methods = API_METHODS.map((method) => [method, (query?: unknown): Promise<unknown> => this.call(method, query)]);
    const client = { ...(Object.fromEntries(methods) as RecollectApi), onDidChange: (listener: () => void) => this.onDidChange(listener) };
    return Object.defineProperties(client, {
      current: { get: () => this.current },
      noOwnerReason: { get: () => this.failure },
    }) as RecollectClient;
  }

  private async call(method: keyof RecollectApi, query: unknown): Promise<unknown> {
    const api = await this.reach();
    try {
      return await (api[method] as (query?: unknown) => Promise<unknown>)(query);
    } catch (error) {
      // Answered: what it says stands.
      if (this.api === api) throw error;
      // The owner went while it was asked. A question can be asked again; whether a command was carried out, nobody knows.
      if (isQuestion(method)) return ((await this.reach())[method] as (query?: unknown) => Promise<unknown>)(query);
      throw new UserFacingError('Another window took over while this was asked. Look whether it was done, and try again.', { cause: error });
    }
  }

  private async reach(): Promise<RecollectApi> {
    if (this.api) return this.api;
    return new Promise((resolve, reject) => {
      const found = (api: RecollectApi): void => {
        clearTimeout(timer);
        resolve(api);
      };
      const timer = setTimeout(() => {
        this.waiting.delete(found);
        reject(new UserFacingError(this.failure ?? 'Recollect is still starting. Try again in a moment.'));
      }, CALL_WAIT_MS);
      this.waiting.add(found);
    });
  }

  private async keepAttached(): Promise<void> {
    let retryMs = RETRY_MS;
    let isForced = false;
    while (!this.isClosed()) {
      const attached = await this.search(isForced);
      isForced = false;
      if (!attached) {
        await this.sleep(retryMs);
        retryMs = this.failure === undefined ? RETRY_MS : Math.min(retryMs * 2, MAX_RETRY_MS);
        continue;
      }
      retryMs = RETRY_MS;
      if (this.isClosed()) return attached.dispose();
      this.use(attached);
      const reason = await attached.ended;
      // It holds the folder and does not answer: its claim is not waited for.
      isForced = reason === 'the owner does not answer';
      this.options.log.info(`${reason}; looking for another`);
      this.attachment = undefined;
      this.api = undefined;
      this.current = undefined;
      this.changed();
      await attached.dispose();
    }
  }

  /** A call, because it changes during every wait. */
  private isClosed(): boolean {
    return this.closed;
  }

  private async search(isForced: boolean): Promise<Attachment | OwnAttachment | undefined> {
    const known = this.knownHome();
    try {
      if (known && !isForced) {
        const remote = await attachRemote(known.socket, this.options.version);
        if (remote) return remote;
      }
      const { home, ownerProgram, wasmFile, version, log } = this.options;
      return await startOwnerThread(
        ownerProgram,
        {
          home, wasmFile, version,
          dataFolder: this.dataFolder(known),
          settings: await this.options.settings(),
          ...(!isForced && { respectStartAfter: known?.generation ?? -1 }),
        },
        log,
      );
    } catch (error) {
      if (this.failure !== messageOf(error)) this.options.log.error(messageOf(error));
      this.failure = messageOf(error);
      this.changed();
      return undefined;
    }
  }

  private use(attached: Attachment | OwnAttachment): void {
    this.attachment = attached;
    this.failure = undefined;
    this.current = attached.status;
    const api = apiOver(attached.connection);
    this.api = api;
    attached.connection.onNotification(CHANGED, (status: Status) => {
      if (this.attachment !== attached) return;
      this.current = status;
      this.changed();
    });
    for (const found of this.waiting) found(api);
    this.waiting.clear();
    if (attached.isOwn) this.options.onOwner?.();
    this.options.log.info(attached.isOwn ? 'this window is the owner' : `attached to the owner, process ${attached.status.owner.pid}`);
    this.changed();
  }

  private knownHome(): HomeInfo | undefined {
    try {
      return readHomeInfo(this.options.home);
    } catch (error) {
      this.options.log.warn(`home.json is not used: ${messageOf(error)}`);
      return undefined;
    }
  }

  private dataFolder(known: HomeInfo | undefined): string {
    const chosen = this.options.chosenDataFolder();
    if (chosen !== '') return chosen;
    return known && existsSync(known.dataFolder) ? known.dataFolder : this.options.defaultDataFolder;
  }

  private changed(): void {
    for (const listener of this.listeners) listener();
  }

  private sleep(delayMs: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, delayMs);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

function isQuestion(method: keyof RecollectApi): boolean {
  return ['status', 'projects', 'sessions', 'prompts', 'memories', 'queue', 'get', 'search', 'fileMemories', 'project', 'context', 'forgetPreview'].includes(method);
}

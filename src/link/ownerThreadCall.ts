import { NotificationType, RequestType } from 'vscode-jsonrpc/node';
import type { Status } from '../core/api';
import type { OwnerSettings } from '../core/settings';
import type { HomePaths } from '../ingest/home';

/** What the host of an owner thread and the thread say to each other, beside the API. */
export interface OwnerThreadStart {
  readonly home: HomePaths;
  readonly dataFolder: string;
  readonly wasmFile: string;
  readonly version: string;
  readonly settings: OwnerSettings;
  readonly respectStartAfter?: number;
}

/** How a start ended; `taken` when another process has the data folder. */
export type OwnerThreadStarted = { readonly kind: 'ready'; readonly status: Status } | { readonly kind: 'taken' } | { readonly kind: 'failed'; readonly message: string };

export interface ThreadLogLine {
  readonly level: 'trace' | 'debug' | 'info' | 'warn' | 'error';
  readonly message: string;
}

export const START = new RequestType<OwnerThreadStart, OwnerThreadStarted, void>('thread/start');
export const CONFIGURE = new NotificationType<OwnerSettings>('thread/configure');
export const CLOSE = new RequestType<null, null, void>('thread/close');
export const LOG = new NotificationType<ThreadLogLine>('thread/log');
/** The owner has closed itself; its parameter says why. */
export const ENDED = new NotificationType<string>('thread/ended');

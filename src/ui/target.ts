import type { QueueEntry, SessionEntry } from '../core/api';

/** What a command is about, whether it came from a tree, a link or a key binding. */
export type Target =
  | { readonly kind: 'session'; readonly sessionId: number; readonly session?: SessionEntry }
  /** `memoryIds` are all that were selected together, `memoryId` the one that was clicked. */
  | { readonly kind: 'memory'; readonly memoryId: string; readonly memoryIds?: readonly string[] }
  | { readonly kind: 'project'; readonly project: string }
  | { readonly kind: 'message'; readonly messageId: number; readonly message?: QueueEntry }
  | { readonly kind: 'more'; readonly branchId: string };

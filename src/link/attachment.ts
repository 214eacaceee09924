import type { MessageConnection } from 'vscode-jsonrpc/node';
import type { Status } from '../core/api';

/** A way to the owner, whoever it is. */
export interface Attachment {
  readonly connection: MessageConnection;
  /** True when the owner is a thread of this process. */
  readonly isOwn: boolean;
  /** The owner's status when this was made. */
  readonly status: Status;
  /** Resolves, with why, when the owner is gone or no longer answers. */
  readonly ended: Promise<string>;
  /** Lets go of the owner; an own one ends in good order. */
  dispose(): Promise<void>;
}

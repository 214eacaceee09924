import type { Pause, RecollectClient } from '../core/api';

/** What is known of the owner: its last status, and why there is none where there is none. */
export type OwnerView = Pick<RecollectClient, 'current' | 'noOwnerReason'>;

/**
 * What the owner is doing, as far as a person cares; the first that is true of
 *
 * - `ownerless`: there is no owner, and this window could not become it.
 * - `connecting`: no owner is known yet.
 * - `storageFailing`: what arrives cannot be written; nothing else matters until it can.
 * - `paused`: nothing is processed until a person or a time says so.
 * - `working`: messages are being processed, or will be without anyone doing anything.
 * - `waiting`: messages wait and nothing holds the provider: their sessions were aborted.
 * - `idle`: nothing to do.
 */
export type StatusState =
  | { readonly kind: 'ownerless'; readonly reason: string }
  | { readonly kind: 'connecting' }
  | { readonly kind: 'storageFailing'; readonly message: string }
  | { readonly kind: 'paused'; readonly pause: Pause }
  | { readonly kind: 'working'; readonly messages: number }
  | { readonly kind: 'waiting'; readonly messages: number }
  | { readonly kind: 'idle' };

export function statusState({ current: status, noOwnerReason }: OwnerView): StatusState {
  if (noOwnerReason !== undefined) return { kind: 'ownerless', reason: noOwnerReason };
  if (status === undefined) return { kind: 'connecting' };
  const { storage, pause, queue } = status;
  if (storage.kind === 'failing') return { kind: 'storageFailing', message: storage.message };
  if (pause !== null) return { kind: 'paused', pause };
  const runnable = Math.max(0, queue.pending - queue.paused);
  if (queue.processing > 0 || runnable > 0) return { kind: 'working', messages: queue.processing + runnable };
  if (queue.pending > 0) return { kind: 'waiting', messages: queue.pending };
  return { kind: 'idle' };
}

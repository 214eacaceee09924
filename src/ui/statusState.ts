import type { Pause, Status } from '../core/api';

/**
 * What the owner is doing, as far as a person cares; the first that is true of
 *
 * - `connecting`: no owner is known yet, or it is being taken over.
 * - `storageFailing`: what arrives cannot be written; nothing else matters until it can.
 * - `paused`: nothing is processed until a person or a time says so.
 * - `working`: messages are being processed, or will be without anyone doing anything.
 * - `waiting`: messages wait and nothing holds the provider: their sessions were aborted.
 * - `idle`: nothing to do.
 */
export type StatusState =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'storageFailing'; readonly message: string }
  | { readonly kind: 'paused'; readonly pause: Pause }
  | { readonly kind: 'working'; readonly messages: number }
  | { readonly kind: 'waiting'; readonly messages: number }
  | { readonly kind: 'idle' };

export function statusState(status: Status | undefined): StatusState {
  if (status === undefined) return { kind: 'connecting' };
  const { storage, pause, queue } = status;
  if (storage.kind === 'failing') return { kind: 'storageFailing', message: storage.message };
  if (pause !== null) return { kind: 'paused', pause };
  const runnable = Math.max(0, queue.pending - queue.paused);
  if (queue.processing > 0 || runnable > 0) return { kind: 'working', messages: queue.processing + runnable };
  if (queue.pending > 0) return { kind: 'waiting', messages: queue.pending };
  return { kind: 'idle' };
}

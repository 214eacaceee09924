import type { Pause } from '../core/api';
import { oneLine } from '../core/plainText';
import { counted, shortened, withoutIcons } from './labelText';
import { clockTime } from './relativeTime';
import { type OwnerView, type StatusState, statusState } from './statusState';

export interface StatusText {
  /** What the status bar draws, icons as `$(name)`. */
  readonly text: string;
  /** What a screen reader says. */
  readonly label: string;
  readonly severity: 'none' | 'warning' | 'error';
}

const REASON_LENGTH = 40;

/** The project of the window's folder is excluded; what goes on elsewhere is more urgent to say. */
const NOT_RECORDING: StatusText = { text: '$(circle-slash) Recollect: not recording here', label: 'idle, not recording here: the project is excluded', severity: 'none' };

/** The status bar item for what is known of the owner. */
export function statusText(owner: OwnerView, nowMs: number, { timeZone, isExcluded = false }: { readonly timeZone?: string; readonly isExcluded?: boolean } = {}): StatusText {
  const state = statusState(owner);
  const failed = state.kind === 'ownerless' ? 0 : (owner.current?.queue.failed ?? 0);
  const main = state.kind === 'idle' && isExcluded ? NOT_RECORDING : mainText(state, nowMs, timeZone);
  return {
    text: failed === 0 ? main.text : `${state.kind === 'idle' && !isExcluded ? '' : `${main.text} `}$(warning) ${failed} failed`,
    label: `Recollect: ${[main.label, ...(failed === 0 ? [] : [`${counted(failed, 'message')} failed`])].join(', ')}`,
    severity: main.severity === 'none' && failed > 0 ? 'warning' : main.severity,
  };
}

function mainText(state: StatusState, nowMs: number, timeZone?: string): StatusText {
  switch (state.kind) {
    case 'ownerless':
      return { text: '$(error) Recollect cannot start', label: `cannot start, ${withoutStop(state.reason)}`, severity: 'error' };
    case 'connecting':
      return { text: '$(loading~spin) Recollect', label: 'starting', severity: 'none' };
    case 'storageFailing':
      return { text: '$(error) Recollect cannot write', label: `cannot write what arrives, ${withoutStop(state.message)}`, severity: 'error' };
    case 'paused':
      return pausedText(state.pause, nowMs, timeZone);
    case 'working':
      return { text: `$(sync~spin) ${state.messages}`, label: `working, ${counted(state.messages, 'message')} to go`, severity: 'none' };
    case 'waiting':
      return { text: `$(circle-slash) ${state.messages} waiting`, label: `${counted(state.messages, 'message')} waiting`, severity: 'none' };
    case 'idle':
      return { text: '$(database) Recollect', label: 'idle', severity: 'none' };
  }
}

function pausedText(pause: Pause, nowMs: number, timeZone?: string): StatusText {
  if (pause.kind === 'user') return { text: '$(debug-pause) Paused by you', label: 'paused by you', severity: 'none' };
  const until = pause.untilMs === undefined ? '' : ` until ${clockTime(pause.untilMs, nowMs, timeZone)}`;
  return {
    text: `$(debug-pause) Paused${until}: ${withoutIcons(shortened(pause.message, REASON_LENGTH))}`,
    label: `paused${until}, ${withoutStop(pause.message)}`,
    // A pause that ends by itself needs nobody; the other needs a new key or setting.
    severity: pause.untilMs === undefined ? 'warning' : 'none',
  };
}

/** A sentence as a part of a longer one. */
function withoutStop(sentence: string): string {
  return oneLine(sentence).replace(/\.$/, '');
}

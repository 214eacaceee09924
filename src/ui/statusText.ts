import type { Pause, Status } from '../core/api';
import { counted, oneLine, shortened, withoutIcons } from './plainText';
import { clockTime } from './relativeTime';
import { type StatusState, statusState } from './statusState';

export interface StatusText {
  /** What the status bar draws, icons as `$(name)`. */
  readonly text: string;
  /** What a screen reader says. */
  readonly label: string;
  readonly severity: 'none' | 'warning' | 'error';
}

const REASON_LENGTH = 40;

/** The status bar item for a status; `undefined` while there is no owner. */
export function statusText(status: Status | undefined, nowMs: number, timeZone?: string): StatusText {
  const state = statusState(status);
  const failed = status?.queue.failed ?? 0;
  const main = mainText(state, nowMs, timeZone);
  return {
    text: failed === 0 ? main.text : `${state.kind === 'idle' ? '' : `${main.text} `}$(warning) ${failed} failed`,
    label: `Recollect: ${[main.label, ...(failed === 0 ? [] : [`${counted(failed, 'message')} failed`])].join(', ')}`,
    severity: main.severity === 'none' && failed > 0 ? 'warning' : main.severity,
  };
}

function mainText(state: StatusState, nowMs: number, timeZone?: string): StatusText {
  switch (state.kind) {
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

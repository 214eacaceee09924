import type { PromptEvent, SessionEndEvent, StopEvent, ToolUseEvent } from '../../src/core/hookEvent';

/** The same as that of the clock that tests turn. */
const START_MS = 1_700_000_000_000;
let ticks = 0;

const base = (sessionId: string) => ({ agent: 'claude-code' as const, sessionId, atMs: START_MS + ++ticks, cwd: '/home/dev/shop-api' });

export function promptEvent(sessionId: string, text: string, more: Partial<PromptEvent> = {}): PromptEvent {
  return { ...base(sessionId), kind: 'prompt', text, isPrivate: false, isMachine: false, ...more };
}

export function toolEvent(sessionId: string, toolUseId: string, more: Partial<ToolUseEvent> = {}): ToolUseEvent {
  return {
    ...base(sessionId),
    kind: 'toolUse',
    toolUseId,
    toolUse: { name: 'Bash', input: { command: `echo ${toolUseId}` }, response: { stdout: toolUseId } },
    ...more,
  };
}

export function stopEvent(sessionId: string, lastAssistantMessage: string, more: Partial<StopEvent> = {}): StopEvent {
  return { ...base(sessionId), kind: 'stop', lastAssistantMessage, ...more };
}

export function sessionEndEvent(sessionId: string): SessionEndEvent {
  return { ...base(sessionId), kind: 'sessionEnd', reason: 'other' };
}

/** What the hook program does with an event before it looks at the payload. */
export type EventUse = 'taken' | 'ignored' | 'unknown';

/** The events of each agent: what is not taken is given up before anything is read. */
const EVENTS: Readonly<Record<string, { readonly taken: readonly string[]; readonly ignored: readonly string[] }>> = {
  'claude-code': {
    taken: ['SessionStart', 'UserPromptSubmit', 'PostToolUse', 'PostToolUseFailure', 'SubagentStop', 'PreCompact', 'Stop', 'SessionEnd'],
    ignored: [
      ...['PreToolUse', 'PostToolBatch', 'PermissionRequest', 'PermissionDenied', 'UserPromptExpansion', 'MessageDisplay', 'InstructionsLoaded', 'CwdChanged', 'FileChanged'],
      ...['Setup', 'ConfigChange', 'Notification', 'SubagentStart', 'StopFailure', 'PostCompact', 'PostModelSwitch', 'TaskCreated', 'TaskCompleted', 'TeammateIdle'],
      ...['WorktreeCreate', 'WorktreeRemove', 'Elicitation', 'ElicitationResult'],
    ],
  },
};

/** Of an agent without a list every event is taken: the owner says what it can use. */
export function useOf(agent: string, event: unknown): EventUse {
  if (typeof event !== 'string' || event === '') return 'unknown';
  const events = Object.hasOwn(EVENTS, agent) ? EVENTS[agent] : undefined;
  if (events === undefined || events.taken.includes(event)) return 'taken';
  return events.ignored.includes(event) ? 'ignored' : 'unknown';
}

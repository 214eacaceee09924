import type { FileMemory, MemoryEntry, ProjectEntry, PromptEntry, QueueCounts, QueueEntry, SessionEntry, Status } from '../../src/core/api';
import type { AskedPrompt, Observation, Summary } from '../../src/core/observation';

/** 2 January 2026, 12:00 UTC. */
export const NOON = Date.UTC(2026, 0, 2, 12);
export const MINUTE = 60_000;

export function aStatus(change: Partial<Omit<Status, 'queue'>> & { queue?: Partial<QueueCounts> } = {}): Status {
  return {
    owner: { pid: 4711, version: '0.1.0' },
    sessions: 2,
    observations: 10,
    summaries: 1,
    provider: 'builtin',
    pause: null,
    storage: { kind: 'ok' },
    lastSuccessMs: NOON - 5 * MINUTE,
    dataFolder: '/data',
    unrecorded: { projects: 0, sessions: 0 },
    backfill: null,
    missingSessions: 0,
    ...change,
    queue: { pending: 0, processing: 0, failed: 0, paused: 0, ...change.queue },
  };
}

export function anObservation(change: Partial<Observation> = {}): Observation {
  return {
    kind: 'observation',
    id: 'o1',
    sessionId: 1,
    promptNumber: 2,
    project: '/work/shop',
    atMs: NOON,
    type: 'bugfix',
    title: 'Rounding of totals fixed',
    subtitle: 'Cents were lost',
    narrative: 'The total was rounded per line.\n\nNow it is rounded once.',
    facts: ['total() rounds once'],
    concepts: ['gotcha'],
    filesRead: ['src/cart.ts'],
    filesModified: ['src/total.ts'],
    evidence: ['toolu_1'],
    ...change,
  };
}

export function anAskedPrompt(change: Partial<AskedPrompt> = {}): AskedPrompt {
  return { kind: 'prompt', id: 'p7.2', sessionId: 7, promptNumber: 2, project: '/work/shop', atMs: NOON, request: 'Why is the total wrong?', ...change };
}

export function aSummary(change: Partial<Summary> = {}): Summary {
  return {
    kind: 'summary',
    id: 's1',
    sessionId: 1,
    promptNumber: 2,
    project: '/work/shop',
    atMs: NOON,
    request: 'Fix the totals',
    investigated: 'total.ts',
    learned: 'Rounding per line loses cents',
    completed: 'Rounds once',
    nextSteps: '',
    ...change,
  };
}

export function aProject(change: Partial<ProjectEntry> = {}): ProjectEntry {
  return { project: '/work/shop', name: 'shop', sessions: 1, lastAtMs: NOON, isExcluded: false, ...change };
}

export function aSession(change: Partial<SessionEntry> = {}): SessionEntry {
  return {
    id: 1,
    agent: 'claude-code',
    agentSessionId: 'abc',
    project: '/work/shop',
    title: 'Fix the totals',
    startedAtMs: NOON - 30 * MINUTE,
    lastAtMs: NOON - MINUTE,
    endedAtMs: null,
    prompts: 2,
    observations: 3,
    pending: 0,
    processing: 0,
    failed: 0,
    inputTokens: 0,
    outputTokens: 0,
    isIncognito: false,
    ...change,
  };
}

export function aPrompt(change: Partial<PromptEntry> = {}): PromptEntry {
  return { sessionId: 1, number: 1, text: 'Fix the totals', isPrivate: false, atMs: NOON, observations: 1, summaries: 1, ...change };
}

export function aMemoryEntry(change: Partial<MemoryEntry> = {}): MemoryEntry {
  return { id: 'o1', kind: 'observation', type: 'bugfix', title: 'Rounding of totals fixed', subtitle: 'Cents were lost', atMs: NOON, ...change };
}

export function aFileMemory(change: Partial<FileMemory> = {}): FileMemory {
  return { ...aMemoryEntry(), project: '/work/shop', sessionId: 1, touch: 'modified', ...change };
}

export function aQueueEntry(change: Partial<QueueEntry> = {}): QueueEntry {
  return { messageId: 1, sessionId: 1, state: 'pending', label: 'Edit src/total.ts', attempts: 0, error: null, atMs: NOON, ...change };
}

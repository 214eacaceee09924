import { join } from 'node:path';
import { field } from '../../core/action/json';
import type { TranscriptEvent, TranscriptFile, Transcripts } from '../../core/transcript';
import { agentFolder, type Surroundings } from '../connect/surroundings';
import type { Fields } from '../payload/commonPayload';
import { readClaudeCode } from './claudeCode';
import { readCodex } from './codex';
import { readCopilot } from './copilot';
import { findFiles } from './findFiles';
import { readGeminiCli } from './geminiCli';
import { type Marks, outlineOf } from './outline';
import { timeOf } from './turns';

interface Keeping {
  readonly agent: Transcripts['agent'];
  readonly folder: string;
  /** Names of folders and files below it. */
  readonly levels: readonly RegExp[];
  readonly read: (file: string, fromByte: number) => AsyncIterable<TranscriptEvent>;
  readonly lastTime: (line: Fields) => number;
  readonly marks: Marks;
}

const ANY = /./;
const stamped = (line: Fields): number => timeOf(line['timestamp']);

/** What the agents of this machine have written down of their sessions. */
export function allTranscripts(surroundings: Pick<Surroundings, 'home' | 'environment'>): readonly Transcripts[] {
  const claude = agentFolder(surroundings, 'CLAUDE_CONFIG_DIR', '.claude');
  const codex = agentFolder(surroundings, 'CODEX_HOME', '.codex');
  const copilot = agentFolder(surroundings, 'COPILOT_HOME', '.copilot');
  const keepings: readonly Keeping[] = [
    {
      agent: 'claude-code',
      folder: join(claude, 'projects'),
      levels: [ANY, /^(?!agent-).+\.jsonl$/],
      read: readClaudeCode,
      lastTime: (line) => (line['type'] === 'user' || line['type'] === 'assistant' ? stamped(line) : 0),
      marks: { toolUse: '"toolUseResult":', turn: '"role":"user","content":"' },
    },
    { agent: 'codex', folder: join(codex, 'sessions'), levels: [ANY, ANY, ANY, /^rollout-.+\.jsonl$/], read: readCodex, lastTime: stamped, marks: { toolUse: '_call_output"', turn: '"type":"turn_context"' } },
    {
      agent: 'gemini-cli',
      folder: join(surroundings.home, '.gemini', 'tmp'),
      levels: [ANY, /^chats$/, /^session-.+\.jsonl?$/],
      read: readGeminiCli,
      lastTime: (line) => stamped(line) || timeOf(field(line['$set'], 'lastUpdated')),
      marks: { toolUse: '"resultDisplay":', turn: '"type":"user","content":[{"text":' },
    },
    { agent: 'copilot', folder: join(copilot, 'session-state'), levels: [ANY, /^events\.jsonl$/], read: readCopilot, lastTime: stamped, marks: { toolUse: '"tool.execution_complete"', turn: '"user.message"' } },
    { agent: 'copilot', folder: join(copilot, 'session-state'), levels: [/\.jsonl$/], read: readCopilot, lastTime: stamped, marks: { toolUse: '"tool.execution_complete"', turn: '"user.message"' } },
  ];
  return keepings.map((keeping) => ({
    agent: keeping.agent,
    find: () => findFiles(keeping.agent, keeping.folder, keeping.levels),
    outline: async (file: TranscriptFile) => outlineOf(file, keeping.read(file.file, 0), keeping.lastTime, keeping.marks),
    read: keeping.read,
  }));
}

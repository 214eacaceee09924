import type { AgentAdapter } from '../core/agentAdapter';
import { claudeCode } from './claudeCode';
import { codex } from './codex';
import { FileAdapter } from './connect/fileAdapter';
import type { Surroundings } from './connect/surroundings';
import { copilot } from './copilot';
import { cursor } from './cursor';
import { geminiCli } from './geminiCli';

/** Every agent that is connected by files of its own; VS Code's agent is connected by a setting. */
export function allAdapters(surroundings: Surroundings): readonly AgentAdapter[] {
  return [claudeCode, copilot, geminiCli, codex, cursor].map((define) => new FileAdapter(define(surroundings), surroundings));
}

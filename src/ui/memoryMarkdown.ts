import type { AskedPrompt, Memory, Observation, Summary } from '../core/observation';
import { promptTitle } from '../core/search/memoryFields';
import { codeSpan, escapeBlock, escapeInline } from './markdownText';
import { markWords } from './memories/memoryNode';
import { dateTime } from './relativeTime';

/** A memory as a page of markdown. What a memory says comes from tools and models: nothing of it is taken as markup. */
export function memoryMarkdown(memory: Memory, timeZone?: string): string {
  const blocks = blocksOf(memory, timeZone);
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}

/** The title that a list, a tab or a heading shows. */
export function memoryTitle(memory: Memory): string {
  switch (memory.kind) {
    case 'observation':
      return memory.title;
    case 'summary':
      return memory.request || 'Summary';
    case 'prompt':
      return promptTitle(memory.request);
  }
}

function blocksOf(memory: Memory, timeZone?: string): string[] {
  switch (memory.kind) {
    case 'observation':
      return observationBlocks(memory, timeZone);
    case 'summary':
      return summaryBlocks(memory, timeZone);
    case 'prompt':
      return promptBlocks(memory, timeZone);
  }
}

function observationBlocks(observation: Observation, timeZone?: string): string[] {
  return [
    heading(1, observation.title),
    observation.subtitle === '' ? '' : `**${escapeInline(observation.subtitle)}**`,
    about(observation, observation.type, timeZone),
    escapeBlock(observation.narrative),
    ...section('Facts', observation.facts.map(escapeInline)),
    ...section('Files modified', observation.filesModified.map(codeSpan)),
    ...section('Files read', observation.filesRead.map(codeSpan)),
    ...section('Concepts', observation.concepts.map(escapeInline)),
    ...section('Evidence', observation.evidence.map(codeSpan)),
    footer(observation),
  ];
}

function summaryBlocks(summary: Summary, timeZone?: string): string[] {
  const part = (title: string, text: string): string[] => (text.trim() === '' ? [] : [heading(2, title), escapeBlock(text)]);
  return [
    heading(1, memoryTitle(summary)),
    about(summary, 'summary', timeZone),
    ...part('Investigated', summary.investigated),
    ...part('Learned', summary.learned),
    ...part('Completed', summary.completed),
    ...part('Next steps', summary.nextSteps),
    footer(summary),
  ];
}

function promptBlocks(prompt: AskedPrompt, timeZone?: string): string[] {
  const title = memoryTitle(prompt);
  return [heading(1, title), about(prompt, 'asked', timeZone), prompt.request.trim() === title ? '' : escapeBlock(prompt.request), footer(prompt)];
}

function about(memory: Memory, what: string, timeZone?: string): string {
  const subagent = memory.kind === 'observation' && memory.subagentType !== undefined ? ` · by sub-agent ${escapeInline(memory.subagentType)}` : '';
  return `*${[what, ...markWords(memory)].join(' · ')} · ${dateTime(memory.atMs, timeZone)} · prompt ${memory.promptNumber}${subagent}*`;
}

function footer(memory: Memory): string {
  return `---\n\nMemory ${codeSpan(memory.id)} of project ${codeSpan(memory.project)}`;
}

function heading(level: 1 | 2, text: string): string {
  return `${'#'.repeat(level)} ${escapeInline(text)}`;
}

function section(title: string, items: readonly string[]): string[] {
  const lines = items.filter((item) => item !== '').map((item) => `- ${item}`);
  return lines.length === 0 ? [] : [heading(2, title), lines.join('\n')];
}

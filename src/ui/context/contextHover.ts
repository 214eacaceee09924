import { Hover, type HoverProvider, MarkdownString, type Position, Range, type TextDocument } from 'vscode';
import type { RecollectClient } from '../../core/api';
import { escapeInline } from '../markdownText';
import { memoryActions } from '../memoryActions';
import { memoryTitle } from '../memoryMarkdown';
import { memoryAt } from './contextText';

/** Over a memory in a context: what it is, and what can be done with it from here. */
export class ContextHover implements HoverProvider {
  constructor(private readonly client: Pick<RecollectClient, 'get'>) {}

  async provideHover(document: TextDocument, { line, character }: Position): Promise<Hover | undefined> {
    const named = memoryAt(document.getText(), line, character);
    const [memory] = named === undefined ? [] : await this.client.get({ ids: [named.memoryId] });
    if (named === undefined || memory === undefined) return undefined;
    const actions = memoryActions(memory);
    const links = actions.map(({ command, title }) => `[${title}](command:${command}?${encodeURIComponent(JSON.stringify([{ memoryId: memory.id }]))})`);
    const text = new MarkdownString(`**${escapeInline(memoryTitle(memory))}**\n\n${links.join(' · ')}`);
    text.isTrusted = { enabledCommands: actions.map(({ command }) => command) };
    return new Hover(text, new Range(named.line, named.start, named.line, named.end));
  }
}

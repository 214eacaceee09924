import { CodeLens, type CodeLensProvider, EventEmitter, Hover, type HoverProvider, languages, MarkdownString, type Position, Range, type TextDocument, workspace } from 'vscode';
import type { RecollectClient } from '../../core/api';
import type { Disposable } from '../../core/ports';
import { COMMANDS, SETTINGS, SETTINGS_SECTION } from '../../manifest';
import { FileMemories } from './fileMemories';
import { countText, hoverMarkdown, naming } from './fileText';

const FILES = { scheme: 'file' };

/** What editors show of a file's memories, as far as the person wants it: nothing is registered, asked or kept for what is off. */
export class EditorFaces implements Disposable {
  private memories: FileMemories | undefined;
  private shown: readonly Disposable[] = [];
  private readonly subscription: Disposable;

  constructor(private readonly client: Pick<RecollectClient, 'fileMemories' | 'current' | 'onDidChange'>) {
    this.show();
    this.subscription = workspace.onDidChangeConfiguration((event) => {
      if ([SETTINGS.codeLens, SETTINGS.hover].some(({ name }) => event.affectsConfiguration(`${SETTINGS_SECTION}.${name}`))) this.show();
    });
  }

  dispose(): void {
    this.subscription.dispose();
    this.hide();
  }

  private show(): void {
    this.hide();
    const configuration = workspace.getConfiguration(SETTINGS_SECTION);
    const isOn = ({ name }: { readonly name: string }): boolean => configuration.get<unknown>(name) === true;
    if (!isOn(SETTINGS.codeLens) && !isOn(SETTINGS.hover)) return;
    const memories = new FileMemories(this.client);
    const lens = isOn(SETTINGS.codeLens) ? new FileLens(memories) : undefined;
    this.memories = memories;
    this.shown = [
      ...(lens ? [lens, languages.registerCodeLensProvider(FILES, lens)] : []),
      ...(isOn(SETTINGS.hover) ? [languages.registerHoverProvider(FILES, new FileHover(memories))] : []),
    ];
  }

  private hide(): void {
    for (const part of this.shown) part.dispose();
    this.shown = [];
    this.memories?.dispose();
    this.memories = undefined;
  }
}

/** `3 memories` above the first line of a file that has some. */
class FileLens implements CodeLensProvider, Disposable {
  private readonly changes = new EventEmitter<void>();
  readonly onDidChangeCodeLenses = this.changes.event;
  private readonly subscription: Disposable;

  constructor(private readonly memories: FileMemories) {
    this.subscription = memories.onDidChange(() => this.changes.fire());
  }

  async provideCodeLenses(document: TextDocument): Promise<CodeLens[]> {
    const memories = await this.memories.of(document.uri.fsPath);
    if (memories.length === 0) return [];
    return [new CodeLens(new Range(0, 0, 0, 0), { title: countText(memories), tooltip: 'Show what Recollect remembers of this file', command: COMMANDS.showFileMemories })];
  }

  dispose(): void {
    this.subscription.dispose();
    this.changes.dispose();
  }
}

/** The memories that name what is under the pointer; on the first line, where nothing is named, those of the file. */
class FileHover implements HoverProvider {
  constructor(private readonly memories: FileMemories) {}

  async provideHover(document: TextDocument, position: Position): Promise<Hover | undefined> {
    const memories = await this.memories.of(document.uri.fsPath);
    const range = document.getWordRangeAtPosition(position);
    const word = range && document.getText(range);
    const named = word === undefined ? [] : naming(word, memories);
    if (named.length > 0) return new Hover(trusted(hoverMarkdown(`${countText(named)} of this file that name ${word}`, named, Date.now())), range);
    if (position.line > 0 || memories.length === 0) return undefined;
    return new Hover(trusted(hoverMarkdown(`${countText(memories)} of this file`, memories, Date.now())));
  }
}

function trusted(markdown: string): MarkdownString {
  const text = new MarkdownString(markdown);
  text.isTrusted = { enabledCommands: [COMMANDS.openMemory, COMMANDS.showFileMemories] };
  return text;
}

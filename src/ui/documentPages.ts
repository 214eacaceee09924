import { commands, EventEmitter, type TextDocumentContentProvider, Uri, window, workspace } from 'vscode';
import type { RecollectClient } from '../core/api';
import { messageOf } from '../core/errors';
import type { Memory, Observation, Summary } from '../core/observation';
import type { Disposable, Logger } from '../core/ports';
import { BUILTIN_COMMANDS, DOCUMENT_SCHEME, EDIT_SCHEME, MARKDOWN_PREVIEW_EDITOR } from '../manifest';
import { memoryMarkdown } from './memoryMarkdown';
import { changesPath, memoryPath, statusPath, subjectOf } from './pageAddress';
import type { Pages } from './pages';
import { statusPage } from './statusMarkdown';
import { Refresher } from './refresher';
import type { WindowFacts } from './windowFacts';

const REFRESH_INTERVAL_MS = 500;
/** The question about the changes lies over the first lines; the name of the first file must be readable all the same. */
const ROOM_FOR_QUESTION = '\n'.repeat(5);

/** Memories and the status as read-only markdown documents, shown rendered; open ones follow the store. */
export class DocumentPages implements Pages, TextDocumentContentProvider, Disposable {
  private readonly changes = new EventEmitter<Uri>();
  readonly onDidChange = this.changes.event;
  private readonly refresher: Refresher;
  private planned = '';
  private readonly subscriptions: Disposable[];

  constructor(
    private readonly client: RecollectClient,
    private readonly facts: Pick<WindowFacts, 'current' | 'refresh' | 'onDidChange'>,
    private readonly log: Logger,
  ) {
    this.refresher = new Refresher(() => this.followStore(), REFRESH_INTERVAL_MS);
    this.subscriptions = [
      this.changes,
      this.refresher,
      workspace.registerTextDocumentContentProvider(DOCUMENT_SCHEME, this),
      client.onDidChange(() => this.refresher.request()),
      facts.onDidChange(() => this.refresher.request()),
    ];
  }

  async openMemory(memory: Memory, keepsFocus: boolean): Promise<void> {
    await this.open(memoryPath(memory), keepsFocus);
  }

  async editMemory(memory: Observation | Summary): Promise<void> {
    await window.showTextDocument(await workspace.openTextDocument(Uri.from({ scheme: EDIT_SCHEME, path: memoryPath(memory) })), { preview: false });
  }

  async openStatus(): Promise<void> {
    await this.facts.refresh();
    await this.open(statusPath(), false);
  }

  async openChanges(diff: string): Promise<void> {
    this.planned = `${ROOM_FOR_QUESTION}${diff}`;
    const uri = Uri.from({ scheme: DOCUMENT_SCHEME, path: changesPath() });
    this.changes.fire(uri);
    await window.showTextDocument(uri, { preview: true });
  }

  async provideTextDocumentContent(uri: Uri): Promise<string> {
    const subject = subjectOf(uri.path);
    if (subject === undefined) return 'There is no such page.\n';
    if (subject.kind === 'changes') return this.planned;
    if (subject.kind === 'status') return statusPage(this.client, { nowMs: Date.now(), pid: process.pid, here: this.facts.current });
    const [memory] = await this.client.get({ ids: [subject.memoryId] });
    return memory === undefined ? 'This memory does not exist any more.\n' : memoryMarkdown(memory);
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private async open(path: string, preserveFocus: boolean): Promise<void> {
    const uri = Uri.from({ scheme: DOCUMENT_SCHEME, path });
    // Loaded first: without an owner it fails here, and not inside an editor.
    await workspace.openTextDocument(uri);
    try {
      await commands.executeCommand(BUILTIN_COMMANDS.openWith, uri, MARKDOWN_PREVIEW_EDITOR, { preview: true, preserveFocus });
    } catch (error) {
      this.log.debug(`no markdown preview, shown as text: ${messageOf(error)}`);
      await window.showTextDocument(uri, { preview: true, preserveFocus });
    }
  }

  private async followStore(): Promise<void> {
    if (this.client.current === undefined) return;
    for (const document of workspace.textDocuments) {
      if (document.uri.scheme !== DOCUMENT_SCHEME || document.isClosed) continue;
      try {
        if ((await this.provideTextDocumentContent(document.uri)) !== document.getText()) this.changes.fire(document.uri);
      } catch (error) {
        this.log.debug(`page not refreshed: ${messageOf(error)}`);
      }
    }
  }
}

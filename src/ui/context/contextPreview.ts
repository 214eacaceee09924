import { CodeLens, type CodeLensProvider, DocumentLink, type DocumentLinkProvider, EventEmitter, languages, Range, type TextDocument, type TextDocumentContentProvider, Uri, window, workspace } from 'vscode';
import type { ContextAnswer, RecollectClient } from '../../core/api';
import { messageOf } from '../../core/errors';
import type { Disposable, Logger } from '../../core/ports';
import { COMMANDS, CONTEXT_SCHEME } from '../../manifest';
import { currentFolder } from '../currentFolder';
import { Refresher } from '../refresher';
import { ContextHover } from './contextHover';
import { contextAddress, type ContextSubject, subjectOfContext } from './contextSubject';
import { contextHeading, memoriesNamed, memoryAt } from './contextText';
import type { ContextView } from './contextView';

const FOLLOW_MS = 500;
const TOP = new Range(0, 0, 0, 0);

/** What next sessions are told, as read-only documents that hold just that: what is said about it stands outside of the text. They follow the memory. */
export class ContextPreview implements ContextView, TextDocumentContentProvider, CodeLensProvider, DocumentLinkProvider, Disposable {
  private readonly changes = new EventEmitter<Uri>();
  readonly onDidChange = this.changes.event;
  private readonly lensChanges = new EventEmitter<void>();
  readonly onDidChangeCodeLenses = this.lensChanges.event;
  private readonly answers = new Map<string, ContextAnswer>();
  private readonly refresher: Refresher;
  private readonly subscriptions: Disposable[];

  constructor(
    private readonly client: Pick<RecollectClient, 'context' | 'get' | 'current' | 'onDidChange'>,
    private readonly log: Logger,
  ) {
    this.refresher = new Refresher(() => this.followMemory(), FOLLOW_MS);
    const shown = { scheme: CONTEXT_SCHEME };
    this.subscriptions = [
      this.changes,
      this.lensChanges,
      this.refresher,
      workspace.registerTextDocumentContentProvider(CONTEXT_SCHEME, this),
      languages.registerCodeLensProvider(shown, this),
      languages.registerDocumentLinkProvider(shown, this),
      languages.registerHoverProvider(shown, new ContextHover(client)),
      workspace.onDidCloseTextDocument(({ uri }) => void this.answers.delete(uri.toString())),
      client.onDidChange(() => {
        if (this.answers.size > 0) this.refresher.request();
      }),
      // The files of the work tree have a say too, and tell nobody when they change.
      window.onDidChangeActiveTextEditor((editor) => {
        if (editor?.document.uri.scheme === CONTEXT_SCHEME) this.refresher.request();
      }),
    ];
  }

  get folder(): string | undefined {
    return currentFolder();
  }

  get shown(): ContextSubject | undefined {
    const uri = window.activeTextEditor?.document.uri;
    return uri?.scheme === CONTEXT_SCHEME ? subjectOfContext(uri) : undefined;
  }

  async open(subject: ContextSubject): Promise<void> {
    // Loaded first: without an owner it fails here, and not inside an editor.
    const document = await workspace.openTextDocument(Uri.from({ scheme: CONTEXT_SCHEME, ...contextAddress(subject) }));
    await window.showTextDocument(document, { preview: true });
  }

  /** What a command is about that was called in a preview without saying so: the memory at the cursor. */
  targetOf(argument: unknown): unknown {
    const editor = window.activeTextEditor;
    if (editor?.document.uri.scheme !== CONTEXT_SCHEME || (argument !== undefined && !(argument instanceof Uri))) return argument;
    const { line, character } = editor.selection.active;
    const named = memoryAt(editor.document.getText(), line, character);
    return named && { memoryId: named.memoryId };
  }

  async provideTextDocumentContent(uri: Uri): Promise<string> {
    const subject = subjectOfContext(uri);
    if (subject === undefined) return '';
    const { agent, project, folder } = subject;
    const answer = await this.client.context({ agent, project, ...(folder !== undefined && { folder }) });
    const before = this.answers.get(uri.toString());
    this.answers.set(uri.toString(), answer);
    if (before !== undefined && before.bytes !== answer.bytes) this.lensChanges.fire();
    return answer.text;
  }

  provideCodeLenses({ uri }: TextDocument): CodeLens[] {
    const [subject, answer] = [subjectOfContext(uri), this.answers.get(uri.toString())];
    if (subject === undefined || answer === undefined) return [];
    return [
      new CodeLens(TOP, { title: contextHeading(subject, answer), command: '' }),
      new CodeLens(TOP, { title: 'Switch agent…', tooltip: 'Show what another agent is told', command: COMMANDS.switchContextAgent }),
    ];
  }

  provideDocumentLinks(document: TextDocument): DocumentLink[] {
    return memoriesNamed(document.getText()).map(({ memoryId, line, start, end }) => {
      const link = new DocumentLink(new Range(line, start, line, end), Uri.parse(`command:${COMMANDS.openMemory}?${encodeURIComponent(JSON.stringify([{ memoryId }]))}`));
      link.tooltip = 'Open memory';
      return link;
    });
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private async followMemory(): Promise<void> {
    if (this.client.current === undefined) return;
    for (const document of workspace.textDocuments) {
      if (document.uri.scheme !== CONTEXT_SCHEME || document.isClosed) continue;
      try {
        if ((await this.provideTextDocumentContent(document.uri)) !== document.getText()) this.changes.fire(document.uri);
      } catch (error) {
        this.log.debug(`context preview not refreshed: ${messageOf(error)}`);
      }
    }
  }
}

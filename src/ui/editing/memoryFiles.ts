import { type Event, EventEmitter, FileChangeType, type FileChangeEvent, FileSystemError, type FileStat, type FileSystemProvider, FileType, Uri, workspace } from 'vscode';
import type { RecollectClient } from '../../core/api';
import { messageOf } from '../../core/errors';
import { changesIn, memoryPage, parsePage } from '../../core/memoryPage';
import type { Observation, Summary } from '../../core/observation';
import type { Disposable, Logger } from '../../core/ports';
import { EDIT_SCHEME } from '../../manifest';
import { nameless } from '../failureSentence';
import { subjectOf } from '../pageAddress';
import { Refresher } from '../refresher';

const REFRESH_INTERVAL_MS = 500;

/** What a page was when it was last read. */
interface Version {
  readonly page: string;
  readonly memory: Observation | Summary;
  readonly mtimeMs: number;
}

/** Memories as files that can be saved. An open one follows the store; what was changed there meanwhile and here not stays. */
export class MemoryFiles implements FileSystemProvider, Disposable {
  private readonly changes = new EventEmitter<FileChangeEvent[]>();
  readonly onDidChangeFile: Event<FileChangeEvent[]> = this.changes.event;
  private readonly versions = new Map<string, Version>();
  private readonly refresher = new Refresher(() => this.followStore(), REFRESH_INTERVAL_MS);
  private readonly subscriptions: Disposable[];

  constructor(
    private readonly client: Pick<RecollectClient, 'get' | 'edit' | 'onDidChange' | 'current'>,
    private readonly told: (message: string) => void,
    private readonly log: Logger,
  ) {
    this.subscriptions = [
      this.changes,
      this.refresher,
      workspace.registerFileSystemProvider(EDIT_SCHEME, this, { isCaseSensitive: true }),
      client.onDidChange(() => this.refresher.request()),
      workspace.onDidCloseTextDocument(({ uri }) => this.versions.delete(uri.toString())),
    ];
  }

  async stat(uri: Uri): Promise<FileStat> {
    const { page, mtimeMs } = await this.read(uri);
    return { type: FileType.File, ctime: 0, mtime: mtimeMs, size: Buffer.byteLength(page) };
  }

  async readFile(uri: Uri): Promise<Uint8Array> {
    return Buffer.from((await this.read(uri)).page);
  }

  /** @throws Error that says what is wrong with the page, and where */
  async writeFile(uri: Uri, content: Uint8Array): Promise<void> {
    try {
      await this.save(uri, content);
    } catch (error) {
      throw error instanceof FileSystemError ? error : nameless(error);
    }
  }

  watch(): Disposable {
    return { dispose: () => undefined };
  }

  readDirectory(): never {
    throw FileSystemError.NoPermissions('Memories are listed in the view Memories.');
  }

  createDirectory(): never {
    throw FileSystemError.NoPermissions('There are no folders among memories.');
  }

  delete(): never {
    throw FileSystemError.NoPermissions('Use Delete Memory to delete a memory.');
  }

  rename(): never {
    throw FileSystemError.NoPermissions('A memory is named by its title: change that.');
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private async save(uri: Uri, content: Uint8Array): Promise<void> {
    const { memory } = this.versions.get(uri.toString()) ?? (await this.read(uri));
    const changes = changesIn(memory, parsePage(Buffer.from(content).toString(), memory.kind));
    const { message } = await this.client.edit({ id: memory.id, changes });
    this.told(message);
    // It may have been cleaned.
    await this.read(uri);
    this.changes.fire([{ type: FileChangeType.Changed, uri }]);
  }

  private async read(uri: Uri): Promise<Version> {
    const subject = subjectOf(uri.path);
    const [memory] = subject?.kind === 'memory' ? await this.client.get({ ids: [subject.memoryId] }) : [];
    if (memory === undefined || memory.kind === 'prompt') throw FileSystemError.FileNotFound('This memory does not exist any more.');
    const page = memoryPage(memory);
    const before = this.versions.get(uri.toString());
    if (before?.page === page) return before;
    const version = { page, memory, mtimeMs: Math.max(Date.now(), (before?.mtimeMs ?? 0) + 1) };
    this.versions.set(uri.toString(), version);
    return version;
  }

  private async followStore(): Promise<void> {
    if (this.client.current === undefined) return;
    for (const [address, before] of [...this.versions]) {
      const uri = Uri.parse(address);
      try {
        if ((await this.read(uri)).page !== before.page) this.changes.fire([{ type: FileChangeType.Changed, uri }]);
      } catch (error) {
        this.log.debug(`page not refreshed: ${messageOf(error)}`);
        if (error instanceof FileSystemError) this.changes.fire([{ type: FileChangeType.Deleted, uri }]);
      }
    }
  }
}

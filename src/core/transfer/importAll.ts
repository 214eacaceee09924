import type { RecollectApi } from '../api';
import { messageOf, UserFacingError } from '../errors';
import type { TransferBatch, TransferLink, TransferMemory, TransferPrompt, TransferSession } from './item';
import type { ReadItem } from './readItems';

/** Items that are taken in by one transaction. */
const BATCH_ITEMS = 200;
const BATCH_LENGTH = 512 * 1024;
const LINKS = 1_000;

export interface ImportCounts {
  readonly added: number;
  readonly known: number;
  /** Queued messages, whose payload an export does not hold. */
  readonly messages: number;
}

type Api = Pick<RecollectApi, 'importBatch' | 'importLinks' | 'status'>;

/**
 * Takes in what was exported, a batch after the other, so that it is never in memory as a whole. What was taken in before a failure
 * stays; importing again goes on from there, because what is there already is not added twice.
 * @param onProgress how far it is
 */
export async function importAll(items: AsyncIterable<ReadItem>, api: Api, onProgress: (counts: ImportCounts) => void, signal?: AbortSignal): Promise<ImportCounts> {
  const importing = new Importing(api, await isEmpty(api), onProgress);
  for await (const read of items) {
    if (signal?.aborted) break;
    await importing.take(read);
  }
  return importing.end();
}

/** In an empty memory everything keeps its id, so that what names it still does. */
async function isEmpty(api: Api): Promise<boolean> {
  const { sessions, observations, summaries } = await api.status();
  return sessions + observations + summaries === 0;
}

class Importing {
  private session: TransferSession | undefined;
  private prompts: TransferPrompt[] = [];
  private memories: TransferMemory[] = [];
  private length = 0;
  private readonly renamed = new Map<string, string>();
  private readonly superseded: TransferLink[] = [];
  private counts = { added: 0, known: 0, messages: 0 };

  constructor(
    private readonly api: Api,
    private readonly keepsIds: boolean,
    private readonly onProgress: (counts: ImportCounts) => void,
  ) {}

  async take({ item, line }: ReadItem): Promise<void> {
    if (item.kind === 'message') {
      this.counts.messages++;
      return;
    }
    if (item.kind === 'session') {
      await this.flush();
      this.session = item;
      return;
    }
    if (this.session?.id !== item.sessionId) throw new UserFacingError(`Line ${line}: a ${item.kind} of session ${item.sessionId} does not stand under its session.`);
    if (item.kind === 'prompt') this.prompts.push(item);
    else {
      this.memories.push(item);
      if (item.supersededBy !== undefined) this.superseded.push({ id: item.id, by: item.supersededBy });
    }
    this.length += JSON.stringify(item).length;
    if (this.prompts.length + this.memories.length >= BATCH_ITEMS || this.length >= BATCH_LENGTH) await this.send();
  }

  async end(): Promise<ImportCounts> {
    await this.flush();
    const here = (id: string): string => this.renamed.get(id) ?? id;
    const links = this.superseded.map(({ id, by }) => ({ id: here(id), by: here(by) }));
    for (let start = 0; start < links.length; start += LINKS) await this.api.importLinks({ links: links.slice(start, start + LINKS) });
    return this.counts;
  }

  /** Also a session that holds nothing. */
  private async flush(): Promise<void> {
    if (this.session) await this.send();
    this.session = undefined;
  }

  private async send(): Promise<void> {
    const { session, prompts, memories, keepsIds } = this;
    if (!session) return;
    const batch: TransferBatch = { session, prompts, memories, keepsIds };
    [this.prompts, this.memories, this.length] = [[], [], 0];
    const { added, known, renamed } = await this.api.importBatch(batch);
    for (const [from, to] of renamed) this.renamed.set(from, to);
    this.counts = { ...this.counts, added: this.counts.added + added, known: this.counts.known + known };
    this.onProgress(this.counts);
  }
}

/** How an import ended that failed: what of it stays is said too. */
export function importFailure(error: unknown, counts: ImportCounts): UserFacingError {
  const rest = counts.added + counts.known === 0 ? 'Nothing was imported.' : `${importedInWords(counts)} What follows was not.`;
  return new UserFacingError(`${messageOf(error)} ${rest}`, { cause: error });
}

export function importedInWords({ added, known, messages }: ImportCounts): string {
  const parts = [`Imported ${added} ${added === 1 ? 'memory' : 'memories'}`, ...(known > 0 ? [`${known} ${known === 1 ? 'was' : 'were'} there already`] : []), ...(messages > 0 ? [`${messages} queued ${messages === 1 ? 'message' : 'messages'} left out`] : [])];
  return `${parts.join('; ')}.`;
}

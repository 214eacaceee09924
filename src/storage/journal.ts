import { OwnershipLostError } from '../core/errors';
import type { DurableFile, DurableFs } from './durableFs';
import type { Generations } from './generations';
import type { CheckedLine, JournalBase, JournalHeader, RecordedStatement } from './journalRecord';
import { checkLine, encodeLine } from './journalRecord';

/**
 * The journal that is being written. `append` returns when the transactions are on disk and this process still owns the
 * folder. When a write fails, what it left behind is cut off; when even that fails, or a sync fails (the kernel may have
 * dropped the pages), the journal is broken: it takes nothing more, and only a new generation helps.
 */
export class Journal {
  private readonly file: DurableFile;
  private size = 0;
  private broken = false;
  private hasTransactions = false;

  /** Claims the generation. @throws OwnershipLostError when it is another process's, or the file system's error */
  constructor(
    private readonly generations: Generations,
    readonly generation: number,
    header: JournalHeader,
  ) {
    this.file = generations.claim(generation);
    try {
      this.write(encodeLine({ header }));
    } catch (error) {
      this.abandon();
      throw error;
    }
  }

  get sizeBytes(): number {
    return this.size;
  }

  get isBroken(): boolean {
    return this.broken;
  }

  /** Nothing was committed to it yet. */
  get isFresh(): boolean {
    return !this.hasTransactions;
  }

  /** Says what the journal stands on; before its first transaction. */
  appendBase(base: JournalBase): void {
    this.appendLines(encodeLine({ base }));
  }

  /** One write and one sync for all of `transactions`. @throws OwnershipLostError, or the file system's error */
  append(transactions: readonly (readonly RecordedStatement[])[]): void {
    this.hasTransactions = true;
    this.appendLines(Buffer.concat(transactions.map((statements) => encodeLine({ statements }))));
  }

  /** Writes a transaction of nothing: whether the disk can be written again. */
  probe(): void {
    this.append([[]]);
  }

  /** Takes nothing more: what follows it has been begun, and may have been left half done. */
  retire(): void {
    this.broken = true;
  }

  close(): void {
    this.file.close();
  }

  /** It cannot be used; the next one takes its place. */
  abandon(): void {
    this.generations.abandon(this.generation);
    this.file.close();
  }

  private appendLines(lines: Buffer): void {
    if (this.broken) throw new Error('the journal is broken by an earlier write error');
    this.assertOwned(); // An owner that was paused for long writes nothing more.
    this.write(lines);
    // After the sync: a later owner created its file before it read ours, so either it saw this write or we see its file.
    this.assertOwned();
  }

  private assertOwned(): void {
    if (!this.generations.isFenced(this.generation)) return;
    this.broken = true;
    throw new OwnershipLostError('a later owner has taken the data folder');
  }

  private write(bytes: Buffer): void {
    try {
      this.file.append(bytes);
    } catch (error) {
      this.cut();
      throw error;
    }
    try {
      this.file.sync();
    } catch (error) {
      this.broken = true;
      this.cut();
      throw error;
    }
    this.size += bytes.length;
  }

  private cut(): void {
    try {
      // A later owner may have read what is there: it must stay as that one has counted it.
      if (this.generations.isFenced(this.generation)) this.broken = true;
      else this.file.truncate(this.size);
    } catch {
      this.broken = true; // The torn end stays; a start cuts it off by its checksum.
    }
  }
}

/** What reading a journal gave: the good prefix, and how many bytes after it belong to the history but could not be used. */
export interface JournalContents {
  readonly header: JournalHeader | undefined;
  readonly base: JournalBase | undefined;
  /** For `decodeTransaction`. */
  readonly transactions: readonly Buffer[];
  readonly goodBytes: number;
  readonly badBytes: number;
  /** A later journal says that the bad bytes were good once; else they may be no more than a torn end. */
  readonly isDamaged: boolean;
}

/** @param limitBytes how much of it belongs to the history, where a later journal says so */
export function readJournal(fs: DurableFs, file: string, limitBytes?: number): JournalContents {
  const bytes = fs.read(file).subarray(0, limitBytes);
  let base: JournalBase | undefined;
  let header: JournalHeader | undefined;
  const transactions: Buffer[] = [];
  let goodBytes = 0;
  for (let start = 0; start < bytes.length; ) {
    const end = bytes.indexOf(LINE_FEED, start);
    const line: CheckedLine | undefined = end < 0 ? undefined : checkLine(bytes.subarray(start, end));
    if (!line) break;
    if ('header' in line) header = line.header;
    else if ('base' in line) base = line.base;
    else transactions.push(line.transaction);
    start = end + 1;
    goodBytes = start;
  }
  const badBytes = (limitBytes ?? bytes.length) - goodBytes;
  return { header, base, transactions, goodBytes, badBytes, isDamaged: badBytes > 0 && (limitBytes !== undefined || bytes.includes(LINE_FEED, goodBytes)) };
}

const LINE_FEED = 0x0a;

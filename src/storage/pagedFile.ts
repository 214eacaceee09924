import { messageOf } from '../core/errors';

/** The size of SQLite's pages, and of what is kept of a change. */
const PAGE_BYTES = 4096;
/** More than a database can have, so that nobody sees a reason to make room. */
const CAPACITY = 2 ** 46;

/** Bytes that never change. */
export interface PageSource {
  readonly sizeBytes: number;
  /** Fills `target` with what is at `position`. @throws when it cannot be read */
  readInto(target: Uint8Array, position: number): void;
  close(): void;
}

/** Bytes in memory. */
export function pagesOf(bytes: Uint8Array): PageSource {
  return { sizeBytes: bytes.length, readInto: (target, position) => target.set(bytes.subarray(position, position + target.length)), close: () => undefined };
}

/**
 * The content of a database file as sql.js's file system sees it: of a typed array it uses `length`, `slice`, `subarray` and
 * `set`, and those are here. Behind them is a source that is read page by page, with the pages on top that were written since. So
 * the memory that a database takes is that of its changes, not that of its size.
 *
 * A read that fails leaves SQLite in the middle of something: from then on every one fails, and only another start helps.
 *
 * `freeze` gives what it is now, to be written somewhere while changes go on; then `rebase` on what was written, and in any case `thaw`.
 */
export class PagedFile implements ArrayLike<number> {
  readonly [index: number]: number;
  private size: number;
  private changed = new Map<number, Uint8Array>();
  private frozen: ReadonlyMap<number, Uint8Array> | undefined;
  private readonly scratch = new Uint8Array(PAGE_BYTES);
  private isTaken = false;
  private copied = false;
  private readFailure: Error | undefined;

  constructor(private source: PageSource) {
    this.size = source.sizeBytes;
  }

  /** It was replaced by a copy in memory (a shortened file is), and is not written to any more. */
  get isCopied(): boolean {
    return this.copied;
  }

  /** Why nothing can be read any more. */
  get failure(): Error | undefined {
    return this.readFailure;
  }

  get sizeBytes(): number {
    return this.size;
  }

  get length(): number {
    return this.isTaken ? CAPACITY : this.size;
  }

  /** The file is made of it: called once, for all of it. */
  slice(): this {
    this.isTaken = true;
    return this;
  }

  /** SQLite reads pages. More at once is asked for only when the file is about to be replaced by a shorter copy. */
  subarray(start: number, end: number): Uint8Array {
    const bytes = end - start;
    this.copied ||= bytes > PAGE_BYTES;
    const target = bytes > PAGE_BYTES ? new Uint8Array(bytes) : this.scratch.subarray(0, bytes);
    this.read(target, start, (page) => this.changed.get(page) ?? this.frozen?.get(page));
    return target;
  }

  set(bytes: Uint8Array, position = 0): void {
    for (let written = 0; written < bytes.length; ) {
      const at = position + written;
      const inPage = at % PAGE_BYTES;
      const part = bytes.subarray(written, written + PAGE_BYTES - inPage);
      this.writable(Math.floor(at / PAGE_BYTES), part.length).set(part, inPage);
      written += part.length;
    }
    this.size = Math.max(this.size, position + bytes.length);
  }

  freeze(): PageSource {
    if (this.frozen) throw new Error('it is frozen already');
    const { changed: frozen, size } = this;
    this.frozen = frozen;
    this.changed = new Map();
    return { sizeBytes: size, readInto: (target, position) => this.read(target, position, (page) => frozen.get(page)), close: () => undefined };
  }

  /** `source` holds what was frozen. */
  rebase(source: PageSource): void {
    this.source.close();
    this.source = source;
    this.frozen = undefined;
  }

  /** What was frozen and is not below is a change like any other again. */
  thaw(): void {
    if (this.frozen) this.changed = new Map([...this.frozen, ...this.changed]);
    this.frozen = undefined;
  }

  close(): void {
    this.source.close();
  }

  private read(target: Uint8Array, position: number, written: (page: number) => Uint8Array | undefined): void {
    const fromSource = Math.max(0, Math.min(target.length, this.source.sizeBytes - position));
    // A page that was written is not read from below; most reads are of one page.
    const only = written(Math.floor(position / PAGE_BYTES));
    const inPage = position % PAGE_BYTES;
    if (only && inPage + target.length <= PAGE_BYTES) return target.set(only.subarray(inPage, inPage + target.length));
    this.readSource(target.subarray(0, fromSource), position);
    target.fill(0, fromSource);
    for (let at = position - inPage; at < position + target.length; at += PAGE_BYTES) {
      const page = written(at / PAGE_BYTES);
      if (!page) continue;
      const from = Math.max(at, position);
      const to = Math.min(at + PAGE_BYTES, position + target.length);
      target.set(page.subarray(from - at, to - at), from - position);
    }
  }

  private readSource(target: Uint8Array, position: number): void {
    if (this.readFailure) throw this.readFailure;
    try {
      if (target.length > 0) this.source.readInto(target, position);
    } catch (error) {
      this.readFailure = new Error(`the memory's file cannot be read any more: ${messageOf(error)}`, { cause: error });
      throw this.readFailure;
    }
  }

  /** The page as it is being changed; its old content matters only where not all of it is written. */
  private writable(page: number, bytes: number): Uint8Array {
    let content = this.changed.get(page);
    if (!content) {
      content = new Uint8Array(PAGE_BYTES);
      if (bytes < PAGE_BYTES) this.read(content, page * PAGE_BYTES, (other) => this.frozen?.get(other));
      this.changed.set(page, content);
    }
    return content;
  }
}

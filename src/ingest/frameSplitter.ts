import { MAX_FRAME_BYTES } from './ingestCall';

const NEWLINE = 0x0a;

/** A frame that ends its connection. */
export class FrameError extends Error {
  override readonly name = 'FrameError';
}

/** Cuts a byte stream at its newlines. Bytes are copied only while a frame is spread over chunks, and decoded once it is whole. */
export class FrameSplitter {
  private pending = Buffer.alloc(0);
  private pendingBytes = 0;

  constructor(private readonly maxBytes = MAX_FRAME_BYTES) {}

  /** Calls `onFrame` for each frame that `chunk` completes, in order, until it answers false. @throws FrameError when a frame is too long */
  push(chunk: Buffer, onFrame: (text: string) => boolean): void {
    let start = 0;
    for (;;) {
      const end = chunk.indexOf(NEWLINE, start);
      const part = (end === -1 ? chunk.length : end) - start;
      if (this.pendingBytes + part > this.maxBytes) throw new FrameError(`a frame is over ${this.maxBytes} bytes`);
      if (end === -1) break;
      const text = this.take(chunk, start, end);
      start = end + 1;
      if (text.trim() !== '' && !onFrame(text)) return;
    }
    this.keep(chunk, start);
  }

  private take(chunk: Buffer, start: number, end: number): string {
    if (this.pendingBytes === 0) return chunk.toString('utf8', start, end);
    this.keep(chunk.subarray(0, end), start);
    const text = this.pending.toString('utf8', 0, this.pendingBytes);
    this.pending = Buffer.alloc(0);
    this.pendingBytes = 0;
    return text;
  }

  /** Doubles as it grows, so that a sender of single bytes costs no more than one of large chunks. */
  private keep(chunk: Buffer, start: number): void {
    const needed = this.pendingBytes + chunk.length - start;
    if (needed > this.pending.length) {
      const grown = Buffer.allocUnsafe(Math.max(needed, this.pending.length * 2));
      this.pending.copy(grown, 0, 0, this.pendingBytes);
      this.pending = grown;
    }
    chunk.copy(this.pending, this.pendingBytes, start);
    this.pendingBytes = needed;
  }
}

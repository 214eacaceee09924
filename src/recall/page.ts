/** So that it is known, and left out, where an agent's payload brings it back. */
const OPENED = '<recollect-context>';
const CLOSED = '</recollect-context>';

/** Lines up to a number of bytes, whole blocks only. */
export class Page {
  private readonly lines: string[];
  private used: number;

  private readonly end: readonly string[];

  constructor(
    start: readonly string[],
    end: readonly string[],
    private readonly budget: number,
  ) {
    this.lines = [OPENED, ...start];
    this.end = [...end, CLOSED];
    this.used = bytesOf([...this.lines, ...this.end]);
  }

  /** Blocks under a title, those that fit into `upTo` bytes of the page. @returns how many did */
  section(title: string, blocks: readonly (readonly string[])[], upTo: number): number {
    let shown = 0;
    for (const block of blocks) {
      const lines = shown > 0 ? block : ['', title, ...block];
      if (this.used + bytesOf(lines) > Math.min(upTo, this.budget)) continue;
      this.lines.push(...lines);
      this.used += bytesOf(lines);
      shown++;
    }
    return shown;
  }

  /** Bytes that a section of this title can still fill. */
  roomUnder(title: string): number {
    return this.budget - this.used - bytesOf(['', title]);
  }

  text(): string {
    const text = `${[...this.lines, ...this.end].join('\n')}\n`;
    return Buffer.byteLength(text) <= this.budget ? text : '';
  }
}

function bytesOf(lines: readonly string[]): number {
  return lines.reduce((sum, line) => sum + Buffer.byteLength(line) + 1, 0);
}

import type { Random } from './random';

const SECTOR_BYTES = 512;

/** What a file holds for those who read it now, and what of that the disk has for certain. */
export class LossyFile {
  private durable: Buffer;
  /** The states after each change since the last sync, oldest first. */
  private since: Buffer[] = [];
  private dropsPages = false;

  constructor(content: Buffer = Buffer.alloc(0)) {
    this.durable = content;
  }

  get live(): Buffer {
    return this.since.at(-1) ?? this.durable;
  }

  append(bytes: Uint8Array): void {
    this.since.push(Buffer.concat([this.live, bytes]));
  }

  truncate(sizeBytes: number): void {
    this.since.push(Buffer.from(this.live.subarray(0, sizeBytes)));
  }

  /** A sync that failed: the kernel holds the pages for clean now and never writes them. */
  failSync(): void {
    this.dropsPages = true;
  }

  sync(): void {
    if (this.dropsPages) return;
    this.durable = this.live;
    this.since = [];
  }

  /** What a power cut leaves: something between the last sync and now, whole, torn at a byte, or sector by sector in any order. */
  afterPowerCut(random: Random): Buffer {
    if (this.since.length === 0) return this.durable;
    const reached = this.since[random.below(this.since.length)] ?? this.durable;
    switch (random.below(4)) {
      case 0:
        return this.durable;
      case 1:
        return this.live;
      case 2:
        return this.torn(reached, random);
      default:
        return this.shuffled(reached, random);
    }
  }

  private torn(reached: Buffer, random: Random): Buffer {
    const [short, long] = reached.length < this.durable.length ? [reached, this.durable] : [this.durable, reached];
    return Buffer.from(long.subarray(0, short.length + random.below(long.length - short.length + 1)));
  }

  /** Each sector is the old or the new one; where the file had grown without its data, there are zeros. */
  private shuffled(reached: Buffer, random: Random): Buffer {
    const result = Buffer.alloc(random.chance(0.7) ? reached.length : this.torn(reached, random).length);
    for (let start = 0; start < result.length; start += SECTOR_BYTES) {
      // What was synced is not lost by an append; only a cut that was under way can undo it.
      const isAppend = reached.length >= this.durable.length;
      copySector(random.chance(0.5) ? reached : this.durable, result, start);
      if (isAppend) copySector(this.durable, result, start);
    }
    return result;
  }
}

function copySector(from: Buffer, to: Buffer, start: number): void {
  if (start < from.length) from.copy(to, start, start, Math.min(start + SECTOR_BYTES, to.length));
}

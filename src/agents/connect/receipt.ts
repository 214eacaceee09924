import { createHash } from 'node:crypto';
import { dirname, join } from 'node:path';
import * as z from 'zod/mini';
import { readText, removeEmpty, removeFile, writeText } from './files';

/** What connecting an agent did, so that disconnecting takes back that and nothing else. */
const receipt = z.object({
  connectedAtMs: z.number(),
  /** By file: the hash of what was written. As long as it is the same, the file is put back byte for byte. */
  files: z.record(z.string(), z.object({ hash: z.string(), wasThere: z.boolean() })),
  madeFolders: z.array(z.string()),
});
export type Receipt = z.infer<typeof receipt>;

export const NO_RECEIPT: Receipt = { connectedAtMs: 0, files: {}, madeFolders: [] };

export const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Where the receipt of one agent is kept. A lost or damaged one is none: then only our own entries are taken out. */
export class ReceiptFile {
  private readonly file: string;

  constructor(recollectHome: string, agent: string) {
    this.file = join(recollectHome, 'agents', `${agent}.json`);
  }

  read(): Receipt | undefined {
    try {
      const parsed = receipt.safeParse(JSON.parse(readText(this.file) ?? 'null'));
      return parsed.success ? parsed.data : undefined;
    } catch {
      return undefined; // Said above.
    }
  }

  write(value: Receipt): void {
    writeText(this.file, `${JSON.stringify(value, undefined, 2)}\n`);
  }

  remove(): void {
    removeFile(this.file);
    removeEmpty([dirname(this.file)]);
  }
}

import { existsSync, statSync } from 'node:fs';
import type { AgentAdapter, ConnectAction, Connection, FileChange } from '../../core/agentAdapter';
import { UserFacingError } from '../../core/errors';
import type { Agent } from '../../core/hookEvent';
import { readText, removeEmpty, removeFile, writeText } from './files';
import { CannotParseError } from './jsonText';
import { backupOf, connectedText, disconnectedText, isConnected, type Part } from './part';
import { hashOf, NO_RECEIPT, type Receipt, ReceiptFile } from './receipt';
import { isOnPath, type Surroundings } from './surroundings';

/** What is particular to an agent. */
export interface AgentDefinition {
  readonly id: Agent;
  readonly displayName: string;
  readonly afterConnect: string;
  /** Its folder, and its program: if either is there, so is the agent. */
  readonly folder: string;
  readonly program: string;
  /** The ways in which it can be connected; each is a list of parts. */
  readonly ways: readonly [readonly Part[], ...(readonly Part[])[]];
  /** The index of the best of them on this machine. */
  readonly preferredWay?: () => Promise<number>;
  /** What the person does so that the agent runs the hooks; absent where it just does. */
  readonly trust?: string;
  /** Why the agent would run no hook, whoever's; undefined when it would. */
  readonly blocked?: () => string | undefined;
}

/** An agent that is connected by files. */
export class FileAdapter implements AgentAdapter {
  readonly id: Agent;
  readonly displayName: string;
  readonly afterConnect: string;
  private readonly receipts: ReceiptFile;

  constructor(
    private readonly definition: AgentDefinition,
    private readonly surroundings: Surroundings,
  ) {
    this.id = definition.id;
    this.displayName = definition.displayName;
    this.afterConnect = definition.afterConnect;
    this.receipts = new ReceiptFile(surroundings.recollectHome, definition.id);
  }

  detect(): boolean {
    return existsSync(this.definition.folder) || isOnPath(this.surroundings, this.definition.program);
  }

  async plan(action: ConnectAction): Promise<readonly FileChange[]> {
    const { ways, preferredWay } = this.definition;
    const receipt = this.receipts.read();
    const used = ways.findIndex((parts) => parts.some(isConnected));
    const wanted = action === 'disconnect' ? -1 : used !== -1 ? used : ((await preferredWay?.()) ?? 0);
    return ways.flatMap((parts, way) => parts.flatMap((part) => this.change(part, way === wanted, receipt)));
  }

  async apply(action: ConnectAction, planned: readonly FileChange[]): Promise<void> {
    const stale = planned.find((change) => readText(change.file) !== change.before);
    if (stale) throw new UserFacingError(`${stale.file} was changed meanwhile. Nothing was done; try again.`);
    const receipt = this.receipts.read() ?? NO_RECEIPT;
    const madeFolders = new Set(receipt.madeFolders);
    const files: Record<string, { hash: string; wasThere: boolean }> = { ...receipt.files };
    for (const { file, after } of planned) {
      if (action === 'connect' && after !== undefined) {
        files[file] = { hash: hashOf(after), wasThere: this.keepBackup(file, receipt) };
        for (const folder of writeText(file, after)) madeFolders.add(folder);
      } else if (after === undefined) removeFile(file);
      else writeText(file, after);
    }
    if (action === 'connect') {
      this.receipts.write({ connectedAtMs: this.surroundings.nowMs(), files, madeFolders: [...madeFolders] });
      return;
    }
    for (const part of this.definition.ways.flat()) if (part.kind === 'merged') removeFile(backupOf(part.file));
    removeEmpty([...madeFolders]);
    this.receipts.remove();
  }

  async verify(lastEventAtMs: number | undefined): Promise<Connection> {
    try {
      if (!this.definition.ways.flat().some(isConnected)) return { kind: this.detect() ? 'notConnected' : 'notInstalled' };
      const reason = this.definition.blocked?.();
      if (reason !== undefined) return { kind: 'blocked', reason };
      const connectedAtMs = this.receipts.read()?.connectedAtMs ?? 0;
      if (this.definition.trust !== undefined && (lastEventAtMs ?? -1) < connectedAtMs) return { kind: 'needsTrust', how: this.definition.trust };
      return { kind: 'connected', isCurrent: (await this.plan('connect')).length === 0 };
    } catch (error) {
      if (error instanceof CannotParseError) return { kind: 'cannotParse', reason: error.message };
      throw error;
    }
  }

  private change(part: Part, isWanted: boolean, receipt: Receipt | undefined): readonly FileChange[] {
    const before = readText(part.file);
    const after = isWanted ? connectedText(part, receipt) : !isConnected(part) ? before : disconnectedText(part, receipt);
    return before === after ? [] : [{ file: part.file, before, after }];
  }

  /** @returns whether the file is there without us */
  private keepBackup(file: string, receipt: Receipt): boolean {
    const part = this.definition.ways.flat().find((candidate) => candidate.file === file);
    if (part?.kind !== 'merged') return false;
    const original = disconnectedText(part, receipt);
    if (original === undefined) return false;
    const backup = backupOf(file);
    if (readText(backup) !== original) writeText(backup, original, existsSync(file) ? statSync(file).mode & 0o7777 : undefined);
    return true;
  }
}

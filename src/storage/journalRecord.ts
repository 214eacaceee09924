import { crc32 } from 'node:zlib';

export type SqlValue = string | number | null | Uint8Array;

/** One SQL statement as it was run, with its parameters. */
export type RecordedStatement = readonly [sql: string, params: readonly SqlValue[]];

/** The first line of a journal. */
export interface JournalHeader {
  readonly format: 1;
  /** Schema version that the statements after it were written for. */
  readonly schema: number;
  readonly pid: number;
  /** `claim` by a new owner, `rotation` by the same one. */
  readonly reason: 'claim' | 'rotation';
}

/**
 * What a journal stands on: of each journal before it, by generation, how many bytes its owner used. What an owner that has lost
 * the folder, or a failed sync, leaves behind those is no part of the history.
 */
export type JournalBase = Readonly<Record<string, number>>;

/** A line of a journal: its header, what it stands on, or the statements of one committed transaction. */
export type JournalLine = { readonly header: JournalHeader } | { readonly base: JournalBase } | { readonly statements: readonly RecordedStatement[] };

/**
 * A line is `crc32 of the JSON as 8 hex digits, a space, the JSON, a line feed`. JSON has no raw line feed, so a torn write
 * can only be the last line. Blobs are `{"blob": base64}`.
 */
export function encodeLine(line: JournalLine): Buffer {
  const encoded = 'statements' in line ? { statements: line.statements.map(([sql, params]) => [sql, params.map(encodeValue)]) } : line;
  const json = Buffer.from(JSON.stringify(encoded));
  return Buffer.concat([Buffer.from(`${checksum(json)} `), json, LINE_FEED]);
}

/** A whole line without its line feed. A transaction is decoded when it is replayed: a journal of many is not in memory as objects. */
export type CheckedLine = Exclude<JournalLine, { readonly statements: unknown }> | { readonly transaction: Buffer };

/** What a line says; undefined when it is torn or damaged. */
export function checkLine(bytes: Buffer): CheckedLine | undefined {
  if (bytes.length < 10 || bytes[8] !== 0x20) return undefined;
  const json = bytes.subarray(9);
  if (bytes.toString('latin1', 0, 8) !== checksum(json)) return undefined;
  // The checksum vouches for what encodeLine wrote.
  return json.subarray(0, TRANSACTION.length).equals(TRANSACTION) ? { transaction: json } : (JSON.parse(json.toString()) as Exclude<JournalLine, { readonly statements: unknown }>);
}

/** The statements of a transaction whose line was checked. */
export function decodeTransaction(transaction: Buffer): readonly RecordedStatement[] {
  const { statements } = JSON.parse(transaction.toString()) as { readonly statements: readonly RecordedStatement[] };
  return statements.map(([sql, params]) => [sql, params.map(decodeValue)]);
}

const TRANSACTION = Buffer.from('{"statements":');
const LINE_FEED = Buffer.from('\n');

function checksum(json: Buffer): string {
  return crc32(json).toString(16).padStart(8, '0');
}

/** Before JSON.stringify, which would ask a Buffer's own toJSON first. */
function encodeValue(value: SqlValue): unknown {
  return value instanceof Uint8Array ? { blob: Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('base64') } : value;
}

function decodeValue(value: unknown): SqlValue {
  if (typeof value === 'object' && value !== null && 'blob' in value && typeof value.blob === 'string') return Buffer.from(value.blob, 'base64');
  return value as SqlValue;
}

import { PayloadError } from '../core/errors';
import type { IngestResult } from '../core/ports';

/** The method by which a hook hands an event to the owner. */
export const INGEST_METHOD = 'ingest';
/** A frame's size on the wire, without its newline. */
export const MAX_FRAME_BYTES = 16 * 1024 * 1024;

/** The payload will never be accepted: the sender neither retries nor spools it. With any other code it keeps it. */
export const PAYLOAD_REFUSED = -32602;

/** Parameters of `ingest`, and the content of a spool file. */
export interface IngestParams {
  readonly agent: string;
  /** In the agent's own words; empty when only the payload says. */
  readonly event: string;
  /** When the hook saw it, in ms since the epoch. */
  readonly atMs: number;
  readonly payload: unknown;
  /** The agent runs where the person wants nothing recorded. */
  readonly incognito?: boolean;
}

export interface IngestAnswer {
  readonly result: IngestResult;
  /** What the agent is to be told beside its prompt. */
  readonly context?: string;
}

/** @throws PayloadError */
export function parseIngestParams(value: unknown): IngestParams {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new PayloadError('', 'the parameters of ingest are not an object');
  const { agent, event, atMs, payload, incognito } = value as Record<string, unknown>;
  if (typeof agent !== 'string') throw new PayloadError('agent', 'not a string');
  if (typeof event !== 'string') throw new PayloadError('event', 'not a string');
  if (typeof atMs !== 'number' || !Number.isSafeInteger(atMs) || atMs < 0) throw new PayloadError('atMs', 'not a time in milliseconds');
  return { agent, event, atMs, payload, ...(incognito === true && { incognito }) };
}

import { constants, deflateRawSync, inflateRawSync } from 'node:zlib';

/** First byte of a blob: how the rest is encoded. Never renumbered. */
const PLAIN = 0;
const DEFLATED = 1;
/** Below this, deflating what is kept costs more than it saves. */
const DEFLATE_FROM_BYTES = 256;
/** What is kept for moments only, while somebody waits for it to be on disk, is deflated where writing it takes as long. */
export const DEFLATE_BRIEF_FROM_BYTES = 16 * 1024;
const MAX_INFLATED_BYTES = 64 * 1024 * 1024;

/** A JSON value as a blob, deflated where that pays. */
export function encodeBlob(value: unknown, deflateFromBytes = DEFLATE_FROM_BYTES): Uint8Array {
  const json = Buffer.from(JSON.stringify(value));
  if (json.length < deflateFromBytes) return Buffer.concat([Buffer.of(PLAIN), json]);
  return Buffer.concat([Buffer.of(DEFLATED), deflateRawSync(json, { level: constants.Z_BEST_SPEED })]);
}

/** @throws Error when the blob is damaged */
export function decodeBlob(blob: Uint8Array): unknown {
  const rest = blob.subarray(1);
  switch (blob[0]) {
    case PLAIN:
      return JSON.parse(Buffer.from(rest).toString());
    case DEFLATED:
      return JSON.parse(inflateRawSync(rest, { maxOutputLength: MAX_INFLATED_BYTES }).toString());
    default:
      throw new Error(`a blob of unknown encoding ${blob[0] ?? 'none'}`);
  }
}

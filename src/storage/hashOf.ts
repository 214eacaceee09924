import { hash } from 'node:crypto';

/** 52 bits of the text's SHA-1: a number that SQLite and JavaScript both hold exactly. */
export function hashOf(text: string): number {
  const digest = hash('sha1', text, 'buffer');
  return digest.readUIntBE(0, 6) * 16 + ((digest[6] ?? 0) & 0x0f);
}

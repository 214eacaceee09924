import type * as Crypto from 'node:crypto';

/** What the names of all files with a project's context begin with. */
export function contextPrefix(project: string): string {
  return `${partOf(project)}.`;
}

/** The file with the context of a project, for one of its work trees and for an agent with one of its own; without them, for any other. */
export function contextFile(project: string, workTree?: string, agent?: string): string {
  return `${contextPrefix(project)}${workTree === undefined ? '' : `${partOf(workTree)}.`}${agent === undefined ? '' : `${agent}.`}md`;
}

/** Two of them fit into a file's name. */
const MOST_CHARACTERS = 100;

/**
 * A name as a part of a file's name: another one for each, also where letters of either case are the same, and without a point. Only
 * a long one is hashed: to load what hashes would cost a session that begins 4 ms.
 */
function partOf(name: string): string {
  const encoded = name.replace(/[^a-z0-9_-]/gu, (character) => Array.from(Buffer.from(character), (byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''));
  if (encoded.length < MOST_CHARACTERS) return `_${encoded}`;
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- see above
  const { createHash } = require('node:crypto') as typeof Crypto;
  return createHash('sha256').update(name).digest('hex');
}

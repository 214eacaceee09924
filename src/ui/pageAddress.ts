import type { Memory } from '../core/observation';
import { memoryTitle } from './memoryMarkdown';
import { shortened } from './labelText';

/** What a read-only document shows. */
export type PageSubject = { readonly kind: 'memory'; readonly memoryId: string } | { readonly kind: 'status' } | { readonly kind: 'changes' };

const TITLE_LENGTH = 60;
const STATUS_PATH = '/status/Recollect Status.md';
const CHANGES_PATH = '/changes/Changes by Recollect.diff';

/** The path of a memory's document: its id says which, its last part is what the editor's tab shows. */
export function memoryPath(memory: Memory): string {
  const title = shortened(memoryTitle(memory).replace(/[/\\?#%:*"<>|]/g, ' '), TITLE_LENGTH);
  return `/memory/${memory.id}/${title === '' ? memory.id : title}.md`;
}

export function statusPath(): string {
  return STATUS_PATH;
}

export function changesPath(): string {
  return CHANGES_PATH;
}

export function subjectOf(path: string): PageSubject | undefined {
  if (path === STATUS_PATH) return { kind: 'status' };
  if (path === CHANGES_PATH) return { kind: 'changes' };
  const memoryId = /^\/memory\/([os]\d+|p\d+\.\d+)\//.exec(path)?.[1];
  return memoryId === undefined ? undefined : { kind: 'memory', memoryId };
}

import type { Memory } from '../core/observation';
import { COMMANDS, type CommandId } from '../manifest';

/** Something that can be done with a memory where it is listed. */
export interface MemoryAction {
  readonly command: CommandId;
  readonly title: string;
  readonly icon: string;
}

const PIN: MemoryAction = { command: COMMANDS.pinMemory, title: 'Pin', icon: 'pin' };
const UNPIN: MemoryAction = { command: COMMANDS.unpinMemory, title: 'Unpin', icon: 'pinned' };
const EXCLUDE: MemoryAction = { command: COMMANDS.excludeMemory, title: 'Exclude from context', icon: 'eye-closed' };
const INCLUDE: MemoryAction = { command: COMMANDS.includeMemory, title: 'Include in context', icon: 'eye' };

/** What is offered for a memory, by buttons and links that run the command with its id. A prompt is as it was asked: it is only read. */
export function memoryActions({ kind, isPinned, isExcluded }: Pick<Memory, 'kind' | 'isPinned' | 'isExcluded'>): readonly MemoryAction[] {
  return [
    { command: COMMANDS.openMemory, title: 'Open', icon: 'open-preview' },
    { command: COMMANDS.copyMemory, title: 'Copy as Markdown', icon: 'copy' },
    ...(kind === 'prompt' ? [] : [isPinned ? UNPIN : PIN, isExcluded ? INCLUDE : EXCLUDE, { command: COMMANDS.deleteMemory, title: 'Delete', icon: 'trash' }]),
  ];
}

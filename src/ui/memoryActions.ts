import { COMMANDS, type CommandId } from '../manifest';

/** Something that can be done with a memory where it is listed. */
export interface MemoryAction {
  readonly command: CommandId;
  readonly title: string;
  readonly icon: string;
}

/** What is offered for a memory, by buttons and links that run the command with its id. */
export function memoryActions(): readonly MemoryAction[] {
  return [
    { command: COMMANDS.openMemory, title: 'Open', icon: 'open-preview' },
    { command: COMMANDS.copyMemory, title: 'Copy as Markdown', icon: 'copy' },
  ];
}

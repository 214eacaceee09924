import type { CommandId } from '../../src/manifest';
import type { AgentAdapter } from '../../src/core/agentAdapter';
import { AgentConnections } from '../../src/core/agentConnections';
import { allCommands } from '../../src/ui/commands/allCommands';
import type { ContextSubject } from '../../src/ui/context/contextSubject';
import type { Outcome } from '../../src/ui/commands/command';
import { runCommand } from '../../src/ui/commands/runCommand';
import { FakeClient } from './fakeClient';
import { FakeDialogs } from './fakeDialogs';
import { FakeSettings } from './fakeSettings';
import { SilentLog } from './silentLog';

/** All commands with everything around them made up. */
export class CommandBench {
  readonly client = new FakeClient();
  readonly dialogs = new FakeDialogs();
  readonly settings = new FakeSettings();
  readonly log = new SilentLog();
  /** What commands opened or moved. */
  readonly moved: string[] = [];

  /** The folder that is open, and the context that is shown. */
  readonly contexts = {
    folder: undefined as string | undefined,
    shown: undefined as ContextSubject | undefined,
    open: async ({ agent, project, folder }: ContextSubject) => void this.moved.push(`context of ${agent} in ${project}, ${folder ?? 'no folder'}`),
  };

  /** The folder that the person is at work in. */
  folder: string | undefined;

  /** The agents of the machine. */
  readonly adapters: AgentAdapter[] = [];

  readonly commands = allCommands({
    client: this.client,
    dialogs: this.dialogs,
    settings: this.settings,
    connections: new AgentConnections(this.adapters, () => this.client.agents(), async () => undefined),
    contexts: this.contexts,
    pages: {
      openMemory: async (memory, keepsFocus) => void this.moved.push(`memory ${memory.id}${keepsFocus ? ', focus kept' : ''}`),
      editMemory: async (memory) => void this.moved.push(`edit ${memory.id}`),
      openStatus: async () => void this.moved.push('status'),
      openChanges: async (diff) => void this.moved.push(diff),
    },
    currentFolder: () => this.folder,
    views: {
      focusFile: async () => void this.moved.push('focus file'),
      focus: async () => void this.moved.push('focus'),
      refresh: async () => void this.moved.push('refresh'),
      showMore: async (branchId) => this.moved.push(`more ${branchId}`) > 0 && branchId !== 'gone',
      showLog: () => void this.moved.push('log'),
      walkthrough: async () => void this.moved.push('walkthrough'),
    },
  });

  run(id: CommandId, argument?: unknown): Promise<Outcome> {
    return this.runOn(id, argument, undefined);
  }

  /** As from the menu of a node, with all nodes that are selected. */
  async runOn(id: CommandId, argument: unknown, selected: unknown): Promise<Outcome> {
    const command = this.commands.find((candidate) => candidate.id === id);
    if (command === undefined) throw new Error(`no command ${id}`);
    return runCommand(command, argument, this.dialogs, this.log, selected);
  }
}

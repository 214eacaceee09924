import { join } from 'node:path';
import type { Agent } from '../../core/hookEvent';
import type { Surroundings } from './surroundings';

/** Part of every command line of ours: by it they are found again. */
export const LAUNCHER = 'recollect-hook';

export const binFolder = (recollectHome: string): string => join(recollectHome, 'bin');

/** The shells by which agents run a command on Windows; elsewhere it is sh. */
export type WindowsShell = 'bash' | 'powershell' | 'cmd';

/** The command line by which an agent runs the hook program. It stays the same from version to version: agents ask again when it changes. */
export function hookCommand({ recollectHome, platform }: Surroundings, agent: Agent, event: string, windowsShell: WindowsShell): string {
  const rest = `${event} --agent ${agent}`;
  if (platform !== 'win32') return `${quotedForSh(join(binFolder(recollectHome), LAUNCHER))} ${rest}`;
  const program = `${recollectHome}\\bin\\${LAUNCHER}.cmd`;
  switch (windowsShell) {
    case 'bash':
      return `${quotedForSh(program.replaceAll('\\', '/'))} ${rest}`;
    case 'powershell':
      return `& '${program.replaceAll("'", "''")}' ${rest}`;
    case 'cmd':
      return `"${program}" ${rest}`;
  }
}

const quotedForSh = (text: string): string => (/^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`);

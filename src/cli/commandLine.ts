import { parseArgs, type ParseArgsOptionsConfig } from 'node:util';
import type { Options } from './commandContext';
import { type CommandEntry, COMMANDS } from './commandTable';
import { UsageError } from './output';

const PROJECT_NAMES = 'P is a project, its short name or a folder in it.\n';
const TEXT = { type: 'string' } as const;
const YES_OR_NO = { type: 'boolean' } as const;

const COMMAND_OPTIONS = {
  project: TEXT, agent: TEXT, type: TEXT, concept: TEXT, file: TEXT, from: TEXT, since: TEXT, until: TEXT, limit: TEXT, session: TEXT,
  provider: TEXT, model: TEXT, 'base-url': TEXT, 'embedding-url': TEXT, 'embedding-model': TEXT, verbose: YES_OR_NO, 'dry-run': YES_OR_NO, all: YES_OR_NO,
  title: TEXT, subtitle: TEXT, narrative: TEXT, by: TEXT, format: TEXT, yes: YES_OR_NO, 'last-hour': YES_OR_NO, off: YES_OR_NO, forget: YES_OR_NO,
} as const satisfies Record<keyof Options, { readonly type: 'string' | 'boolean' }>;
const ALL_OPTIONS = { ...COMMAND_OPTIONS, json: YES_OR_NO, help: { ...YES_OR_NO, short: 'h' }, version: YES_OR_NO } as const satisfies ParseArgsOptionsConfig;

/** What a command line asks for. */
export type Asked =
  | { readonly kind: 'version' }
  | { readonly kind: 'help'; readonly text: string }
  | { readonly kind: 'command'; readonly run: CommandEntry['run']; readonly arguments: readonly string[]; readonly options: Options; readonly isJson: boolean };

/** @throws UsageError for a command that there is not, and for what the command does not take */
export function parseCommandLine(words: readonly string[]): Asked {
  const { values, positionals } = parsed(words);
  const { json: isJson = false, help, version, ...options } = values;
  if (version) return { kind: 'version' };
  const [name, ...rest] = positionals;
  if (name === undefined) return { kind: 'help', text: usage() };
  if (name === 'help') return { kind: 'help', text: rest[0] === undefined ? usage() : usageOf(rest[0]) };
  if (help) return { kind: 'help', text: usageOf(name) };
  const { run, most, options: taken } = entryOf(name);
  const foreign = Object.keys(options).find((option) => !taken.some((one) => one === option));
  if (foreign !== undefined) throw new UsageError(`${name} takes no --${foreign}`);
  const surplus = rest[most];
  if (surplus !== undefined) throw new UsageError(most === 0 ? `${name} takes no argument such as "${surplus}"` : `${name} takes one argument; "${surplus}" is too much`);
  return { kind: 'command', run, arguments: rest, options, isJson };
}

/** After a usage error, where more is told. */
export function whereHelpIs(words: readonly string[]): string {
  const name = words.find((word) => Object.hasOwn(COMMANDS, word));
  return name === undefined ? '"recollect help" lists the commands.' : `"recollect help ${name}" tells what it takes.`;
}

function parsed(words: readonly string[]) {
  try {
    return parseArgs({ args: [...words], allowPositionals: true, options: ALL_OPTIONS });
  } catch (error) {
    if (error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')) throw new UsageError(error.message, { cause: error });
    throw error;
  }
}

function entryOf(name: string): CommandEntry {
  const entry = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!entry) throw new UsageError(`there is no command "${name}"`);
  return entry;
}

function usageOf(name: string): string {
  const { usage: text } = entryOf(name);
  return `Usage: recollect COMMAND [ARGUMENTS] [--json]\n${text}${text.includes('--project P') ? `\n\n${PROJECT_NAMES.trimEnd()}` : ''}`;
}

function usage(): string {
  const parts = [...new Set(Object.values(COMMANDS).map((entry) => entry.usage))];
  return `Usage: recollect COMMAND [ARGUMENTS] [--json]\n${parts.join('')}\n\n${PROJECT_NAMES}"recollect help COMMAND" prints the part of one command.\nRECOLLECT_HOME (default ~/.recollect) says where to look.`;
}

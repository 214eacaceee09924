import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { agents, connect, disconnect } from './cli/agents';
import { backfill } from './cli/backfill';
import type { CommandContext } from './cli/commandContext';
import { context } from './cli/context';
import { doctor } from './cli/doctor';
import { edit } from './cli/edit';
import { exclude, include, merge, pin, remember, remove, supersede, undo, unpin } from './cli/editCommands';
import { excludeProject } from './cli/excludeProject';
import { exportMemories } from './cli/export';
import { forget } from './cli/forget';
import { get } from './cli/get';
import { mcp } from './cli/mcp';
import { importMemories } from './cli/import';
import { Output, UsageError } from './cli/output';
import { abort, discard, incognito, pause, reprocess, resume, retry } from './cli/queueCommands';
import { search } from './cli/search';
import { serve } from './cli/serve';
import { status } from './cli/status';
import { messageOf, UserFacingError } from './core/errors';
import { homePaths } from './ingest/home';

const USAGE = `Usage: recollect COMMAND [ARGUMENTS] [--json]

  serve [--provider builtin|anthropic|gemini] [--model NAME] [--base-url URL]
        [--embedding-url URL] [--embedding-model NAME]
                          be the owner without VS Code, until SIGTERM; keys from
                          ANTHROPIC_API_KEY, GEMINI_API_KEY and, for an endpoint
                          that embeds, RECOLLECT_EMBEDDING_API_KEY
  status                  the queue, what is remembered, and who the owner is
  search QUERY [--project P] [--agent A] [--session N] [--type T] [--concept C]
         [--file F] [--since D] [--until D] [--limit N]
                          word* for a beginning, "words" for a phrase; dates as
                          2026-05-08 or 3d; with filters alone, the newest first;
                          P is a project, its short name or a folder in it
  context [--project P] [--agent A]
                          what the next session of a project is told
  get ID…                 whole memories: o12 is an observation, s3 a summary,
                          p4.2 prompt 2 of session 4
  export [--format jsonl|markdown] [--project P]
                          everything, one JSON object a line, or to read
  import FILE|-           take in what export wrote, in either form; what is
                          there already is not added twice
  edit ID                 change a memory in your editor (VISUAL, EDITOR), by a page
                          on standard input, or by --title, --subtitle,
                          --narrative, --type, --concept
  delete ID…              remove memories
  pin ID…, unpin ID…      tell agents first of these
  exclude ID…, include ID…
                          keep memories, but tell no agent that does not ask
  supersede ID --by ID    the second holds in the place of the first
  merge ID ID…            make one observation of several
  undo                    take the last of these changes back
  remember TEXT [--project P] [--title T] [--type T] [--concept C] [--file F]
                          a note by hand; the text may come from standard input
  forget --last-hour | --since D | --session N | --project P  [--yes]
                          remove for good; says first what it would remove
  retry [--session N]     queue failed messages again
  discard [--session N]   delete failed messages
  reprocess SESSION       queue again what of the session still has its payload;
                          a session is named by its number or the agent's id
  abort [--session N]     stop processing; what waits is held until you retry
  pause, resume           stop and go on processing
  incognito SESSION [--forget|--off]
                          record nothing more of a session and delete what is
                          queued of it; --forget forgets all of it,
                          --off records it again
  exclude-project [PROJECT] [--off]
                          record nothing more of a project, by default of the
                          one of this folder; --off records it again
  backfill [--from A] [--project P] [--since D] [--dry-run]
                          import past sessions from the transcripts of Claude
                          Code, Copilot, Gemini CLI and Codex; --dry-run lists
                          them, with what they would cost
  agents                  which agents there are, and whether they are connected
  connect AGENT [--dry-run]
                          have the agent tell what it does; --dry-run prints
                          what would change and changes nothing
  disconnect AGENT|--all [--dry-run]
                          take that back
  mcp                     answer an agent's tools over standard input and output
                          (Model Context Protocol), until it ends
  doctor                  check that everything is in order

RECOLLECT_HOME (default ~/.recollect) says where to look.
`;

const COMMANDS: Readonly<Record<string, (context: CommandContext) => Promise<number>>> = { serve, status, search, context, get, export: exportMemories, import: importMemories, edit, delete: remove, pin, unpin, exclude, include, supersede, merge, undo, remember, forget, retry, discard, reprocess, abort, pause, resume, incognito, 'exclude-project': excludeProject, backfill, agents, connect, disconnect, doctor, mcp };

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      json: { type: 'boolean', default: false },
      project: { type: 'string' },
      agent: { type: 'string' },
      type: { type: 'string' },
      concept: { type: 'string' },
      file: { type: 'string' },
      from: { type: 'string' },
      since: { type: 'string' },
      until: { type: 'string' },
      limit: { type: 'string' },
      session: { type: 'string' },
      provider: { type: 'string' },
      model: { type: 'string' },
      'base-url': { type: 'string' },
      'embedding-url': { type: 'string' },
      'embedding-model': { type: 'string' },
      verbose: { type: 'boolean' },
      'dry-run': { type: 'boolean' },
      all: { type: 'boolean' },
      title: { type: 'string' },
      subtitle: { type: 'string' },
      narrative: { type: 'string' },
      by: { type: 'string' },
      format: { type: 'string' },
      yes: { type: 'boolean' },
      'last-hour': { type: 'boolean' },
      off: { type: 'boolean' },
      forget: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
      version: { type: 'boolean' },
    },
  });
  const output = new Output(values.json);
  if (values.version) return output.text(RECOLLECT_VERSION);
  const [name, ...rest] = positionals;
  if (values.help || name === undefined || name === 'help') return output.text(USAGE.trimEnd());
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!command) throw new UsageError(`there is no command "${name}"`);
  return command({ home: homePaths(), wasmFile: resolve(__dirname, 'sql-wasm.wasm'), version: RECOLLECT_VERSION, output, arguments: rest, options: values });
}

main().then(
  (code) => (process.exitCode = code),
  (error: unknown) => {
    const isUsage = error instanceof UsageError || (error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS'));
    process.stderr.write(`recollect: ${messageOf(error)}\n${isUsage ? '\n' + USAGE : ''}`);
    if (!isUsage && !(error instanceof UserFacingError) && error instanceof Error) process.stderr.write(`${error.stack ?? ''}\n`);
    process.exitCode = isUsage ? 2 : 1;
  },
);

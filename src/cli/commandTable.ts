import { agents, connect, disconnect } from './agents';
import { backfill } from './backfill';
import type { CommandContext, Options } from './commandContext';
import { context } from './context';
import { doctor } from './doctor';
import { edit } from './edit';
import { exclude, include, merge, pin, remember, remove, supersede, undo, unpin } from './editCommands';
import { excludeProject } from './excludeProject';
import { exportMemories } from './export';
import { forget } from './forget';
import { get } from './get';
import { importMemories } from './import';
import { incognito } from './incognito';
import { mcp } from './mcp';
import { abort, discard, pause, reprocess, resume, retry } from './queueCommands';
import { search } from './search';
import { serve } from './serve';
import { status } from './status';

export interface CommandEntry {
  readonly run: (context: CommandContext) => Promise<number>;
  /** The most arguments that it takes. */
  readonly most: number;
  readonly options: readonly (keyof Options)[];
  /** Its part of the usage; commands that belong together share one. */
  readonly usage: string;
}

const ANY_NUMBER = Infinity;

const entry = (run: CommandEntry['run'], most: number, options: CommandEntry['options'], usage: string): CommandEntry => ({ run, most, options, usage });

const PINNING = `
  pin ID…, unpin ID…      tell agents first of these`;
const EXCLUDING = `
  exclude ID…, include ID…
                          keep memories, but tell no agent that does not ask`;
const PAUSING = `
  pause, resume           stop and go on processing`;

/** What each command takes and what its help says, in the order of the usage. */
export const COMMANDS: Readonly<Record<string, CommandEntry>> = {
  serve: entry(serve, 0, ['provider', 'model', 'base-url', 'embedding-url', 'embedding-model', 'verbose'], `
  serve [--provider builtin|anthropic|gemini] [--model NAME] [--base-url URL]
        [--embedding-url URL] [--embedding-model NAME] [--verbose]
                          be the owner without VS Code, until SIGTERM; keys from
                          ANTHROPIC_API_KEY, GEMINI_API_KEY and, for an endpoint
                          that embeds, RECOLLECT_EMBEDDING_API_KEY`),
  status: entry(status, 0, [], `
  status                  the queue, what is remembered, and who the owner is`),
  search: entry(search, ANY_NUMBER, ['project', 'agent', 'session', 'type', 'concept', 'file', 'since', 'until', 'limit'], `
  search QUERY [--project P] [--agent A] [--session N] [--type T] [--concept C]
         [--file F] [--since D] [--until D] [--limit N]
                          word* for a beginning, "words" for a phrase; dates as
                          2026-05-08 or 3d; with filters alone, the newest first`),
  context: entry(context, 0, ['project', 'agent'], `
  context [--project P] [--agent A]
                          what the next session of a project is told`),
  get: entry(get, ANY_NUMBER, [], `
  get ID…                 whole memories: o12 is an observation, s3 a summary,
                          p4.2 prompt 2 of session 4`),
  export: entry(exportMemories, 0, ['format', 'project'], `
  export [--format jsonl|markdown] [--project P]
                          everything, one JSON object a line, or to read`),
  import: entry(importMemories, 1, [], `
  import FILE|-           take in what export wrote, in either form; what is
                          there already is not added twice`),
  edit: entry(edit, 1, ['title', 'subtitle', 'narrative', 'type', 'concept'], `
  edit ID                 change a memory in your editor (VISUAL, EDITOR), by a page
                          on standard input, or by --title, --subtitle,
                          --narrative, --type, --concept`),
  delete: entry(remove, ANY_NUMBER, [], `
  delete ID…              remove memories`),
  pin: entry(pin, ANY_NUMBER, [], PINNING),
  unpin: entry(unpin, ANY_NUMBER, [], PINNING),
  exclude: entry(exclude, ANY_NUMBER, [], EXCLUDING),
  include: entry(include, ANY_NUMBER, [], EXCLUDING),
  supersede: entry(supersede, 1, ['by'], `
  supersede ID --by ID    the second holds in the place of the first`),
  merge: entry(merge, ANY_NUMBER, [], `
  merge ID ID…            make one observation of several`),
  undo: entry(undo, 0, [], `
  undo                    take the last of these changes back`),
  remember: entry(remember, ANY_NUMBER, ['project', 'title', 'type', 'concept', 'file'], `
  remember TEXT [--project P] [--title T] [--type T] [--concept C] [--file F]
                          a note by hand; the text may come from standard input`),
  forget: entry(forget, 0, ['last-hour', 'since', 'session', 'project', 'yes'], `
  forget --last-hour | --since D | --session N | --project P  [--yes]
                          remove for good; says first what it would remove`),
  retry: entry(retry, 1, ['session'], `
  retry [--session N]     queue failed messages again`),
  discard: entry(discard, 1, ['session'], `
  discard [--session N]   delete failed messages`),
  reprocess: entry(reprocess, 1, ['session'], `
  reprocess SESSION       queue again what of the session still has its payload;
                          a session is named by its number or the agent's id`),
  abort: entry(abort, 1, ['session'], `
  abort [--session N]     stop processing; what waits is held until you retry`),
  pause: entry(pause, 0, [], PAUSING),
  resume: entry(resume, 0, [], PAUSING),
  incognito: entry(incognito, 1, ['session', 'forget', 'off', 'yes'], `
  incognito SESSION [--forget [--yes]|--off]
                          record nothing more of a session and delete what is
                          queued of it; --forget forgets all of it, and says
                          first what that is; --off records it again`),
  'exclude-project': entry(excludeProject, 1, ['project', 'off'], `
  exclude-project [PROJECT] [--off]
                          record nothing more of a project, by default of the
                          one of this folder; --off records it again`),
  backfill: entry(backfill, 0, ['from', 'project', 'since', 'dry-run'], `
  backfill [--from A] [--project P] [--since D] [--dry-run]
                          import past sessions from the transcripts of Claude
                          Code, Copilot, Gemini CLI and Codex; --dry-run lists
                          them, with what they would cost; what was forgotten
                          is left out`),
  agents: entry(agents, 0, [], `
  agents                  which agents there are, and whether they are connected`),
  connect: entry(connect, 1, ['dry-run'], `
  connect AGENT [--dry-run]
                          have the agent tell what it does; --dry-run prints
                          what would change and changes nothing`),
  disconnect: entry(disconnect, 1, ['all', 'dry-run'], `
  disconnect AGENT|--all [--dry-run]
                          take that back`),
  mcp: entry(mcp, 0, [], `
  mcp                     answer an agent's tools over standard input and output
                          (Model Context Protocol), until it ends`),
  doctor: entry(doctor, 0, [], `
  doctor                  check that everything is in order`),
};

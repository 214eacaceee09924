import { execFile } from 'node:child_process';
import { dirname } from 'node:path';

const TIMEOUT_MS = 3_000;
const MAX_OUTPUT_BYTES = 8 * 1024 * 1024;
/** Whatever a repository's config says, nothing of it is run, and nothing is fetched. */
const NOTHING_RUNS = ['core.fsmonitor=false', 'core.hooksPath=/dev/null', 'log.showSignature=false', 'core.quotePath=false', 'core.untrackedCache=false'];

/** Gives what a reading command of git prints; undefined when git does not want to, or takes too long. */
export type GitReader = (words: readonly string[]) => Promise<string | undefined>;

/**
 * Git in a folder that is not trusted: without a lock, hook, monitor, pager, filter, credential or protocol. Undefined when git is not there or
 * does not want to (not a repository, or somebody else's), or where something cannot be switched off.
 */
export async function gitIn(folder: string, signal: AbortSignal): Promise<GitReader | undefined> {
  const filters = await run(folder, NOTHING_RUNS, ['config', '-z', '--name-only', '--get-regexp', String.raw`^filter\..*\.(clean|smudge|process|required)$`], signal);
  if (filters.kind === 'failed' && filters.code !== 1) return undefined; // 1: there is none.
  const names = filters.kind === 'done' ? filters.output.split('\0').filter((name) => name !== '') : [];
  if (names.some((name) => /[=\n]/u.test(name))) return undefined; // Not from a command line.
  const settings = [...NOTHING_RUNS, ...names.map((name) => `${name}=${name.endsWith('.required') ? 'false' : ''}`)];
  return async (words) => {
    const answer = await run(folder, settings, words, signal);
    return answer.kind === 'done' ? answer.output : undefined;
  };
}

type Answer = { readonly kind: 'done'; readonly output: string } | { readonly kind: 'failed'; readonly code: unknown };

function run(folder: string, settings: readonly string[], words: readonly string[], signal: AbortSignal): Promise<Answer> {
  const options = {
    cwd: dirname(process.execPath), // Windows would look for git.exe in the folder first.
    env: environment(),
    timeout: TIMEOUT_MS,
    killSignal: 'SIGKILL',
    maxBuffer: MAX_OUTPUT_BYTES,
    windowsHide: true,
    signal,
  } as const;
  return new Promise((resolve) => {
    execFile('git', ['-C', folder, '--no-pager', '--literal-pathspecs', ...settings.flatMap((setting) => ['-c', setting]), ...words], options, (error, output) => {
      resolve(error ? { kind: 'failed', code: error.code } : { kind: 'done', output });
    });
  });
}

function environment(): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !/^GIT_/iu.test(name));
  return { ...Object.fromEntries(own), GIT_OPTIONAL_LOCKS: '0', GIT_TERMINAL_PROMPT: '0', GIT_ALLOW_PROTOCOL: 'none', GIT_NO_LAZY_FETCH: '1', LC_ALL: 'C' };
}

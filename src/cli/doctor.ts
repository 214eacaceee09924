import { accessSync, constants, existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { counted } from '../core/counted';
import { messageOf } from '../core/errors';
import { readHomeInfo } from '../ingest/home';
import { storageFailure } from '../storage/storageFailure';
import type { CommandContext } from './commandContext';
import { dataFolderOf, withApi } from './reach';

interface Check {
  readonly name: string;
  readonly ok: boolean;
  /** What was found and, where it is not in order, what to do. */
  readonly finding: string;
}

/** Looks at everything that has to work together; exit code 1 when something is not in order. */
export async function doctor(context: CommandContext): Promise<number> {
  const checks = [checkHome(context), checkFolder(context), checkSpool(context), checkHookLog(context), ...(await checkOwner(context))];
  context.output.value(checks, (list) => list.map((check) => `${check.ok ? 'ok ' : '!! '} ${check.name.padEnd(12)} ${check.finding}`).join('\n'));
  return checks.every((check) => check.ok) ? 0 : 1;
}

function checkHome({ home }: CommandContext): Check {
  const name = 'home';
  try {
    const info = readHomeInfo(home);
    return info ? { name, ok: true, finding: `${home.homeFile} names ${info.dataFolder}` } : { name, ok: false, finding: `${home.homeFile} is not there yet: open VS Code with Recollect, or run "recollect serve"` };
  } catch (error) {
    return { name, ok: false, finding: `${messageOf(error)}; restart VS Code or "recollect serve", which writes it anew` };
  }
}

function checkFolder({ home }: CommandContext): Check {
  const name = 'data folder';
  const folder = dataFolderOf(home);
  if (!existsSync(folder)) return { name, ok: false, finding: `${folder} does not exist yet` };
  try {
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    tryWriting(folder);
    if (process.platform !== 'win32' && (statSync(folder).mode & 0o077) !== 0) return { name, ok: false, finding: `${folder} can be read by others: chmod 700 it` };
    const damaged = readdirSync(folder).filter((file) => file.startsWith('damaged-'));
    if (damaged.length > 0) return { name, ok: false, finding: `${folder} was damaged: what could not be read is kept in ${damaged.join(', ')} there; check the disk, and delete them when you need them no more` };
    return { name, ok: true, finding: folder };
  } catch (error) {
    return { name, ok: false, finding: storageFailure(error, folder).message };
  }
}

/** As much as an event takes: permissions alone do not tell of a full disk. */
function tryWriting(folder: string): void {
  const file = join(folder, `doctor-${process.pid}.tmp`);
  try {
    writeFileSync(file, Buffer.alloc(64 * 1024), { mode: 0o600, flush: true });
  } finally {
    rmSync(file, { force: true });
  }
}

function checkSpool({ home }: CommandContext): Check {
  const name = 'spool';
  const count = (folder: string): number => (existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith('.json')).length : 0);
  const waiting = count(home.spoolFolder);
  const aside = count(join(home.spoolFolder, 'set-aside'));
  if (aside > 0) return { name, ok: false, finding: `${counted(aside, 'event')} could not be read and ${aside === 1 ? 'was' : 'were'} set aside in ${join(home.spoolFolder, 'set-aside')}: look there, then delete what you need no more` };
  return { name, ok: true, finding: waiting === 0 ? 'empty' : `${counted(waiting, 'event')} ${waiting === 1 ? 'waits' : 'wait'} for an owner` };
}

function checkHookLog({ home }: CommandContext): Check {
  const name = 'hook log';
  if (!existsSync(home.hookLog) || statSync(home.hookLog).size === 0) return { name, ok: true, finding: 'empty' };
  const lines = readFileSync(home.hookLog, 'utf8').trimEnd().split('\n');
  return { name, ok: true, finding: `${counted(lines.length, 'line')} in ${home.hookLog}, the last: ${lines.at(-1) ?? ''}` };
}

async function checkOwner(context: CommandContext): Promise<Check[]> {
  try {
    return await withApi(context, async (api, hasOwner) => {
      const { owner, version } = { owner: await api.status(), version: context.version };
      const checks: Check[] = [
        hasOwner
          ? { name: 'owner', ok: owner.owner.version === version, finding: `process ${owner.owner.pid}, version ${owner.owner.version}${owner.owner.version === version ? '' : `; this program is ${version}: reload VS Code`}` }
          : { name: 'owner', ok: false, finding: 'none is running; events are spooled until VS Code with Recollect or "recollect serve" starts' },
        ...(hasOwner ? [{ name: 'storage', ok: owner.storage.kind === 'ok', finding: owner.storage.kind === 'ok' ? 'can be written' : owner.storage.message }] : []),
        { name: 'provider', ok: owner.pause === null, finding: owner.pause === null ? owner.provider : `${owner.provider} is paused${owner.pause.kind === 'provider' ? `: ${owner.pause.message}` : ' by you; resume it'}` },
        { name: 'queue', ok: owner.queue.failed === 0, finding: `${owner.queue.pending} pending, ${owner.queue.processing} processing, ${owner.queue.failed} failed${owner.queue.failed > 0 ? '; "recollect retry" queues them again' : ''}` },
        ...(hasOwner ? [{ name: 'history', ok: true, finding: owner.missingSessions === 0 ? 'nothing of the last 14 days is missing' : `${counted(owner.missingSessions, 'past session')} of the last 14 days ${owner.missingSessions === 1 ? 'is' : 'are'} not remembered as a whole; "recollect backfill --since 14d" imports ${owner.missingSessions === 1 ? 'it' : 'them'}` }] : []),
      ];
      return checks;
    });
  } catch (error) {
    return [{ name: 'owner', ok: false, finding: messageOf(error) }];
  }
}

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MemoryChanges } from '../core/editing';
import { messageOf, UserFacingError } from '../core/errors';
import { changesIn, memoryPage, type PageContent, parsePage } from '../core/memoryPage';
import { CONCEPTS, OBSERVATION_TYPES } from '../core/observation';
import type { CommandContext } from './commandContext';
import { oneOf, UsageError } from './output';
import { withOwner } from './reach';
import { readText } from './readText';

/** Changes a memory: by options, by a page on standard input, or by a page in the person's editor. */
export async function edit(context: CommandContext): Promise<number> {
  const [id] = context.arguments;
  if (id === undefined) throw new UsageError('edit needs the id of one memory, such as o12 or s3');
  const given = changesOf(context.options);
  return withOwner(context, async (api) => {
    const [memory] = await api.get({ ids: [id] });
    if (!memory) throw new UserFacingError(`There is no memory ${id}.`);
    if (memory.kind === 'prompt') throw new UserFacingError(`${id} is a prompt: only observations and summaries can be changed.`);
    const send = async (changes: MemoryChanges): Promise<number> => context.output.value(await api.edit({ id, changes }), ({ message }) => message);
    if (Object.keys(given).length > 0) return send(given);
    if (!process.stdin.isTTY) return send(changesIn(memory, parsePage(await readText(''), memory.kind)));
    return inEditor(memory, send);
  });
}

function changesOf({ title, subtitle, narrative, type, concept }: CommandContext['options']): MemoryChanges {
  const knownType = oneOf(type, OBSERVATION_TYPES, '--type');
  const knownConcept = oneOf(concept, CONCEPTS, '--concept');
  return {
    ...(title !== undefined && { title }),
    ...(subtitle !== undefined && { subtitle }),
    ...(narrative !== undefined && { narrative }),
    ...(knownType && { type: knownType }),
    ...(knownConcept && { concepts: [knownConcept] }),
  };
}

/** What was written is not lost when it cannot be used. */
async function inEditor(memory: PageContent, send: (changes: MemoryChanges) => Promise<number>): Promise<number> {
  const editor = process.env['VISUAL'] ?? process.env['EDITOR'];
  if (editor === undefined || editor === '') throw new UserFacingError('No editor is known: set VISUAL or EDITOR, use --title and the like, or give the page on standard input ("recollect get" shows a memory).');
  const folder = mkdtempSync(join(tmpdir(), 'recollect-edit-'));
  const file = join(folder, 'memory.md');
  writeFileSync(file, memoryPage(memory), { mode: 0o600 });
  // As git does: an editor's command may have arguments.
  const { status, error } = spawnSync(`${editor} "${file}"`, { shell: true, stdio: 'inherit' });
  if (error ?? status !== 0) {
    rmSync(folder, { recursive: true, force: true });
    throw new UserFacingError(`The editor "${editor}" failed${error ? `: ${error.message}` : ''}. Nothing was changed.`);
  }
  try {
    const code = await send(changesIn(memory, parsePage(readFileSync(file, 'utf8'), memory.kind)));
    rmSync(folder, { recursive: true, force: true });
    return code;
  } catch (thrown) {
    throw new UserFacingError(`${messageOf(thrown)} Nothing was changed; what you wrote is in ${file}.`, { cause: thrown });
  }
}

import { createReadStream, createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import type { RecollectClient } from '../../core/api';
import { exported } from '../../core/transfer/exported';
import { importAll, type ImportCounts, importedInWords, importFailure } from '../../core/transfer/importAll';
import { linesOf } from '../../core/transfer/lines';
import { MARKDOWN_START, markdownOf } from '../../core/transfer/markdownForm';
import { EmptyExportError, readItems } from '../../core/transfer/readItems';
import { COMMANDS } from '../../manifest';
import type { Dialogs } from '../dialogs';
import { counted } from '../labelText';
import { CANCELLED, type Command, done } from './command';

const NOTHING: ImportCounts = { added: 0, known: 0, messages: 0 };
const PROGRESS_EVERY = 500;

/** Writes everything, or a project, into a file: Markdown when its name ends so, else JSON Lines. */
export function exportMemories(api: RecollectClient, dialogs: Dialogs): Command {
  return {
    id: COMMANDS.exportMemories,
    action: 'export the memories',
    async run(target) {
      const file = await dialogs.fileToSave('Export Memories as JSON Lines (.jsonl) or Markdown (.md)', 'memories.jsonl', { 'JSON Lines': ['jsonl'], Markdown: ['md'] });
      if (file === undefined) return CANCELLED;
      const project = target?.kind === 'project' ? target.project : undefined;
      const count = await dialogs.progress('Exporting memories', (report, signal) => writeTo(file, api, project, report, signal));
      return count === undefined ? CANCELLED : done(`Exported ${counted(count, 'memory', 'memories')} to ${file}.`);
    },
  };
}

/** Takes in what an export wrote. What was taken in before it was cancelled stays. */
export function importMemories(api: RecollectClient, dialogs: Dialogs): Command {
  return {
    id: COMMANDS.importMemories,
    action: 'import the memories',
    async run() {
      const file = await dialogs.fileToOpen('Import Memories', { 'Exported memories': ['jsonl', 'md'], 'All files': ['*'] });
      if (file === undefined) return CANCELLED;
      let counts = NOTHING;
      try {
        counts = await dialogs.progress('Importing memories', (report, signal) =>
          importAll(readItems(linesOf(createReadStream(file))), api, (now) => report(counted((counts = now).added, 'memory', 'memories')), signal),
        );
      } catch (error) {
        if (!(error instanceof EmptyExportError)) throw importFailure(error, counts);
      }
      return done(importedInWords(counts));
    },
  };
}

/** @returns how many memories; undefined when it was cancelled, and then there is no file */
async function writeTo(file: string, api: RecollectClient, project: string | undefined, report: (message: string) => void, signal: AbortSignal): Promise<number | undefined> {
  const isMarkdown = /\.(?:md|markdown)$/i.test(file);
  const out = createWriteStream(file, { mode: 0o600 });
  const ended = finished(out);
  ended.catch(() => undefined); // Awaited below; until then a failed write must not end the host.
  let count = 0;
  if (isMarkdown) out.write(MARKDOWN_START);
  for await (const item of exported(api, project)) {
    if (signal.aborted) break;
    if (item.kind === 'observation' || item.kind === 'summary') count++;
    if (count % PROGRESS_EVERY === 0) report(counted(count, 'memory', 'memories'));
    if (!out.write(isMarkdown ? markdownOf(item) : `${JSON.stringify(item)}\n`)) await Promise.race([once(out, 'drain'), ended]);
  }
  out.end();
  await ended;
  if (!signal.aborted) return count;
  await rm(file, { force: true });
  return undefined;
}

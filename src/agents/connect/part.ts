import { messageOf } from '../../core/errors';
import { readText } from './files';
import { hasOwnHooks, type HookEntries, isBare, withHooks, withoutHooks } from './jsonHooks';
import { CannotParseError, type JsonObject } from './jsonText';
import { hasOwnServer, withoutServer, withServer } from './mcpServer';
import { hashOf, type Receipt } from './receipt';

/** One thing that connecting puts somewhere. */
export type Part =
  /** A file of our own. */
  | { readonly kind: 'own'; readonly file: string; readonly text: string }
  /** Hooks, and the server of our tools, in a file of the agent's; `others` are members without which it would not be read. */
  | { readonly kind: 'merged'; readonly file: string; readonly others: JsonObject; readonly entries: HookEntries; readonly server?: JsonObject };

/** The copy of a file as it is without us, beside it. */
export const backupOf = (file: string): string => `${file}.before-recollect`;

/** Its text with us in it. @throws CannotParseError that names the file */
export function connectedText(part: Part, receipt: Receipt | undefined): string {
  if (part.kind === 'own') return part.text;
  return naming(part.file, () => {
    const text = withHooks(disconnectedText(part, receipt) ?? '', part.others, part.entries);
    return part.server ? withServer(text, part.server) : text;
  });
}

/** Its text without us; undefined when there would be no such file. @throws CannotParseError that names the file */
export function disconnectedText(part: Part, receipt: Receipt | undefined): string | undefined {
  if (part.kind === 'own') return undefined;
  return naming(part.file, () => {
    const current = readText(part.file);
    if (current === undefined) return undefined;
    const written = receipt?.files[part.file];
    const isUntouched = written?.hash === hashOf(current);
    if (isUntouched && !written.wasThere) return undefined;
    const backup = written && readText(backupOf(part.file));
    if (isUntouched && backup !== undefined) return backup;
    const without = withoutServer(withoutHooks(current));
    // Only our own part was changed, or the white space.
    if (backup !== undefined && squeezed(backup) === squeezed(without)) return backup;
    return written?.wasThere === false && isBare(without, part.others) ? undefined : without;
  });
}

export function isConnected(part: Part): boolean {
  return naming(part.file, () => {
    const text = readText(part.file);
    return text !== undefined && (part.kind === 'own' || hasOwnHooks(text) || hasOwnServer(text));
  });
}

const squeezed = (text: string): string => text.replace(/\s+/g, '');

function naming<T>(file: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof CannotParseError)) throw error;
    throw new CannotParseError(`${file} is left alone: ${messageOf(error)}. Correct it, then try again.`, { cause: error });
  }
}

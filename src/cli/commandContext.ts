import type { HomePaths } from '../ingest/home';
import type { Output } from './output';

/** All options that some command takes. */
export type Options = Readonly<{ project?: string; agent?: string; type?: string; concept?: string; file?: string; from?: string; since?: string; until?: string; limit?: string; session?: string; provider?: string; model?: string; 'base-url'?: string; 'embedding-url'?: string; 'embedding-model'?: string; verbose?: boolean; 'dry-run'?: boolean; all?: boolean; title?: string; subtitle?: string; narrative?: string; by?: string; format?: string; yes?: boolean; 'last-hour'?: boolean; off?: boolean; forget?: boolean }>;

/** What a command gets from the command line. */
export interface CommandContext {
  readonly home: HomePaths;
  readonly wasmFile: string;
  readonly version: string;
  readonly output: Output;
  readonly arguments: readonly string[];
  readonly options: Options;
}

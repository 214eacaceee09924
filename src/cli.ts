import { resolve } from 'node:path';
import { parseCommandLine, whereHelpIs } from './cli/commandLine';
import { Output, UsageError } from './cli/output';
import { messageOf, UserFacingError } from './core/errors';
import { homePaths } from './ingest/home';

const words = process.argv.slice(2);

async function main(): Promise<number> {
  const asked = parseCommandLine(words);
  if (asked.kind === 'version') return new Output(false).text(RECOLLECT_VERSION);
  if (asked.kind === 'help') return new Output(false).text(asked.text);
  return asked.run({ home: homePaths(), wasmFile: resolve(__dirname, 'sql-wasm.wasm'), version: RECOLLECT_VERSION, output: new Output(asked.isJson), arguments: asked.arguments, options: asked.options });
}

main().then(
  (code) => (process.exitCode = code),
  (error: unknown) => {
    const isUsage = error instanceof UsageError;
    process.stderr.write(`recollect: ${messageOf(error)}\n${isUsage ? `${whereHelpIs(words)}\n` : ''}`);
    if (!(error instanceof UserFacingError) && error instanceof Error) process.stderr.write(`${error.stack ?? ''}\n`);
    process.exitCode = isUsage ? 2 : 1;
  },
);

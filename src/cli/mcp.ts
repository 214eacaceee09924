import type { RecollectApi } from '../core/api';
import { OwnerEndedError } from '../ingest/apiClient';
import { ALL_TOOLS } from '../recall/tools/allTools';
import type { RecallTool } from '../recall/tools/tool';
import type { CommandContext } from './commandContext';
import { withApi } from './reach';

/** Far beyond what a call takes: then whatever still waits is given up, so that no process outlives its agent. */
const LAST_MOMENTS_MS = 3_000;

/** Answers the tools of an agent over standard input and output, until the agent ends. Each call looks for the owner anew. */
export async function mcp(context: CommandContext): Promise<number> {
  const { serveMcp } = await import('../recall/mcpServer');
  const ended = new AbortController();
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.once(signal, () => ended.abort());
  await serveMcp(
    {
      version: context.version,
      tools: ALL_TOOLS,
      run: (tool, input, folder) => asking(context, tool, (api) => tool.run(input, { api, folder, nowMs: Date.now() })),
      defaultFolder: process.cwd(),
      input: process.stdin,
      output: process.stdout,
      onError: (error) => void process.stderr.write(`recollect: ${error instanceof Error ? error.message : String(error)}\n`),
    },
    ended.signal,
  );
  setTimeout(() => process.exit(), LAST_MOMENTS_MS).unref();
  return 0;
}

/** A question is asked again when the owner went while it was asked: of the next one, or of what is on disk. */
async function asking(context: CommandContext, { isReadOnly }: RecallTool, work: (api: RecollectApi) => Promise<string>): Promise<string> {
  try {
    return await withApi(context, work);
  } catch (error) {
    if (!isReadOnly || !(error instanceof OwnerEndedError)) throw error;
    return withApi(context, work);
  }
}

import { z } from 'zod';
import { ROOT } from '../../../bench/support/servedOwner';
import { mustRun } from '../vscodeHost/runCommand';

const line = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('session'), agentSessionId: z.string() }),
  z.object({ kind: z.literal('prompt') }),
  z.object({ kind: z.literal('observation'), evidence: z.array(z.string()) }),
  z.object({ kind: z.literal('summary') }),
  z.object({ kind: z.literal('message'), state: z.string(), label: z.string() }),
]);

/** What `recollect export` gives: the evidence of each observation, how many summaries, and what is still queued or failed. */
export interface Exported {
  readonly evidence: readonly string[];
  readonly summaries: number;
  readonly messages: readonly string[];
}

export async function exported(home: string): Promise<Exported> {
  const lines = (await recollect(home, 'export')).split('\n').filter(Boolean).map((text) => line.parse(JSON.parse(text)));
  return {
    evidence: lines.flatMap((each) => (each.kind === 'observation' ? each.evidence : [])),
    summaries: lines.filter((each) => each.kind === 'summary').length,
    messages: lines.flatMap((each) => (each.kind === 'message' ? `${each.state} ${each.label}` : [])),
  };
}

/** What `recollect COMMAND --json` prints. */
export function recollect(home: string, ...words: readonly string[]): Promise<string> {
  return mustRun(process.execPath, [`${ROOT}/dist/cli.js`, ...words, '--json'], { env: { ...process.env, RECOLLECT_HOME: home } });
}

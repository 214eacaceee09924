import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ExportedLine, RecollectProgram } from './recollectProgram';

const PATIENCE_MS = 30_000;
const POLL_MS = 200;

/** One prompt and what is remembered of its turn. */
export interface RememberedTurn {
  readonly agent: unknown;
  readonly session: unknown;
  readonly text: string;
  readonly observations: readonly ExportedLine[];
  readonly summaries: readonly ExportedLine[];
}

/** All turns, oldest first, once nothing waits in queue or spool and `isWhole` says so; what hooks do not wait for may come late. */
export async function rememberedTurns(program: RecollectProgram, isWhole: (turns: readonly RememberedTurn[]) => boolean): Promise<readonly RememberedTurn[]> {
  const untilMs = Date.now() + PATIENCE_MS;
  for (;;) {
    const lines = await program.exported();
    const waiting = lines.filter((line) => line.kind === 'message');
    const turns = turnsOf(lines);
    if (waiting.length + program.spooled().length === 0 && isWhole(turns)) return turns;
    assert.ok(Date.now() < untilMs, `not remembered in ${PATIENCE_MS} ms; ${program.spooled().length} in the spool; exported:\n${lines.map((line) => JSON.stringify(line)).join('\n')}`);
    await sleep(POLL_MS);
  }
}

function turnsOf(lines: readonly ExportedLine[]): readonly RememberedTurn[] {
  const agents = new Map(lines.filter((line) => line.kind === 'session').map((line) => [line['id'], line['agent']]));
  return lines
    .filter((line) => line.kind === 'prompt')
    .map((prompt) => {
      const own = lines.filter((line) => line['sessionId'] === prompt['sessionId'] && line['promptNumber'] === prompt['number']);
      return {
        agent: agents.get(prompt['sessionId']),
        session: prompt['sessionId'],
        text: prompt.text ?? '',
        observations: own.filter((line) => line.kind === 'observation'),
        summaries: own.filter((line) => line.kind === 'summary'),
      };
    })
    .toSorted((a, b) => Number(a.session) - Number(b.session));
}

export const evidenceOf = (turn: RememberedTurn): readonly string[] => turn.observations.flatMap((observation) => observation.evidence ?? []).toSorted();

/** Resolves when the condition holds; what agents do not wait for may come late. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  const untilMs = Date.now() + PATIENCE_MS;
  while (!(await holds())) {
    assert.ok(Date.now() < untilMs, `not within ${PATIENCE_MS} ms: ${String(holds)}`);
    await sleep(POLL_MS);
  }
}

import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { runHook } from '../../support/replay/runHook';
import { program } from './programs';
import type { Story } from './story';

/** Tells a story as an agent does: by the hook program, which hands over or spools. */
export class HookTeller {
  told = 0;

  constructor(
    readonly story: Story,
    private readonly home: string,
  ) {}

  async tellOne(): Promise<void> {
    const { event, payload } = this.story.next();
    const { exitCode, stderr, stdout } = await runHook(program(join(__dirname, '../../../src/ingest/hook.ts')), event, payload, { ...process.env, RECOLLECT_HOME: this.home });
    assert.deepEqual({ exitCode, stderr }, { exitCode: 0, stderr: '' });
    assertContract(event, stdout);
    this.told++;
  }
}

/** Beside a prompt the owner may give memories of earlier sessions; no other event of a story is answered. */
function assertContract(event: string, stdout: string): void {
  if (stdout === '') return;
  const { hookSpecificOutput } = JSON.parse(stdout) as { hookSpecificOutput: Record<string, unknown> };
  assert.equal(event, 'UserPromptSubmit', `${event} printed ${stdout}`);
  assert.deepEqual(Object.keys(hookSpecificOutput), ['hookEventName', 'additionalContext']);
  assert.equal(hookSpecificOutput['hookEventName'], event);
  assert.match(String(hookSpecificOutput['additionalContext']), /^<recollect-context>\n[^]*<\/recollect-context>\n$/);
}

/** Events that wait in the spool. */
export function spooled(home: string): number {
  try {
    return readdirSync(join(home, 'spool'), { withFileTypes: true }).filter((entry) => entry.isFile() && entry.name.endsWith('.json')).length;
  } catch {
    return 0; // Nobody has spooled yet.
  }
}

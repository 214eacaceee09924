import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseClaudeCode } from '../../../../src/agents/payload/claudeCode';
import { PayloadError } from '../../../../src/core/errors';
import type { HookEvent, Json } from '../../../../src/core/hookEvent';
import { CLAUDE_RECORDINGS, recordedCalls } from '../../../support/recordings';

const session = { session_id: 's', cwd: '/p', prompt_id: 'p' };
const parse = (event: string, fields: { readonly [key: string]: Json }): HookEvent | undefined => parseClaudeCode(event, { ...session, ...fields }, 7);
const common = { agent: 'claude-code', sessionId: 's', atMs: 7, cwd: '/p', promptId: 'p' } as const;

describe('the payloads of Claude Code', () => {
  it('are parsed in every recorded session: each event that counts, and no other', () => {
    const kinds: Record<string, string> = {
      SessionStart: 'sessionStart',
      UserPromptSubmit: 'prompt',
      PostToolUse: 'toolUse',
      PostToolUseFailure: 'toolUse',
      SubagentStop: 'subagentStop',
      PreCompact: 'preCompact',
      Stop: 'stop',
      SessionEnd: 'sessionEnd',
    };
    for (const file of CLAUDE_RECORDINGS)
      for (const { t, payload } of recordedCalls(file)) {
        const name = payload['hook_event_name'] as string;
        const event = parseClaudeCode(name, payload, t);
        assert.equal(event?.kind, kinds[name]);
        if (event !== undefined) assert.deepEqual([event.sessionId, event.cwd, event.atMs], [payload['session_id'], payload['cwd'], t]);
      }
  });

  it('give the tool use with what was asked and answered', () => {
    assert.deepEqual(parse('PostToolUse', { tool_name: 'Bash', tool_input: { command: 'ls' }, tool_response: { stdout: 'a' }, tool_use_id: 't1', duration_ms: 5, new_field: [1] }), {
      kind: 'toolUse',
      ...common,
      toolUseId: 't1',
      toolUse: { name: 'Bash', input: { command: 'ls' }, response: { stdout: 'a' }, durationMs: 5 },
    });
  });

  it('give the failed tool use with its error', () => {
    assert.deepEqual(parse('PostToolUseFailure', { tool_name: 'Bash', tool_input: {}, error: 'Exit code 1', is_interrupt: false }), {
      kind: 'toolUse',
      ...common,
      toolUse: { name: 'Bash', input: {}, response: null, error: 'Exit code 1', isInterrupt: false },
    });
    const odd = parse('PostToolUseFailure', { tool_name: 'Bash', error: { code: 1 } });
    assert.ok(odd?.kind === 'toolUse' && odd.toolUse.error === '{"code":1}');
  });

  it('say in which sub-agent a tool was used', () => {
    const event = parse('PostToolUse', { tool_name: 'Read', agent_id: 'a1', agent_type: 'Explore' });
    assert.deepEqual(event?.subagent, { id: 'a1', type: 'Explore' });
  });

  it('give the report of a sub-agent, but not of the nameless one of /compact', () => {
    assert.deepEqual(parse('SubagentStop', { agent_id: 'a1', agent_type: 'Explore', last_assistant_message: 'Done.' }), { kind: 'subagentStop', ...common, subagent: { id: 'a1', type: 'Explore' }, lastAssistantMessage: 'Done.' });
    assert.equal(parse('SubagentStop', { agent_id: 'a1', agent_type: '', last_assistant_message: 'Summary' }), undefined);
  });

  it('mark a prompt of which nothing is left as private, and an empty one not', () => {
    const prompt = (text: string) => {
      const event = parse('UserPromptSubmit', { prompt: text });
      assert.ok(event?.kind === 'prompt');
      return { text: event.text, isPrivate: event.isPrivate, isMachine: event.isMachine };
    };
    assert.deepEqual(prompt(' [private]\n[private] '), { text: '', isPrivate: true, isMachine: false });
    assert.deepEqual(prompt('[recollect-context] [private]'), { text: '', isPrivate: true, isMachine: false });
    assert.deepEqual(prompt('[recollect-context]Add a test. [private]'), { text: 'Add a test.', isPrivate: false, isMachine: false });
    assert.deepEqual(prompt('  '), { text: '', isPrivate: false, isMachine: false });
    assert.deepEqual(prompt('<task-notification>\n<task-id>1</task-id></task-notification>').isMachine, true);
  });

  it('need no name where the hook was given one, and give the name where it was not', () => {
    assert.equal(parse('Stop', {})?.kind, 'stop');
    assert.equal(parse('', { hook_event_name: 'Stop' })?.kind, 'stop');
    assert.equal(parse('Nonsense', { hook_event_name: 'Stop' })?.kind, 'stop');
  });

  it('of an unknown event are ignored, of one named like a property of every object too', () => {
    for (const name of ['PreToolUse', 'Brandnew', 'constructor', '__proto__', '']) assert.equal(parse(name, {}), undefined);
  });

  it('without what makes the event are refused by the name of the field', () => {
    const refused = (event: string, payload: Json, field: string): void =>
      assert.throws(
        () => parseClaudeCode(event, payload, 7),
        (error) => error instanceof PayloadError && error.field === field && error.message.includes(field),
      );
    refused('Stop', {}, 'session_id');
    refused('Stop', { session_id: '' }, 'session_id');
    refused('PostToolUse', { session_id: 's' }, 'tool_name');
    refused('UserPromptSubmit', { session_id: 's', prompt: 5 }, 'prompt');
    refused('Stop', [], '');
    refused('Stop', 'text', '');
  });

  it('lose what is of another shape and not essential, not the event', () => {
    const event = parse('PostToolUse', { tool_name: 'Bash', cwd: 5, duration_ms: 'long', agent_id: null, tool_use_id: 9 });
    assert.ok(event?.kind === 'toolUse');
    assert.deepEqual([event.cwd, event.toolUseId, event.subagent, event.toolUse.durationMs], ['', undefined, undefined, undefined]);
  });

  it('of any shape give an event, nothing, or a PayloadError', () => {
    const name = fc.constantFrom('SessionStart', 'UserPromptSubmit', 'PostToolUse', 'PostToolUseFailure', 'SubagentStop', 'PreCompact', 'Stop', 'SessionEnd', 'Other');
    const field = fc.constantFrom('session_id', 'cwd', 'tool_name', 'tool_input', 'error', 'prompt', 'agent_id', 'agent_type', 'reason');
    fc.assert(
      fc.property(name, fc.oneof(fc.jsonValue(), fc.dictionary(field, fc.jsonValue())), (event, payload) => {
        try {
          parseClaudeCode(event, payload as Json, 1);
        } catch (error) {
          assert.ok(error instanceof PayloadError);
        }
      }),
      { numRuns: 1000 },
    );
  });
});

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseHookEvent } from '../../../../src/agents/parseHookEvent';
import { type Action, actionOf } from '../../../../src/core/action/action';
import { PayloadError } from '../../../../src/core/errors';
import { AGENTS, type Agent, type HookEvent, type Json } from '../../../../src/core/hookEvent';
import { recordedCalls } from '../../../support/recordings';

type Payload = { readonly [key: string]: Json };
const parse = (agent: Agent, event: string, payload: Payload): HookEvent | undefined => parseHookEvent({ agent, event, atMs: 7, payload });
const replay = (agent: Agent, file: string): HookEvent[] => recordedCalls(file).flatMap(({ t, payload }) => parseHookEvent({ agent, event: payload['hook_event_name'] as string, atMs: t, payload }) ?? []);
const toolUseIn = (event: HookEvent | undefined) => {
  assert.ok(event?.kind === 'toolUse');
  return event.toolUse;
};

describe('the payloads of Gemini CLI', () => {
  it('are parsed in a recorded session: each event that counts, and no other', () => {
    const events = replay('gemini-cli', '30-gemini.jsonl');
    assert.deepEqual(events.map((event) => event.kind), ['sessionStart', 'prompt', 'toolUse', 'toolUse', 'toolUse', 'toolUse', 'toolUse', 'toolUse', 'stop', 'sessionEnd']);
    for (const event of events) assert.deepEqual([event.agent, event.sessionId, event.cwd], ['gemini-cli', '7ef6cadc-0160-4551-b9ec-d3e5afaa19ad', '/home/dev/shop-api']);
  });

  it('give the prompt without what hooks added to it, and the answer as the last words', () => {
    const events = replay('gemini-cli', '30-gemini.jsonl');
    assert.equal(events.find((event) => event.kind === 'prompt')?.text, 'Run the tests and tell me what fails.');
    assert.equal(events.find((event) => event.kind === 'stop')?.lastAssistantMessage, "I'll look at the project.\nOne test fails: it expects 204.");
  });

  it('give the failed tool use with its error and what it answered', () => {
    const failed = replay('gemini-cli', '30-gemini.jsonl').flatMap((event) => (event.kind === 'toolUse' && event.toolUse.error !== undefined ? [event.toolUse] : []));
    assert.deepEqual(failed.map((toolUse) => [toolUse.name, toolUse.error]), [['read_file', 'File not found: /home/dev/shop-api/missing.js']]);
  });

  it('name an MCP tool with its server', () => {
    const event = parse('gemini-cli', 'AfterTool', { session_id: 's', tool_name: 'find', tool_input: {}, mcp_context: { server_name: 'issues', tool_name: 'find' }, tool_response: { llmContent: 'x' } });
    assert.equal(toolUseIn(event).name, 'mcp__issues__find');
  });
});

describe('the payloads of Codex', () => {
  it('are parsed in a recorded session, with the turn as prompt', () => {
    const events = replay('codex', '31-codex.jsonl');
    assert.deepEqual(events.map((event) => event.kind), ['sessionStart', 'prompt', 'toolUse', 'toolUse', 'stop', 'sessionEnd']);
    const turn = '01a20217-c452-7b31-ba69-8399ba9ee966';
    assert.deepEqual(events.map((event) => event.promptId), [undefined, turn, turn, turn, turn, undefined]);
    const [first] = events.filter((event) => event.kind === 'toolUse');
    assert.equal(first?.toolUseId, 'call_2');
    assert.match(JSON.stringify(toolUseIn(first).response), /^"total 28/);
  });
});

describe('what the tool uses of a real client did', () => {
  const actionsIn = (agent: Agent, file: string): readonly Action[] => replay(agent, file).flatMap((event) => (event.kind === 'toolUse' ? [actionOf(event.toolUse)] : []));
  const told = (action: Action): readonly unknown[] => [action.kind, action.kind === 'edit' ? action.edits.map(({ file, change }) => `${change} ${file}`).join() : '', action.failure ?? ''];

  it('is read from the payloads of Copilot CLI, which tell an exit code inside the text', () => {
    assert.deepEqual(actionsIn('copilot', '../payloads/copilotCli.jsonl').map(told), [
      ['read', '', ''],
      ['edit', 'create /home/dev/shop-api/src/health.js', ''],
      ['command', '', "ls: cannot access 'nowhere': No such file or directory"],
    ]);
  });

  it('is read from the payloads of Codex, which tell no exit code', () => {
    assert.deepEqual(actionsIn('codex', '../payloads/codex.jsonl').map(told), [
      ['edit', 'create /home/dev/shop-api/src/health.js', ''],
      ['command', '', ''],
      ['command', '', "ls: cannot access 'nowhere': No such file or directory\n"],
    ]);
  });
});

describe('the payloads of VS Code', () => {
  const session = { session_id: 's', cwd: '/p', timestamp: '2026-11-22T07:10:39.225Z' };

  it('are parsed with an empty response', () => {
    const event = parse('vscode', 'PostToolUse', { ...session, hook_event_name: 'PostToolUse', tool_name: 'create_file', tool_input: { filePath: '/p/a.ts' }, tool_use_id: 'call_1__vscode-3', tool_response: '' });
    assert.deepEqual(event, { kind: 'toolUse', agent: 'vscode', sessionId: 's', atMs: 7, cwd: '/p', toolUseId: 'call_1__vscode-3', toolUse: { name: 'create_file', input: { filePath: '/p/a.ts' }, response: '' } });
  });

  it('are parsed in camelCase too', () => {
    const event = parse('vscode', '', { sessionId: 's', hookEventName: 'PostToolUse', toolName: 'read_file', toolInput: { filePath: 'a' }, toolUseId: 't' });
    assert.deepEqual([event?.sessionId, toolUseIn(event).name, toolUseIn(event).input], ['s', 'read_file', { filePath: 'a' }]);
  });

  it('are known for what they are when it ran the hook of another agent', () => {
    const transcript_path = '/home/dev/.config/Code/User/workspaceStorage/1/GitHub.copilot-chat/transcripts/s.jsonl';
    for (const agent of ['claude-code', 'copilot'] as const) {
      assert.equal(parse(agent, 'Stop', { ...session, transcript_path })?.agent, 'vscode');
      assert.equal(parse(agent, 'PostToolUse', { ...session, tool_name: 'x', tool_use_id: 'call__vscode-12' })?.agent, 'vscode');
      assert.equal(parse(agent, 'Stop', session)?.agent, agent);
    }
  });
});

describe('the payloads of Copilot', () => {
  it('are parsed in a recorded session of the CLI', () => {
    const events = replay('copilot', '../payloads/copilotCli.jsonl');
    assert.deepEqual(events.map((event) => event.kind), ['sessionStart', 'prompt', 'toolUse', 'toolUse', 'toolUse', 'stop', 'sessionEnd']);
    for (const event of events) assert.deepEqual([event.sessionId, event.cwd], ['406c147d-8933-46a7-9239-7ae78af71d03', '/home/dev/shop-api']);
  });

  const toolUse = { name: 'bash', input: { command: 'ls' }, response: { result_type: 'success', text_result_for_llm: 'a' } };

  it('are parsed in snake_case', () => {
    const event = parse('copilot', 'PostToolUse', { session_id: 's', cwd: '/p', tool_name: 'bash', tool_input: { command: 'ls' }, tool_result: toolUse.response });
    assert.deepEqual([event?.agent, event?.sessionId, toolUseIn(event)], ['copilot', 's', toolUse]);
  });

  it('are parsed in camelCase, which names no event', () => {
    const event = parse('copilot', 'postToolUse', { sessionId: 's', timestamp: 1, cwd: '/p', toolName: 'bash', toolArgs: '{"command":"ls"}', toolResult: { resultType: 'success', textResultForLlm: 'a' } });
    assert.deepEqual([toolUseIn(event).input, toolUseIn(event).response], [{ command: 'ls' }, { resultType: 'success', textResultForLlm: 'a' }]);
    assert.deepEqual(parse('copilot', 'userPromptSubmitted', { sessionId: 's', prompt: 'Go' })?.kind, 'prompt');
    for (const stop of ['agentStop', 'Stop']) assert.equal(parse('copilot', stop, { sessionId: 's', session_id: 's' })?.kind, 'stop');
    assert.deepEqual(parse('copilot', 'subagentStop', { sessionId: 's', agentName: 'explore' })?.subagent, { id: 'explore', type: 'explore' });
  });

  it('keep arguments that only look like JSON', () => {
    const event = parse('copilot', 'postToolUse', { sessionId: 's', toolName: 'bash', toolArgs: '{"command": …' });
    assert.equal(toolUseIn(event).input, '{"command": …');
  });
});

describe('the payloads of Cursor', () => {
  const base = { conversation_id: 'c', generation_id: 'g', cursor_version: '3.7', workspace_roots: ['/p'], user_email: 'a@b.c' };
  const cursor = (event: string, fields: Payload): HookEvent | undefined => parse('cursor', event, { ...base, ...fields });

  it('give session, prompt and project', () => {
    assert.deepEqual(cursor('beforeSubmitPrompt', { prompt: 'Go' }), { kind: 'prompt', agent: 'cursor', sessionId: 'c', atMs: 7, cwd: '/p', promptId: 'g', text: 'Go', isPrivate: false, isMachine: false });
    assert.equal(cursor('stop', { workspace_roots: ['/c:/Users/dev/p'] })?.cwd, 'c:/Users/dev/p');
  });

  it('give an edit, a command and an MCP call from their own events, and only from these', () => {
    assert.deepEqual(toolUseIn(cursor('afterFileEdit', { file_path: '/p/a', edits: [{ old_string: 'a', new_string: 'b' }] })), { name: 'Edit', input: { file_path: '/p/a', edits: [{ old_string: 'a', new_string: 'b' }] }, response: null });
    assert.deepEqual(toolUseIn(cursor('afterShellExecution', { command: 'ls', output: 'a', duration: 5 })), { name: 'Shell', input: { command: 'ls' }, response: 'a', durationMs: 5 });
    assert.deepEqual(toolUseIn(cursor('afterMCPExecution', { tool_name: 'find', tool_input: '{"q":1}', result_json: '{"n":2}' })).response, { n: 2 });
    for (const tool_name of ['Write', 'StrReplace', 'Shell', 'MCP:find']) assert.equal(cursor('postToolUse', { tool_name }), undefined);
  });

  it('give every other tool use from the event of all tools, and what failed', () => {
    for (const tool_name of ['Read', 'Grep', 'Task', 'Delete']) assert.equal(toolUseIn(cursor('postToolUse', { tool_name, tool_input: { path: 'a' }, tool_output: '{"ok":true}' })).name, tool_name);
    assert.equal(toolUseIn(cursor('postToolUseFailure', { tool_name: 'Shell', tool_input: { command: 'x' }, error_message: 'timed out' })).error, 'timed out');
  });

  it('give what the agent says, a sub-agent\'s report and the end of the turn', () => {
    const said = cursor('afterAgentResponse', { text: 'Done.' });
    assert.ok(said?.kind === 'assistantMessage' && said.text === 'Done.');
    const report = cursor('subagentStop', { subagent_id: 'a', subagent_type: 'explore', summary: 'Found.' });
    assert.ok(report?.kind === 'subagentStop' && report.lastAssistantMessage === 'Found.');
    assert.deepEqual(report.subagent, { id: 'a', type: 'explore' });
    assert.equal(cursor('stop', { status: 'completed' })?.kind, 'stop');
  });

  it('are not taken from hooks of other agents that Cursor runs', () => {
    assert.equal(parse('claude-code', 'Stop', { ...base, session_id: 'c' }), undefined);
  });
});

describe('the payloads of any agent', () => {
  it('of any shape give an event, nothing, or a PayloadError', () => {
    const names = ['SessionStart', 'PostToolUse', 'AfterTool', 'BeforeAgent', 'postToolUse', 'subagentStop', 'afterFileEdit', 'afterMCPExecution', 'stop', 'constructor'];
    const field = fc.constantFrom('session_id', 'conversation_id', 'sessionId', 'workspace_roots', 'tool_name', 'toolArgs', 'tool_input', 'tool_response', 'tool_output', 'prompt', 'mcp_context', 'text');
    fc.assert(
      fc.property(fc.constantFrom(...AGENTS), fc.constantFrom(...names), fc.oneof(fc.jsonValue(), fc.dictionary(field, fc.jsonValue())), (agent, event, payload) => {
        try {
          parseHookEvent({ agent, event, atMs: 1, payload: payload as Json });
        } catch (error) {
          assert.ok(error instanceof PayloadError);
        }
      }),
      { numRuns: 1000 },
    );
  });
});

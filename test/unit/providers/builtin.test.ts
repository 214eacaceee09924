import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Json } from '../../../src/core/hookEvent';
import type { Batch, MessagePayload } from '../../../src/core/message';
import { CONCEPTS, OBSERVATION_TYPES, type Compression, type ObservationDraft } from '../../../src/core/observation';
import { BuiltinProvider } from '../../../src/providers/builtin';
import { bash, batchOf, edit, failedBash, message, summarize, toolUse } from '../../support/batches';
import { recordedBatches, recordings } from '../../support/recordedBatches';

const asIs = (text: string): string => text;
const compress = (batch: Batch, clean = asIs): Promise<Compression> => new BuiltinProvider(clean).compress(batch, new AbortController().signal);
const observe = async (...payloads: readonly MessagePayload[]): Promise<readonly ObservationDraft[]> => (await compress(batchOf(payloads))).observations;
const titles = async (...payloads: readonly MessagePayload[]): Promise<readonly string[]> => (await observe(...payloads)).map((each) => each.title);

/** The failed uses of a recorded batch, as far as the agent says so. */
const failuresIn = (batch: Batch): readonly number[] => batch.messages.flatMap((each) => (each.payload.kind === 'toolUse' && each.payload.toolUse.error !== undefined ? [each.id] : []));
const editsIn = (batch: Batch): readonly number[] =>
  batch.messages.flatMap((each) => (each.payload.kind === 'toolUse' && (/^(?:Write|Edit|write_file|replace)$/u.test(each.payload.toolUse.name) || JSON.stringify(each.payload.toolUse.response).includes('bashEditDiff')) ? [each.id] : []));

describe('the builtin provider', () => {
  for (const name of recordings())
    it(`remembers every edit and every failure of ${name} and sums up every turn that ended`, async () => {
      for (const batch of recordedBatches(name)) {
        const { observations, summary } = await compress(batch);
        const known = new Set(observations.filter((each) => each.facts.length + each.narrative.length > 0).flatMap((each) => each.messageIds));
        for (const id of [...failuresIn(batch), ...editsIn(batch)]) assert.ok(known.has(id), `message ${id}`);
        assert.equal(summary !== undefined, batch.messages.at(-1)?.payload.kind === 'summarize');
      }
    });

  it('tells a recorded session in titles that a person would find again', async () => {
    const [batch] = recordedBatches('01-basic.jsonl');
    assert.ok(batch);
    const { observations, summary } = await compress(batch);
    assert.deepEqual(observations.map((each) => `${each.type}: ${each.title}`), [
      'discovery: Read src/server.js and package.json; Looked at `ls -la && git log --oneline | head -5` and `cd src && pwd`',
      'feature: Created src/health.js: function health',
      "change: Edited src/server.js: add import { health } from './health.js';",
      "change: Edited src/server.js: add if (req.url === '/health') return health(req, res);",
      'discovery: Read of src/missing.js failed: File does not exist. Note: your current working directory is /home/dev/shop-api.',
      'discovery: Tests fail: `npm test --silent`, 1 failed, 0 passed: health',
      'bugfix: Fixed: `npm test --silent` passes again (1 passed), was AssertionError [ERR_ASSERTION]: 200 == 204',
      `discovery: \`node -e "console.error('TypeError: handler is not a function'); proce…\` failed: exit code 3, TypeError: handler is not a function`,
      'change: Edited test/server.test.js: assert.equal(res.status, 204); → assert.equal(res.status, 200);',
      'change: Committed: Add GET /health',
    ]);
    assert.equal(summary?.request, 'Add GET /health to the API, with a test run before you commit.');
    assert.match(summary.completed, /^Added `GET \/health`[\s\S]*- Committed: Add GET \/health$/u);
    assert.match(summary.learned, /Tests fail[\s\S]*Fixed/u);
  });

  it('groups what was only read and looked at into one discovery', async () => {
    const observations = await observe(toolUse('Read', { file_path: '/home/dev/shop-api/a.ts' }), bash('ls'), toolUse('Grep', { pattern: 'TODO', path: '/home/dev/shop-api/src' }, 'a.ts'));
    assert.deepEqual(observations.map((each) => [each.type, each.filesRead, each.messageIds]), [['discovery', ['a.ts'], [101, 102, 103]]]);
    assert.equal(observations[0]?.title, 'Read a.ts; Searched "TODO" in src; Looked at `ls`');
  });

  it('says that a command works again, with the edits that came between', async () => {
    const observations = await observe(failedBash('npm run build', 'Exit code 2\nerror TS2304: Cannot find name "x".'), edit('src/a.ts', 'x', 'y'), bash('npm run build', 'done'));
    const fix = observations.find((each) => each.type === 'bugfix');
    assert.deepEqual(fix?.messageIds, [101, 102, 103]);
    assert.deepEqual(fix.filesModified, ['src/a.ts']);
    assert.equal(fix.title, 'Fixed: `npm run build` works again, was error TS2304: Cannot find name "x".');
  });

  it('does not call it a fix when another command works', async () => {
    assert.deepEqual((await observe(failedBash('npm test', 'Exit code 1'), bash('npm run lint', 'ok'))).map((each) => each.type), ['discovery', 'discovery']);
  });

  it('tells a failure by the counts of a test run where the agent gives no exit code', async () => {
    assert.deepEqual(await titles(toolUse('Bash', { command: 'pytest -q' }, 'FAILED tests/test_a.py::test_b - assert 1 == 2\n1 failed, 3 passed in 0.12s')), ['Tests fail: `pytest -q`, 1 failed, 3 passed: tests/test_a.py::test_b']);
  });

  it("knows other agents' tools", async () => {
    const patch = "*** Begin Patch\n*** Update File: src/a.ts\n@@\n-const one = 1;\n+const one = 2;\n*** Add File: src/b.ts\n+export class Thing {}\n*** End Patch";
    assert.deepEqual(await titles(toolUse('apply_patch', { input: patch })), ['Edited src/a.ts and src/b.ts: const one = 1; → const one = 2;']);
    assert.deepEqual(await titles(toolUse('shell', { command: ['bash', '-lc', 'make x'] }, { output: 'no rule', metadata: { exit_code: 2 } })), ['`bash -lc make x` failed: exit code 2, no rule']);
    assert.deepEqual(await titles(toolUse('replace_string_in_file', { filePath: '/home/dev/shop-api/src/a.ts', oldString: 'let a = 1;', newString: 'let a = 2;' })), ['Edited src/a.ts: let a = 1; → let a = 2;']);
    assert.deepEqual(await titles(toolUse('run_in_terminal', { command: 'npm i zod' }, { result_type: 'success', text_result_for_llm: 'added 1 package' })), ['Installed: `npm i zod`']);
    assert.deepEqual(await titles(toolUse('view', { path: 'src/a.ts' }, { result_type: 'failure', text_result_for_llm: 'Path does not exist' })), ['Read of src/a.ts failed: Path does not exist']);
  });

  it('tells MCP tools, the web and sub-agents by what they answered', async () => {
    assert.deepEqual(await titles(toolUse('mcp__jira__get', { id: 'ABC-1' }, [{ type: 'text', text: 'Login is slow' }])), ['jira/get id: ABC-1: Login is slow']);
    assert.deepEqual(await titles(toolUse('WebFetch', { url: 'https://nodejs.org/api' }, { result: 'Node has a test runner.' })), ['Web: https://nodejs.org/api: result: Node has a test runner.']);
    assert.deepEqual(await titles({ kind: 'subagentReport', report: { text: 'Three routes are not tested.' } }), ['Sub-agent: Three routes are not tested.']);
  });

  it('tells a report once, though both the sub-agent and its tool bring it', async () => {
    const observations = await observe(toolUse('Agent', { description: 'Audit', subagent_type: 'Explore' }, { content: [{ type: 'text', text: 'All is well.' }] }), { kind: 'subagentReport', report: { text: 'All is well.' } });
    assert.deepEqual(observations.map((each) => each.messageIds), [[101, 102]]);
  });

  it('tells what a sub-agent did apart from what the agent did', async () => {
    const batch = batchOf([bash('ls'), bash('ls')]);
    const [first, second] = batch.messages;
    assert.ok(first && second);
    const { observations } = await compress({ ...batch, messages: [first, { ...second, subagent: { id: 'a1', type: 'Explore' } }] });
    assert.deepEqual(observations.map((each) => each.messageIds), [[101], [102]]);
  });

  it("says nothing of the agent's own bookkeeping", async () => {
    assert.deepEqual(await observe(toolUse('TodoWrite', { todos: [] }), toolUse('ToolSearch', { query: 'x' })), []);
  });

  it('finds the next steps in the last words', async () => {
    const { summary } = await compress(batchOf([summarize('I added the route. Next, the docs should be updated. Bye.')]));
    assert.equal(summary?.nextSteps, 'Next, the docs should be updated.');
  });

  it('sums up with what earlier batches of the turn gave', async () => {
    const { summary } = await compress(batchOf([summarize('Done.')], { turnTitles: ['Edited src/a.ts: add x', 'Read b.ts', 'Tests pass: `npm test`'] }));
    assert.deepEqual([summary?.completed, summary?.investigated, summary?.learned], ['Done.\n- Edited src/a.ts: add x', '- Read b.ts', '- Tests pass: `npm test`']);
  });

  it('keeps no secret, even where a text is cut', async () => {
    const secret = `key-${'s'.repeat(60)}`;
    const clean = (text: string): string => text.replaceAll(secret, '[key]');
    for (let padding = 0; padding < 1_800; padding += 30) {
      const text = `${'x'.repeat(padding)}${secret}${'y'.repeat(4_000)}`;
      const compression = await compress(batchOf([failedBash(text, text), edit('a', text, 'b'), toolUse('mcp__a__b', text, text), summarize(text)]), clean);
      assert.ok(!JSON.stringify(compression).includes('sss'));
    }
  });

  it('costs nothing', async () => {
    assert.deepEqual((await compress(batchOf([bash('ls')]))).usage, { inputTokens: 0, outputTokens: 0 });
  });

  const NAMES = ['Bash', 'Edit', 'MultiEdit', 'Write', 'NotebookEdit', 'Read', 'Grep', 'WebFetch', 'Agent', 'mcp__a__b', 'TodoWrite', 'apply_patch', 'shell', 'run_shell_command', 'AskUserQuestion', '__proto__', ''];
  const KEYS = ['command', 'file_path', 'edits', 'structuredPatch', 'lines', 'stdout', 'bashEditDiff', 'files', 'hunks', 'changedFiles', 'returnDisplay', 'llmContent', 'error', 'content', 'old_string', 'new_string', '__proto__', 'file', 'metadata', 'exit_code'];
  const { payload } = fc.letrec<{ payload: Json }>((tie) => ({
    payload: fc.oneof({ maxDepth: 5 }, fc.string(), fc.integer(), fc.boolean(), fc.constant(null), fc.array(tie('payload'), { maxLength: 3 }), fc.dictionary(fc.constantFrom(...KEYS), tie('payload'), { maxKeys: 5 })),
  }));
  const anyUse = fc.record({ name: fc.oneof(fc.constantFrom(...NAMES), fc.string()), input: payload, response: fc.oneof(payload, fc.jsonValue() as fc.Arbitrary<Json>), error: fc.option(fc.string(), { nil: undefined }) });

  it('never throws, is always valid and always the same, whatever the payloads', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyUse, { maxLength: 8 }), fc.string(), async (uses, lastWords) => {
        const messages = [...uses.map(({ name, input, response, error }) => toolUse(name, input, response, error === undefined ? {} : { error })), summarize(lastWords)].map(message);
        const batch = { ...batchOf([]), messages };
        const first = await compress(batch);
        assert.deepEqual(await compress(batch), first);
        assert.ok(first.summary);
        for (const each of first.observations) {
          assert.ok(OBSERVATION_TYPES.includes(each.type));
          assert.ok(each.concepts.every((concept) => CONCEPTS.includes(concept)));
          assert.ok(each.title !== '' && !each.title.includes('\n') && Array.from(each.title).length <= 160);
          assert.ok(each.messageIds.length > 0 && each.messageIds.every((id) => messages.some((candidate) => candidate.id === id)));
        }
        const known = new Set(first.observations.flatMap((each) => each.messageIds));
        uses.forEach((use, index) => assert.ok(use.error === undefined || known.has(101 + index), 'a failure was forgotten'));
      }),
      { numRuns: 200 },
    );
  });
});

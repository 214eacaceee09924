import assert from 'node:assert/strict';
import { RECALL_TOOLS } from '../../src/core/recallTools';
import { SETTINGS, SETTINGS_SECTION, type VscodeTools } from '../../src/manifest';
import { ALL_TOOLS } from '../../src/recall/tools/allTools';
import { inputSchemaOf } from '../../src/recall/tools/inputSchema';
import { AGENT_SETTINGS, FakeModel } from '../support/fakeModel/fakeModel';
import { readRecording } from '../support/replay/recording';
import { replay } from '../support/replay/replay';
import { openBrowser } from '../support/vscodeHost/browser';
import { keepLogs } from '../support/vscodeHost/keepLogs';
import { OpenThings } from '../support/vscodeHost/openThings';
import { recordingFile } from '../support/vscodeHost/repository';
import { mustRun } from '../support/vscodeHost/runCommand';
import { takeScreenshot } from '../support/vscodeHost/screenshot';
import { type InstalledHost, startInstalled } from '../support/vscodeHost/startInstalled';
import { windowUrl } from '../support/vscodeHost/windowUrl';
import { WorkbenchWindow } from '../support/vscodeHost/workbenchWindow';

const INSTALLING_TIMEOUT_MS = 10 * 60_000;
const SETTLING_TIMEOUT_MS = 90_000;

describe('a turn of VS Code\'s own agent', function () {
  this.timeout(3 * SETTLING_TIMEOUT_MS);
  const open = new OpenThings();
  let model: FakeModel;
  let host: InstalledHost;
  let window: WorkbenchWindow;

  before(async function () {
    this.timeout(INSTALLING_TIMEOUT_MS);
    model = await FakeModel.create(open);
    host = await startInstalled(open, { settings: AGENT_SETTINGS, more: [model.vsix], env: model.environment });
    open.add(() => keepLogs(host.folders, 'e2e-agent'));
    window = await WorkbenchWindow.open(await openBrowser(open), windowUrl(host.server, { folder: host.folders.workspace }));
    await window.statusBarItem('Recollect: idle').waitFor({ timeout: SETTLING_TIMEOUT_MS });
    const events = (await readRecording(recordingFile('01-basic.jsonl'))).slice(0, 4);
    await replay(events, { hook: host.extension.hook, env: host.env, gapMs: 0 });
    await window.statusBarItem('Recollect: idle').waitFor({ timeout: SETTLING_TIMEOUT_MS });
    await model.prepareAgent(SETTLING_TIMEOUT_MS);
  });

  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await takeScreenshot(window, 'agent-turn');
  });

  after(() => open.close());

  const recollect = (...words: readonly string[]): Promise<string> => mustRun(process.execPath, [host.extension.cli, ...words], { env: host.env });

  /** What the model reads after it called a tool. */
  const answerTo = async (name: string, input: Record<string, unknown>): Promise<string> => {
    model.replies.push({ kind: 'toolCall', name, input });
    const before = model.requests.length;
    await model.agentTurn('Was this worked on before?');
    // It is asked, calls the tool, and is asked again with the answer.
    await model.asked(before + 2);
    const last = model.requests.at(-1)?.messages.at(-1)?.parts ?? [];
    return last.map((part) => (part.kind === 'toolResult' ? part.text : '')).join('');
  };

  it('is offered each tool once, as it is defined', async () => {
    await model.agentTurn('Hello');
    const offered = (model.requests.at(-1)?.tools ?? []).filter(({ name }) => /recollect/i.test(name)).sort((a, b) => a.name.localeCompare(b.name));
    const defined = ALL_TOOLS.map((tool) => ({ name: tool.name, description: tool.description, inputSchema: JSON.parse(JSON.stringify(inputSchemaOf(tool))) as unknown }));
    assert.deepEqual(offered, defined.sort((a, b) => a.name.localeCompare(b.name)));
  });

  it('asks what is remembered, and the answer reaches its model', async () => {
    const found = await answerTo(RECALL_TOOLS.search, { query: '', project: 'all' });
    assert.match(found, /^<recollect-context>\n[^]*\n- o1 [^]*<\/recollect-context>/);
    const whole = await answerTo(RECALL_TOOLS.get, { ids: ['o1'] });
    assert.match(whole, /## o1 /);
  });

  it('is told in words what a tool does not do', async () => {
    assert.match(await answerTo(RECALL_TOOLS.timeline, { around: 'o999999' }), /There is no memory o999999/);
    assert.match(await answerTo(RECALL_TOOLS.search, { query: 'nothing of that kind' }), /^Nothing found/);
  });

  it('writes a note only after the person agreed', async () => {
    const told = answerTo(RECALL_TOOLS.remember, { text: 'Deploy only from the release branch' });
    await window.page.getByText('Keep this note for later sessions of the project?').filter({ visible: true }).first().waitFor();
    assert.doesNotMatch(await recollect('search', 'release branch'), /Deploy only/);
    await takeScreenshot(window, 'agent-note');
    await window.page.getByRole('button', { name: /^Allow/ }).filter({ visible: true }).first().click();
    assert.match(await told, /^Remembered as o\d+ of the project/);
    assert.match(await recollect('search', 'release branch'), /Deploy only from the release branch/);
  });

  it('is told of the skill, and by the instructions only where it is connected', async () => {
    const asked = async (): Promise<string> => {
      await model.agentTurn('Hello');
      return JSON.stringify(model.requests.at(-1)?.messages);
    };
    const skill = /<name>recollect<\/name>/;
    const instructions = /Earlier coding sessions of this project are recorded in Recollect/;
    const before = await asked();
    assert.deepEqual([skill.test(before), instructions.test(before)], [true, false]);
    await model.configure(`${SETTINGS_SECTION}.${SETTINGS.connectVscode.name}`, true);
    const after = await asked();
    assert.deepEqual([after.split('<name>recollect</name>').length, after.split('Earlier coding sessions of this project are recorded').length], [2, 2]);
  });

  /** Sets the setting for a window that starts with it, as it is for a person. */
  const choose = async (tools: VscodeTools): Promise<void> => {
    await model.configure(`${SETTINGS_SECTION}.${SETTINGS.vscodeTools.name}`, tools);
    await window.page.reload();
    await window.statusBarItem('Recollect: idle').waitFor({ timeout: SETTLING_TIMEOUT_MS });
    await model.prepareAgent(SETTLING_TIMEOUT_MS);
  };

  const offered = async (): Promise<string[]> => {
    await model.agentTurn('Hello');
    return (model.requests.at(-1)?.tools ?? []).map(({ name }) => name).filter((name) => /recollect/i.test(name)).sort();
  };

  it('is offered them by the MCP server instead where the person chose that, never in both ways', async () => {
    await choose('mcpServer');
    const names = ALL_TOOLS.map(({ name }) => `mcp_recollect_${name}`).sort();
    const untilMs = Date.now() + SETTLING_TIMEOUT_MS;
    // The first turn starts the server.
    while ((await offered()).join() !== names.join()) assert.ok(Date.now() < untilMs, (await model.toolNames()).join());
    assert.match(await answerTo(`mcp_recollect_${RECALL_TOOLS.search}`, { query: '', project: 'all' }), /- o1 /);
  });

  it('is offered none where the person chose that', async () => {
    await choose('off');
    assert.deepEqual(await offered(), []);
  });
});

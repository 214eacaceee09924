import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { messageOf } from '../../src/core/errors';
import { SETTINGS, SETTINGS_SECTION } from '../../src/manifest';
import { ABOUT_HEALTH_TESTS, MEMORY_OF_HEALTH_TESTS, rememberHealthTests } from '../support/clients/healthTests';
import { RecollectProgram } from '../support/clients/recollectProgram';
import { evidenceOf, rememberedTurns, type RememberedTurn, until } from '../support/clients/remembered';
import { AGENT_SETTINGS, FakeModel, NEVER } from '../support/fakeModel/fakeModel';
import { openBrowser } from '../support/vscodeHost/browser';
import { installCodeServer } from '../support/vscodeHost/installCodeServer';
import { keepLogs } from '../support/vscodeHost/keepLogs';
import { OpenThings } from '../support/vscodeHost/openThings';
import { type InstalledHost, startInstalled } from '../support/vscodeHost/startInstalled';
import { windowUrl } from '../support/vscodeHost/windowUrl';
import { WorkbenchWindow } from '../support/vscodeHost/workbenchWindow';

const INSTALLING_MS = 10 * 60_000;
const SETTLING_MS = 90_000;
const CONNECTED = `${SETTINGS_SECTION}.${SETTINGS.connectVscode.name}`;

/** Each test goes on from where the one before it left the window. */
describe('VS Code\'s own agent', function () {
  this.timeout(3 * SETTLING_MS);
  const open = new OpenThings();
  let model: FakeModel;
  let host: InstalledHost;
  let program: RecollectProgram;
  let openWindow: () => Promise<WorkbenchWindow>;
  let window: WorkbenchWindow;

  before(async function () {
    this.timeout(INSTALLING_MS);
    try {
      await installCodeServer();
    } catch (error) {
      console.log(`    SKIPPED: code-server, in which VS Code's agent runs, cannot be installed here: ${messageOf(error)}`);
      return this.skip();
    }
    model = await FakeModel.create(open);
    host = await startInstalled(open, { settings: { ...AGENT_SETTINGS, [CONNECTED]: true }, more: [model.vsix], env: model.environment });
    open.add(() => keepLogs(host.folders, 'vscode-agent'));
    program = new RecollectProgram(host.extension.cli, host.folders.recollectHome, host.env);
    await mkdir(join(host.folders.workspace, 'src'));
    await writeFile(join(host.folders.workspace, 'package.json'), '{ "name": "shop-api" }\n');
    const browser = await openBrowser(open);
    openWindow = async () => {
      const opened = await WorkbenchWindow.open(browser, windowUrl(host.server, { folder: host.folders.workspace }));
      await opened.statusBarItem('Recollect: idle').waitFor({ timeout: SETTLING_MS });
      await model.prepareAgent(SETTLING_MS);
      return opened;
    };
    window = await openWindow();
  });

  after(() => open.close());

  const use = (name: string, input: Record<string, unknown>): void => void model.replies.push({ kind: 'toolCall', name, input });
  const inWorkspace = (...parts: string[]): string => join(host.folders.workspace, ...parts);

  /** The one turn of a prompt, when it has ended and this many tool uses have left what they did. */
  const turnOf = async (prompt: string, toolUses: number): Promise<RememberedTurn> => {
    const turns = await rememberedTurns(program, (all) => all.some((turn) => turn.text === prompt && turn.summaries.length > 0 && evidenceOf(turn).length >= toolUses));
    const [turn, ...others] = turns.filter((one) => one.text === prompt);
    assert.ok(turn);
    assert.deepEqual(others, []);
    return turn;
  };

  /** What of ours the model read when it was asked last. */
  const told = (): readonly string[] => {
    const text = (model.requests.at(-1)?.messages ?? []).flatMap(({ parts }) => parts).map((part) => (part.kind === 'text' ? part.text : '')).join('\n');
    return text.match(/<recollect-context>[^]*?<\/recollect-context>/g) ?? [];
  };

  it('has every tool use of a chat remembered once, under its prompt, with a summary', async () => {
    use('create_file', { filePath: inWorkspace('src', 'first.js'), content: 'export const answer = 42;\n' });
    use('read_file', { filePath: inWorkspace('package.json'), startLine: 1, endLine: 2 });
    use('list_dir', { path: inWorkspace('src') });
    await model.agentTurn('Add a file that answers.');
    const turn = await turnOf('Add a file that answers.', 3);
    assert.equal(turn.agent, 'vscode');
    assert.equal(turn.summaries.length, 1);
    assert.deepEqual(evidenceOf(turn).map((id) => id.replace(/__vscode-\d+$/, '')), ['call_1', 'call_2', 'call_3']);
    assert.deepEqual(turn.observations.flatMap((observation) => observation.filesModified ?? []), ['src/first.js']);
  });

  it('tells the model of the next chat what the one before did, once', async () => {
    await model.agentTurn('What was done before?');
    assert.equal(told().length, 1, told().join('\n'));
    assert.match(told()[0] ?? '', /Created src\/first\.js/);
  });

  it('tells the model beside a prompt which memories of other chats concern it', async () => {
    await rememberHealthTests(host.extension.hook, host.env, host.folders.workspace);
    await rememberedTurns(program, () => true);
    // On a busy machine the owner may not know in time, and then nothing is said.
    await until(async () => {
      await model.agentTurn(ABOUT_HEALTH_TESTS);
      return MEMORY_OF_HEALTH_TESTS.test(told().join('\n'));
    });
  });

  it('does not remember the context that it was given', async () => {
    await turnOf('What was done before?', 0);
    assert.doesNotMatch(JSON.stringify(await program.exported()), /recollect-context|may concern this prompt/);
  });

  it('loses nothing that its hooks were told when its window is closed in the middle of a turn', async () => {
    use('create_file', { filePath: inWorkspace('src', 'closed.js'), content: 'export const closed = true;\n' });
    model.replies.push(NEVER);
    const asked = model.requests.length;
    void model.agentTurn('Be closed.');
    while (model.requests.length < asked + 2) await new Promise((resolve) => setTimeout(resolve, 100));
    await window.close();
    window = await openWindow();
    const turns = await rememberedTurns(program, (all) => all.some((turn) => turn.text === 'Be closed.' && turn.observations.length > 0));
    const closed = turns.filter((turn) => turn.text === 'Be closed.').flatMap((turn) => turn.observations);
    assert.deepEqual(closed.map((observation) => observation.filesModified), [['src/closed.js']]);
  });

  it('tells nothing once the setting is off, without a reload', async () => {
    await model.configure(CONNECTED, false);
    await model.agentTurn('Without Recollect.');
    assert.deepEqual(told(), []);
    await model.configure(CONNECTED, true);
    await model.agentTurn('With Recollect again.');
    await turnOf('With Recollect again.', 0);
    assert.doesNotMatch(JSON.stringify(await program.exported()), /Without Recollect/);
  });
});

import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { PROVIDERS } from '../../src/core/settings';
import { BUILTIN_COMMANDS, COMMANDS, CONTEXT_KEYS, EDIT_SCHEME, EXTENSION_ID, MCP_SERVER_PROVIDER, NODE_WORDS, SETTINGS, SETTINGS_SECTION, VIEW_CONTAINER, VIEWS, VSCODE_TOOLS, WALKTHROUGH } from '../../src/manifest';
import { ALL_TOOLS } from '../../src/recall/tools/allTools';
import { inputSchemaOf } from '../../src/recall/tools/inputSchema';

const menuItem = z.object({ command: z.string(), when: z.string().optional(), group: z.string().optional() });
const setting = z.looseObject({ type: z.string(), default: z.unknown(), scope: z.string(), order: z.number(), markdownDescription: z.string(), enum: z.array(z.string()).optional(), markdownEnumDescriptions: z.array(z.string()).optional() });
const packageJson = z
  .object({
    name: z.string(),
    publisher: z.string(),
    activationEvents: z.array(z.string()),
    contributes: z.object({
      viewsContainers: z.object({ activitybar: z.array(z.object({ id: z.string(), title: z.string(), icon: z.string() })) }),
      views: z.record(z.string(), z.array(z.object({ id: z.string(), name: z.string(), icon: z.string() }))),
      viewsWelcome: z.array(z.object({ view: z.string(), contents: z.string(), when: z.string().optional() })),
      commands: z.array(z.object({ command: z.string(), title: z.string(), category: z.string() })),
      menus: z.record(z.string(), z.array(menuItem)),
      chatPlugins: z.array(z.object({ path: z.string(), when: z.string() })),
      chatSkills: z.array(z.object({ path: z.string(), when: z.string() })),
      chatInstructions: z.array(z.object({ path: z.string(), when: z.string() })),
      languageModelTools: z.array(z.object({ name: z.string(), toolReferenceName: z.string(), displayName: z.string(), userDescription: z.string(), modelDescription: z.string(), icon: z.string(), canBeReferencedInPrompt: z.literal(true), tags: z.array(z.string()), when: z.string(), inputSchema: z.unknown() })),
      mcpServerDefinitionProviders: z.array(z.object({ id: z.string(), label: z.string() })),
      walkthroughs: z.array(z.object({ id: z.string(), steps: z.array(z.object({ id: z.string(), description: z.string(), media: z.object({ markdown: z.string() }), completionEvents: z.array(z.string()) })) })),
      configuration: z.object({ properties: z.record(z.string(), setting) }),
    }),
  })
  .parse(JSON.parse(readFileSync('package.json', 'utf8')));
const { contributes } = packageJson;

const sorted = (values: Iterable<string>): string[] => [...values].sort();
const whenClauses = [...Object.values(contributes.menus).flat(), ...contributes.viewsWelcome].map((entry) => entry.when ?? '').filter((when) => when !== '');

/** Words of when clauses that name something of the extension's own, `viewItem` words apart. */
function ownIdsIn(when: string): string[] {
  return when.match(/\brecollect\.[\w.]+/g) ?? [];
}

describe('the manifest', () => {
  it('names the extension as package.json does', () => {
    assert.equal(`${packageJson.publisher}.${packageJson.name}`, EXTENSION_ID);
  });

  it('has each command of package.json and no other', () => {
    assert.deepEqual(sorted(contributes.commands.map((command) => command.command)), sorted(Object.values(COMMANDS)));
  });

  it('ends with an ellipsis what asks something when it is run from the palette, and nothing else', () => {
    const isHidden = new Set(contributes.menus['commandPalette']?.filter(({ when }) => when === 'false').map(({ command }) => command));
    const atOnce: string[] = [COMMANDS.abortAll, COMMANDS.contextPreview, COMMANDS.openView, COMMANDS.pause, COMMANDS.refresh, COMMANDS.resume, COMMANDS.retryFailed, COMMANDS.showFileMemories, COMMANDS.showLog, COMMANDS.showStatus, COMMANDS.showWalkthrough, COMMANDS.undoChange];
    const plain = contributes.commands.filter(({ command, title }) => !title.endsWith('…') && !isHidden.has(command));
    assert.deepEqual(sorted(plain.map(({ command }) => command)), sorted(atOnce));
  });

  it('puts every command into the category Recollect', () => {
    assert.deepEqual(contributes.commands.filter((command) => command.category !== 'Recollect'), []);
  });

  it('has the view container and its icon', () => {
    assert.deepEqual(contributes.viewsContainers.activitybar.map((container) => container.id), [VIEW_CONTAINER]);
    for (const container of contributes.viewsContainers.activitybar) assert.ok(existsSync(container.icon), container.icon);
    assert.deepEqual(Object.keys(contributes.views), [VIEW_CONTAINER]);
  });

  it('has each view of package.json and no other', () => {
    assert.deepEqual(sorted(Object.values(contributes.views).flat().map((view) => view.id)), sorted(Object.values(VIEWS)));
  });

  it('gives every view a welcome text, connected or not', () => {
    for (const view of Object.values(VIEWS)) {
      const whens = contributes.viewsWelcome.filter((welcome) => welcome.view === view).map((welcome) => welcome.when);
      const connected = view === VIEWS.memories ? [`${CONTEXT_KEYS.connected} && !${CONTEXT_KEYS.hasAgent}`, `${CONTEXT_KEYS.connected} && ${CONTEXT_KEYS.hasAgent}`] : [CONTEXT_KEYS.connected];
      assert.deepEqual(sorted(whens.map(String)), sorted([...connected, `!${CONTEXT_KEYS.connected}`]));
    }
  });

  it('links only its own commands from welcome texts and settings', () => {
    const texts = [
      ...contributes.walkthroughs.flatMap((walkthrough) => walkthrough.steps.map((step) => step.description)),
      ...contributes.viewsWelcome.map((welcome) => welcome.contents), ...Object.values(contributes.configuration.properties).map((property) => property.markdownDescription)];
    const linked = texts.flatMap((text) => [...text.matchAll(/\(command:([\w.]+)/g)].map((match) => match[1] ?? ''));
    assert.ok(linked.length > 0);
    assert.deepEqual(linked.filter((id) => !Object.values<string>(COMMANDS).includes(id)), []);
  });

  it('has only its own commands in menus', () => {
    const ids = Object.values(contributes.menus).flat().map((item) => item.command);
    assert.deepEqual(ids.filter((id) => !Object.values<string>(COMMANDS).includes(id)), []);
  });

  it('uses in when clauses only its own context keys and views', () => {
    const known: string[] = [...Object.values(CONTEXT_KEYS), ...Object.values(VIEWS)];
    assert.deepEqual(whenClauses.flatMap(ownIdsIn).filter((id) => !known.includes(id)), []);
  });

  it('uses every context key in some when clause, or as the end of a step of the walkthrough', () => {
    const ends = contributes.walkthroughs.flatMap(({ steps }) => steps.flatMap((step) => step.completionEvents));
    const used = new Set([...whenClauses, ...ends.filter((end) => end.startsWith('onContext:'))].flatMap(ownIdsIn));
    assert.deepEqual(Object.values(CONTEXT_KEYS).filter((key) => !used.has(key)), []);
  });

  it('looks in when clauses only for words that tree nodes carry', () => {
    const words = whenClauses.flatMap((when) => [...when.matchAll(/viewItem =~ \/\\b\(?([\w|]+)\)?\\b\//g)].map((match) => match[1] ?? ''));
    assert.ok(words.length > 0);
    assert.deepEqual(words.flatMap((word) => word.split('|')).filter((word) => !Object.values<string>(NODE_WORDS).includes(word)), []);
    assert.equal(whenClauses.join(' ').split('viewItem').length - 1, words.length, 'a viewItem test of another form');
  });

  it('has each setting of package.json with its default, and no other', () => {
    const declared = Object.entries(contributes.configuration.properties).map(([key, property]) => [key, property.default]);
    const known = Object.values(SETTINGS).map((entry) => [`${SETTINGS_SECTION}.${entry.name}`, entry.default]);
    assert.deepEqual(Object.fromEntries(declared), Object.fromEntries(known));
  });

  it('lets no workspace change a setting, so that none can send the key elsewhere', () => {
    const scopes = Object.entries(contributes.configuration.properties).map(([key, property]) => [key, property.scope] as const);
    assert.deepEqual(scopes.filter(([, scope]) => scope !== 'machine' && scope !== 'application'), []);
  });

  it('describes every setting and offers exactly the known providers', () => {
    for (const [key, property] of Object.entries(contributes.configuration.properties)) assert.ok(property.markdownDescription.length > 20, key);
    const provider = contributes.configuration.properties[`${SETTINGS_SECTION}.${SETTINGS.provider.name}`];
    assert.deepEqual(provider?.enum, [...PROVIDERS]);
    assert.equal(provider.markdownEnumDescriptions?.length, PROVIDERS.length);
  });

  it('has the walkthrough, whose steps have their pages and end by its own commands and context keys, and not before what they name is so', () => {
    assert.deepEqual(contributes.walkthroughs.map((walkthrough) => walkthrough.id), [WALKTHROUGH]);
    const own = [...Object.values<string>(COMMANDS), ...Object.values<string>(CONTEXT_KEYS)];
    for (const step of contributes.walkthroughs.flatMap((walkthrough) => walkthrough.steps)) {
      assert.ok(existsSync(step.media.markdown), step.media.markdown);
      const ids = step.completionEvents.flatMap((event) => event.split(':').slice(1));
      assert.deepEqual(ids.filter((id) => !own.includes(id)), []);
    }
    const endsOf = (id: string): unknown => contributes.walkthroughs[0]?.steps.find((step) => step.id === id)?.completionEvents;
    assert.deepEqual([endsOf('connect'), endsOf('memory')], [[`onContext:${CONTEXT_KEYS.hasAgent}`], [`onContext:${CONTEXT_KEYS.hasMemory}`]]);
  });

  it('contributes its plugin to VS Code\'s own agents only when its setting says so', () => {
    assert.deepEqual(contributes.chatPlugins, [{ path: './plugin', when: `config.${SETTINGS_SECTION}.${SETTINGS.connectVscode.name}` }]);
    assert.ok(existsSync('plugin/.claude-plugin/plugin.json'));
  });

  it('declares each tool for agents as it is defined', () => {
    const declared = contributes.languageModelTools.map(({ name, displayName, modelDescription, inputSchema }) => ({ name, displayName, modelDescription, inputSchema }));
    const defined = ALL_TOOLS.map((tool) => ({ name: tool.name, displayName: tool.title, modelDescription: tool.description, inputSchema: inputSchemaOf(tool) }));
    assert.deepEqual(declared, JSON.parse(JSON.stringify(defined)));
  });

  it('offers the tools to VS Code in the one way that the setting names', () => {
    const key = `${SETTINGS_SECTION}.${SETTINGS.vscodeTools.name}`;
    assert.deepEqual(new Set(contributes.languageModelTools.map(({ when }) => when)), new Set([`config.${key} == ${VSCODE_TOOLS[0]}`]));
    assert.deepEqual(contributes.configuration.properties[key]?.enum, [...VSCODE_TOOLS]);
    assert.deepEqual(contributes.mcpServerDefinitionProviders.map(({ id }) => id), [MCP_SERVER_PROVIDER]);
  });

  it('tells VS Code\'s own agents when to use the tools, where they have them', () => {
    const tools = `config.${SETTINGS_SECTION}.${SETTINGS.vscodeTools.name} != off`;
    assert.deepEqual(contributes.chatSkills.map(({ when }) => when), [tools]);
    assert.deepEqual(contributes.chatInstructions.map(({ when }) => when), [`config.${SETTINGS_SECTION}.${SETTINGS.connectVscode.name} && ${tools}`]);
    for (const { path } of [...contributes.chatSkills, ...contributes.chatInstructions]) assert.ok(existsSync(path), path);
  });

  it('is activated after the start, so that events are taken without a view being opened', () => {
    assert.deepEqual(packageJson.activationEvents, ['onStartupFinished', `onFileSystem:${EDIT_SCHEME}`]);
  });

  it('keeps VS Code\'s own commands apart from its own', () => {
    assert.deepEqual(Object.values<string>(BUILTIN_COMMANDS).filter((id) => id.startsWith('recollect.')), []);
  });
});

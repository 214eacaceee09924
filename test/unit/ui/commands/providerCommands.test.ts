import assert from 'node:assert/strict';
import { COMMANDS } from '../../../../src/manifest';
import { CommandBench } from '../../../support/commandBench';

describe('the commands about providers and keys', () => {
  let bench: CommandBench;
  beforeEach(() => {
    bench = new CommandBench();
  });

  it('write the chosen provider', async () => {
    bench.settings.provider = 'gemini';
    bench.dialogs.picks = ['Built in'];
    assert.deepEqual(await bench.run(COMMANDS.selectProvider), { kind: 'done', message: 'The provider is Built in now.' });
    assert.equal(bench.settings.provider, 'builtin');
    assert.deepEqual(bench.dialogs.asked, ['Select Provider: Built in; Anthropic; Gemini - current']);
  });

  it('ask for the key of a provider that has none', async () => {
    bench.dialogs.picks = ['Anthropic'];
    bench.dialogs.secrets = ['sk-1'];
    assert.deepEqual(await bench.run(COMMANDS.selectProvider), { kind: 'done', message: 'The provider is Anthropic now.' });
    assert.equal(bench.settings.keys.get('anthropic'), 'sk-1');
  });

  it('do not ask for a key that is there', async () => {
    bench.settings.keys.set('gemini', 'g');
    bench.dialogs.picks = ['Gemini'];
    await bench.run(COMMANDS.selectProvider);
    assert.equal(bench.dialogs.asked.length, 1);
  });

  it('leave the provider as it was when the key is not given, and say so', async () => {
    bench.dialogs.picks = ['Gemini'];
    assert.deepEqual(await bench.run(COMMANDS.selectProvider), { kind: 'done', message: 'The provider is still Built in: Gemini needs an API key, and none was given.' });
    assert.deepEqual([bench.settings.provider, bench.settings.keys.size], ['builtin', 0]);
  });

  it('say what follows when the provider in use gets no key', async () => {
    bench.settings.provider = 'gemini';
    bench.dialogs.picks = ['Gemini'];
    assert.deepEqual(await bench.run(COMMANDS.selectProvider), { kind: 'done', message: 'Gemini has no API key yet: messages wait until you set one.' });
    assert.equal(bench.settings.provider, 'gemini');
  });

  it('change nothing when the person turns away', async () => {
    assert.deepEqual(await bench.run(COMMANDS.selectProvider), { kind: 'cancelled' });
    assert.deepEqual(await bench.run(COMMANDS.setApiKey), { kind: 'cancelled' });
    assert.deepEqual([bench.settings.provider, bench.settings.keys.size], ['builtin', 0]);
  });

  it('take no empty key and none with spaces, and trim the rest', async () => {
    bench.dialogs.picks = ['Anthropic'];
    bench.dialogs.secrets = ['', '  ', 'a b', ' sk-2\n'];
    await bench.run(COMMANDS.setApiKey);
    assert.deepEqual(bench.dialogs.objections, ['The key is empty.', 'The key is empty.', 'A key has no spaces or line ends in it.']);
    assert.equal(bench.settings.keys.get('anthropic'), 'sk-2');
  });

  it('never say or log the key', async () => {
    bench.dialogs.picks = ['Anthropic'];
    bench.dialogs.secrets = ['sk-secret'];
    await bench.run(COMMANDS.setApiKey);
    assert.ok(!JSON.stringify([bench.dialogs.said, bench.log.lines]).includes('sk-secret'));
  });

  it('say when the provider of a new key is not the one in use', async () => {
    bench.dialogs.picks = ['Gemini'];
    bench.dialogs.secrets = ['g'];
    assert.deepEqual(await bench.run(COMMANDS.setApiKey), { kind: 'done', message: "The API key of Gemini is saved in VS Code's secret storage. To use it, select Gemini as provider." });
  });

  it('keep a key for the embedding endpoint, and say where its address goes', async () => {
    bench.dialogs.picks = ['Embedding endpoint'];
    bench.dialogs.secrets = ['e'];
    assert.deepEqual(await bench.run(COMMANDS.setApiKey), { kind: 'done', message: "The API key of Embedding endpoint is saved in VS Code's secret storage. To use it, set “recollect.embedding.baseUrl”." });
    assert.equal(bench.settings.keys.get('embedding'), 'e');
  });

  it('remove a key that is stored', async () => {
    assert.deepEqual(await bench.run(COMMANDS.removeApiKey), { kind: 'done', message: 'No API key is stored.' });
    bench.settings.keys.set('gemini', 'g');
    bench.dialogs.picks = ['Gemini'];
    assert.deepEqual(await bench.run(COMMANDS.removeApiKey), { kind: 'done', message: 'The API key of Gemini is removed.' });
    assert.equal(bench.settings.keys.size, 0);
    assert.deepEqual(bench.dialogs.asked, ['Remove API Key: Gemini - a key is stored']);
  });
});

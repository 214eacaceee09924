import assert from 'node:assert/strict';
import { DEFAULT_PROVIDER_SETTINGS, PROVIDERS, type ProviderName } from '../../../src/core/settings';
import { createProvider } from '../../../src/providers/createProvider';
import { bash, batchOf } from '../../support/batches';
import { failsWith } from '../../support/failures';

const clean = (text: string): string => text;
const named = (name: ProviderName): ReturnType<typeof createProvider> => createProvider({ ...DEFAULT_PROVIDER_SETTINGS, name }, { clean });

describe('createProvider', () => {
  for (const name of PROVIDERS)
    it(`makes a provider called ${name}`, () => {
      assert.equal(named(name).name, name);
    });

  it('makes one that gathers only a moment when it costs nothing', () => {
    assert.ok(named('builtin').gatherMs < 1_000);
    assert.ok(named('anthropic').gatherMs > 1_000);
  });

  for (const name of ['anthropic', 'gemini'] as const)
    for (const apiKey of [undefined, '', '  '])
      it(`says how to set a key for ${name} when the key is ${JSON.stringify(apiKey)}`, async () => {
        const settings = { ...DEFAULT_PROVIDER_SETTINGS, name, [name]: { ...DEFAULT_PROVIDER_SETTINGS[name], ...(apiKey === undefined ? {} : { apiKey }) } };
        const error = await failsWith('auth', createProvider(settings, { clean }).compress(batchOf([bash('ls')]), new AbortController().signal));
        assert.match(error.message, /Recollect: Set API Key/u);
      });

  it('says before any call that a model has no key', () => {
    assert.match(named('gemini').problem ?? '', /no API key for .*Set API Key/);
    assert.deepEqual([named('builtin').problem, createProvider({ ...DEFAULT_PROVIDER_SETTINGS, name: 'gemini', gemini: { ...DEFAULT_PROVIDER_SETTINGS.gemini, apiKey: 'k' } }, { clean }).problem], [undefined, undefined]);
  });
});

import assert from 'node:assert/strict';
import { DEFAULT_EMBEDDING_SETTINGS, DEFAULT_EXCLUDE, DEFAULT_PROVIDER_SETTINGS } from '../../../src/core/settings';
import { readSettings } from '../../../src/ui/readSettings';

const read = (values: Record<string, unknown>, keys = {}) => readSettings((name) => values[name], keys);

describe('the settings', () => {
  it('are the defaults when nothing is set', () => {
    assert.deepEqual(read({}), { provider: DEFAULT_PROVIDER_SETTINGS, embedding: DEFAULT_EMBEDDING_SETTINGS, payloadRetentionDays: 0, promptMemories: true, exclude: DEFAULT_EXCLUDE });
  });

  it('carry what is set, and the keys', () => {
    const settings = read({ provider: 'anthropic', 'anthropic.model': ' big ', 'anthropic.baseUrl': 'http://localhost:1234/', payloadRetentionDays: 7, excludeFiles: ['*.sql', 5], excludeProjects: [], promptMemories: false, 'embedding.baseUrl': 'http://localhost:11434/v1/', 'embedding.model': 'small' }, { anthropic: 'sk', embedding: 'ek' });
    assert.deepEqual(settings.embedding, { model: 'small', baseUrl: 'http://localhost:11434/v1', apiKey: 'ek' });
    assert.equal(settings.promptMemories, false);
    assert.equal(settings.provider.name, 'anthropic');
    assert.deepEqual(settings.provider.anthropic, { model: 'big', baseUrl: 'http://localhost:1234', apiKey: 'sk' });
    assert.equal(settings.payloadRetentionDays, 7);
    assert.deepEqual(settings.exclude, { files: ['*.sql'], projects: [] });
  });

  it('fall back where a value does not fit', () => {
    const settings = read({ provider: 'nobody', 'gemini.model': '', 'gemini.baseUrl': 3, 'embedding.baseUrl': [], 'embedding.model': ' ', payloadRetentionDays: -1, promptMemories: 'no', excludeFiles: 'all' }, { gemini: '' });
    assert.deepEqual(settings, { provider: DEFAULT_PROVIDER_SETTINGS, embedding: DEFAULT_EMBEDDING_SETTINGS, payloadRetentionDays: 0, promptMemories: true, exclude: DEFAULT_EXCLUDE });
  });
});

import assert from 'node:assert/strict';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { vscodePluginHooks } from '../../../src/agents/vscode';
import { REPOSITORY } from '../../support/vscodeHost/repository';

const plugin = (path: string): string => join(REPOSITORY, 'plugin', path);

describe('the plugin for VS Code\'s own agents', () => {
  it('has the hooks that the code says', () => {
    assert.deepEqual(JSON.parse(readFileSync(plugin('hooks/hooks.json'), 'utf8')), vscodePluginHooks());
  });

  it('has the launchers that its hooks run, with the line ends of their systems', () => {
    assert.ok((statSync(plugin('recollect-hook')).mode & 0o100) !== 0);
    assert.doesNotMatch(readFileSync(plugin('recollect-hook'), 'utf8'), /\r/);
    assert.doesNotMatch(readFileSync(plugin('recollect-hook.cmd'), 'utf8'), /[^\r]\n/);
  });
});

import assert from 'node:assert/strict';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { SKILL } from '../../../src/agents/connect/skill';
import { vscodePluginHooks } from '../../../src/agents/vscode';
import { RECALL_TOOLS } from '../../../src/core/recallTools';
import { REPOSITORY } from '../../support/vscodeHost/repository';

const plugin = (path: string): string => join(REPOSITORY, 'plugin', path);

describe('the plugin for VS Code\'s own agents', () => {
  it('has the hooks that the code says', () => {
    assert.deepEqual(JSON.parse(readFileSync(plugin('hooks/hooks.json'), 'utf8')), vscodePluginHooks());
  });

  it('has the launchers that its hooks run, with the line ends of their systems', () => {
    for (const name of ['recollect-hook', 'recollect']) {
      assert.ok((statSync(plugin(name)).mode & 0o100) !== 0);
      assert.doesNotMatch(readFileSync(plugin(name), 'utf8'), /\r/);
      assert.doesNotMatch(readFileSync(plugin(`${name}.cmd`), 'utf8'), /[^\r]\n/);
    }
  });

  it('is accompanied by the same skill as Claude Code gets, and by instructions that name tools that there are', () => {
    assert.equal(readFileSync(join(REPOSITORY, 'skills/recollect/SKILL.md'), 'utf8'), SKILL);
    for (const text of [SKILL, readFileSync(join(REPOSITORY, 'skills/recollect.instructions.md'), 'utf8')]) {
      const named = [...text.matchAll(/`(recollect_\w+)`/g)].map(([, name]) => name ?? '');
      assert.ok(named.length > 0);
      assert.deepEqual(named.filter((name) => !Object.values<string>(RECALL_TOOLS).includes(name)), []);
    }
  });
});

import assert from 'node:assert/strict';
import { homedir } from 'node:os';
import type { HookEvent, Json } from '../../../src/core/hookEvent';
import { DEFAULT_EXCLUDE } from '../../../src/core/settings';
import { Exclusions } from '../../../src/ingest/exclusions';

const base = { agent: 'claude-code', sessionId: 's', atMs: 1, cwd: '/p' } as const;
const tool = (name: string, input: Json): HookEvent => ({ kind: 'toolUse', ...base, toolUse: { name, input, response: 'x' } });
const read = (path: string): HookEvent => tool('Read', { file_path: path });

describe('what is never recorded', () => {
  const leavesOut = (event: HookEvent, files = DEFAULT_EXCLUDE.files, project = '/p', projects: readonly string[] = []): boolean => new Exclusions({ files, projects }).leavesOut(event, { id: 'example.org/p', folder: project, tree: project });

  it('is a tool use that touches an excluded file, by whatever tool', () => {
    for (const event of [
      read('/p/.env'),
      read('config/.env.production'),
      tool('Write', { file_path: '/p/deploy/server.PEM', content: 'x' }),
      tool('Edit', { file_path: '/home/u/.ssh/id_rsa', old_string: 'a', new_string: 'b' }),
      tool('Bash', { command: 'cat ./config/.env | head' }),
      tool('Bash', { command: 'source ".env"; npm start' }),
    ])
      assert.equal(leavesOut(event), true, JSON.stringify(event));
  });

  it('is no other tool use, and no other kind of event', () => {
    for (const event of [read('/p/src/environment.ts'), tool('Bash', { command: 'npm test' }), tool('Bash', { command: 'echo keyboard' })]) assert.equal(leavesOut(event), false, JSON.stringify(event));
    assert.equal(leavesOut({ kind: 'prompt', ...base, text: 'Read .env', isPrivate: false, isMachine: false }), false);
  });

  it('follows globs inside the project and whole paths', () => {
    assert.equal(leavesOut(read('/p/secrets/a/b.txt'), ['secrets/**']), true);
    assert.equal(leavesOut(read('/other/a.txt'), ['/other/**']), true);
    assert.equal(leavesOut(read('/p/src/secrets.ts'), ['secrets/**', '', '  ']), false);
  });

  it('is everything in an excluded project', () => {
    const stop: HookEvent = { kind: 'stop', ...base, lastAssistantMessage: 'Done.' };
    assert.equal(leavesOut(stop, [], '/clients/acme/api', ['/clients/**']), true);
    assert.equal(leavesOut(stop, [], `${homedir()}/secret`, ['~/secret/']), true);
    assert.equal(leavesOut(stop, [], '/work/api', ['/clients/**', '~/secret']), false);
    assert.equal(leavesOut({ ...stop, cwd: '/work/api/private/x' }, [], '/work/api', ['/work/api/private']), true);
    assert.equal(leavesOut(stop, [], '/work/api', ['', ' ']), false);
    assert.equal(leavesOut(stop, []), false);
  });

  it('is what happens in an excluded project, by its folder or by its remote', () => {
    const event = tool('Bash', { command: 'make' });
    assert.equal(leavesOut(event, [], '/p', ['/p']), true);
    assert.equal(leavesOut(event, [], '/p', ['example.org/p']), true);
    assert.equal(leavesOut(event, [], '/p', ['example.org/*']), true);
    assert.equal(leavesOut(event, [], '/p', ['example.org/q']), false);
  });
});

import assert from 'node:assert/strict';
import { parseHookEvent } from '../../../src/agents/parseHookEvent';
import { PayloadError } from '../../../src/core/errors';

describe('a hook event', () => {
  const payload = { session_id: 's', cwd: '/p' };

  it('is parsed as its agent writes it', () => {
    assert.equal(parseHookEvent({ agent: 'claude-code', event: 'Stop', atMs: 1, payload })?.kind, 'stop');
  });

  it('of an agent nobody knows is refused', () => {
    for (const agent of ['emacs', '', 'constructor']) assert.throws(() => parseHookEvent({ agent, event: 'Stop', atMs: 1, payload }), PayloadError);
  });
});

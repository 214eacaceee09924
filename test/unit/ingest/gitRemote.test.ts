import assert from 'node:assert/strict';
import fc from 'fast-check';
import { remoteIn } from '../../../src/ingest/gitRemote';

const origin = (url: string): string => `[remote "origin"]\n\turl = ${url}\n`;

describe('the remote in a git config', () => {
  it('is one and the same by whatever way it is reached', () => {
    for (const url of [
      'git@github.com:acme/api.git',
      'github.com:acme/api',
      'https://github.com/acme/api',
      'https://github.com/Acme/API.git/',
      'https://user:ghp_secret@github.com/acme/api.git',
      'ssh://git@github.com:22/acme/api.git',
      'git://github.com/acme/api.git',
      '"https://github.com/acme/api.git" # ours',
    ]) {
      assert.equal(remoteIn(origin(url)), 'github.com/acme/api', url);
    }
  });

  it('is a folder where a folder was cloned', () => {
    assert.equal(remoteIn(origin('/srv/git/api.git')), '/srv/git/api');
    assert.equal(remoteIn(origin('file:///srv/git/api.git')), '/srv/git/api');
    assert.equal(remoteIn(origin('C:/git/api')), 'C:/git/api');
    assert.equal(remoteIn(origin('../api')), undefined);
  });

  it('is origin before others, and the first of others', () => {
    const other = '[remote "fork"]\n url = https://example.org/me/api\n[remote "more"]\n url = https://example.org/more/api\n';
    assert.equal(remoteIn(other), 'example.org/me/api');
    assert.equal(remoteIn(`${other}${origin('https://example.org/acme/api')}`), 'example.org/acme/api');
    assert.equal(remoteIn('[branch "main"]\n\turl = https://example.org/no/api\n'), undefined);
    assert.equal(remoteIn(''), undefined);
  });

  it('holds no user or password, whatever it is', () => {
    fc.assert(fc.property(fc.webUrl({ withFragments: true, withQueryParameters: true }), (url) => {
      const found = remoteIn(origin(url.replace('://', `://user:ghp_private@`)));
      assert.ok(found === undefined || !found.includes('ghp_private'), found);
    }));
  });
});

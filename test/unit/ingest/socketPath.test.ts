import assert from 'node:assert/strict';
import { socketPath } from '../../../src/ingest/socketPath';

describe('the path of the socket', () => {
  it('lies in the home folder, or where paths are short when that one is too long', () => {
    assert.match(socketPath('/home/dev/.recollect', '/data', 3, 'linux', {}), /^\/home\/dev\/.recollect\/run\/[0-9a-f]{12}-3\.sock$/);
    const long = `/home/dev/${'x'.repeat(100)}`;
    assert.match(socketPath(long, '/data', 3, 'linux', { XDG_RUNTIME_DIR: '/run/user/1000' }), /^\/run\/user\/1000\/recollect\/[0-9a-f]{12}-3\.sock$/);
    assert.ok(Buffer.byteLength(socketPath(long, '/data', 123_456, 'linux', {})) < 100);
  });

  it('is another for each home, data folder and generation', () => {
    const paths = [socketPath('/a', '/data', 1, 'linux', {}), socketPath('/a', '/data', 2, 'linux', {}), socketPath('/a', '/other', 1, 'linux', {}), socketPath('/b', '/data', 1, 'linux', {})];
    assert.equal(new Set(paths).size, paths.length);
  });

  it('is a named pipe on Windows', () => assert.match(socketPath('C:\\home', 'C:\\data', 7, 'win32', {}), /^\\\\\.\\pipe\\recollect-[0-9a-f]{12}-7$/));
});

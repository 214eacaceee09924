import assert from 'node:assert/strict';
import { editTitle } from '../../../../src/providers/builtin/editTitle';

const PROJECT = '/home/dev/shop-api';
const title = (change: 'create' | 'edit' | 'delete', ...lines: readonly string[]): string => editTitle([{ file: `${PROJECT}/src/a.ts`, change, lines }], PROJECT);

describe('editTitle', () => {
  it('names what a new file declares', () => {
    assert.equal(title('create', "+import x from 'x';", '+', '+export async function load() {', '+}', '+export class Store {}', '+const limit = 3;'), 'Created src/a.ts: function load, class Store and const limit');
  });

  it('names what an edit adds', () => {
    assert.equal(title('edit', ' before', '+def handle(self):', '+    pass'), 'Edited src/a.ts: add def handle');
    assert.equal(title('edit', "+test('answers 200', () => {"), 'Edited src/a.ts: add test "answers 200"');
  });

  it('shows the line that changed, before and after', () => {
    assert.equal(title('edit', ' {', '-  assert.equal(status, 204);', '+  assert.equal(status, 200);', ' }'), 'Edited src/a.ts: assert.equal(status, 204); → assert.equal(status, 200);');
  });

  it('shows the line that says something, not an import', () => {
    assert.equal(title('edit', "-import a from 'a';", '-const one = 1;', "+import b from 'b';", '+const one = 2;'), 'Edited src/a.ts: const one = 1; → const one = 2;');
  });

  it('names what an edit removes', () => {
    assert.equal(title('edit', '-function old() {', '-}'), 'Edited src/a.ts: remove function old');
  });

  it('says only the file where the diff says nothing', () => {
    assert.equal(title('delete'), 'Deleted src/a.ts');
    assert.equal(title('edit', ' same'), 'Edited src/a.ts');
    assert.equal(editTitle([], PROJECT), 'Edited a file');
  });

  it('keeps paths outside the project as they are', () => {
    assert.equal(editTitle([{ file: '/etc/hosts', change: 'edit', lines: [] }], PROJECT), 'Edited /etc/hosts');
  });
});

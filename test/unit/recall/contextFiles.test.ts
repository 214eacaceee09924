import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ContextFiles } from '../../../src/recall/contextFiles';
import { keptLog, temporaryFolder } from '../../support/openStore';
import { TestClock } from '../../support/testClock';

describe('Context files', () => {
  let rendered: string[];
  let texts: Map<string, string>;
  let folder: string;
  let remove: () => void;
  let clock: TestClock;
  let files: ContextFiles;
  const log = keptLog();
  const read = (name: string): string => readFileSync(join(folder, 'context', name), 'utf8');
  const filesOf = (render: (project: string) => Promise<ReadonlyMap<string, string>>): ContextFiles => new ContextFiles({ folder: join(folder, 'context'), prefixOf: (project) => `${project}.`, render, clock, log });

  beforeEach(() => {
    ({ folder, remove } = temporaryFolder());
    rendered = [];
    texts = new Map();
    clock = new TestClock();
    files = filesOf(async (project) => {
      rendered.push(project);
      return texts;
    });
  });
  afterEach(() => {
    files.dispose();
    remove();
  });

  it('are there as soon as a project has memories, for nobody else to read', async () => {
    texts.set('shop.md', 'told of shop').set('shop.codex.md', 'told in short');
    files.refresh('shop');
    await files.settled();
    assert.equal(read('shop.md'), 'told of shop');
    assert.equal(read('shop.codex.md'), 'told in short');
    assert.equal(statSync(join(folder, 'context', 'shop.md')).mode & 0o777, 0o600);
    assert.equal(readdirSync(join(folder, 'context')).length, 2);
  });

  it('are gone when what they told of is forgotten, and no other project\'s', async () => {
    texts.set('shop.md', 'told of shop').set('shop.0123.md', 'told of a work tree').set('shopping.md', 'told of another');
    files.refresh('shop');
    await files.settled();
    texts.clear();
    files.refresh('shop');
    await clock.advance(1_000);
    await files.settled();
    assert.deepEqual(readdirSync(join(folder, 'context')), ['shopping.md']);
  });

  it('are gone at a start when nothing is remembered of their project any more', async () => {
    files.keepOnly([]);
    texts.set('shop.md', 'told of shop').set('other.md', 'told of another');
    files.refresh('shop');
    await files.settled();
    files.keepOnly(['shop']);
    assert.deepEqual(readdirSync(join(folder, 'context')), ['shop.md']);
  });

  it('are not written again when nothing has changed', async () => {
    texts.set('shop.md', 'told of shop');
    files.refresh('shop');
    await files.settled();
    const before = statSync(join(folder, 'context', 'shop.md')).ino;
    files.refresh('shop');
    await clock.advance(1_000);
    await files.settled();
    assert.equal(rendered.length, 2);
    assert.equal(statSync(join(folder, 'context', 'shop.md')).ino, before);
  });

  it('are written once for changes that come close together', async () => {
    for (let n = 0; n < 5; n++) files.refresh('shop');
    await files.settled();
    files.refresh('shop');
    files.refresh('shop');
    await files.settled();
    assert.equal(rendered.length, 1);
    await clock.advance(1_000);
    await files.settled();
    assert.equal(rendered.length, 2);
  });

  it('survive a project that cannot be rendered', async () => {
    const failing = filesOf(() => Promise.reject(new Error('no')));
    failing.refresh('shop');
    await failing.settled();
    assert.match(log.lines.join('\n'), /could not be written: no/);
    failing.dispose();
  });
});

import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ContextFiles } from '../../../src/recall/contextFiles';
import { keptLog, temporaryFolder } from '../../support/openStore';
import { TestClock } from '../../support/testClock';

describe('Context files', () => {
  let rendered: string[];
  let folder: string;
  let remove: () => void;
  let clock: TestClock;
  let files: ContextFiles;
  const log = keptLog();
  const pathOf = (project: string, agent?: string): string => join(folder, 'context', agent === undefined ? `${project}.md` : `${project}.${agent}.md`);

  beforeEach(() => {
    ({ folder, remove } = temporaryFolder());
    rendered = [];
    clock = new TestClock();
    files = new ContextFiles({
      pathOf,
      render: async (project, agent) => {
        rendered.push(`${project} ${agent ?? ''}`.trim());
        return `told of ${project}, ${rendered.length}`;
      },
      clock,
      log,
    });
  });
  afterEach(() => {
    files.dispose();
    remove();
  });

  it('are there as soon as a project has memories, for everybody and for agents with another budget', async () => {
    files.refresh('shop');
    await files.settled();
    assert.deepEqual(rendered, ['shop', 'shop codex']);
    assert.equal(readFileSync(pathOf('shop'), 'utf8'), 'told of shop, 1');
    assert.equal(readFileSync(pathOf('shop', 'codex'), 'utf8'), 'told of shop, 2');
    assert.equal(statSync(pathOf('shop')).mode & 0o777, 0o600);
    assert.equal(readdirSync(join(folder, 'context')).length, 2);
  });

  it('are written once for changes that come close together', async () => {
    for (let n = 0; n < 5; n++) files.refresh('shop');
    await files.settled();
    files.refresh('shop');
    files.refresh('shop');
    await files.settled();
    assert.equal(rendered.length, 2);
    await clock.advance(1_000);
    await files.settled();
    assert.equal(rendered.length, 4);
  });

  it('survive a project that cannot be rendered', async () => {
    const failing = new ContextFiles({ pathOf, render: () => Promise.reject(new Error('no')), clock, log });
    failing.refresh('shop');
    await failing.settled();
    assert.match(log.lines.join('\n'), /could not be written: no/);
    failing.dispose();
  });
});

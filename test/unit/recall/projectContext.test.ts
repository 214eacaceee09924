import assert from 'node:assert/strict';
import type { FileState, WorkTrees } from '../../../src/core/workTree';
import { ProjectContext } from '../../../src/recall/projectContext';
import { promptEvent, toolEvent } from '../../support/events';
import { ManagerHarness } from '../../support/managerHarness';
import { compressionOf } from '../../support/scriptedProvider';

const PROJECT = '/home/dev/shop-api';
const GONE: FileState = { bytes: undefined, commits: [] };

describe('The context of a project', () => {
  let harness: ManagerHarness;
  let asked: (readonly string[])[];
  let changed: Record<string, readonly string[]>;
  /** Each folder is a work tree of its own; none of /elsewhere is one of the project. */
  const trees: WorkTrees = {
    rootOf: (folder) => (folder.startsWith('/elsewhere') ? undefined : folder),
    stateOf: async (root, files) => {
      asked.push(files);
      return { changed: changed[root] ?? [], files: new Map(root === '/gone' ? files.map((file) => [file, GONE]) : []) };
    },
  };
  const context = (): ProjectContext => new ProjectContext(harness.store, trees);
  const remember = async (session: string, cwd: string, file: string): Promise<void> => {
    harness.provider.automatic = (batch) => {
      const compression = compressionOf(batch);
      return { ...compression, observations: compression.observations.map((draft) => ({ ...draft, title: `About ${file}`, filesModified: [file] })) };
    };
    await harness.ingest(promptEvent(session, 'go', { cwd }), toolEvent(session, `${session}-1`, { cwd }));
    await harness.clock.advance(10_000);
  };

  beforeEach(async () => {
    harness = await ManagerHarness.open();
    [asked, changed] = [[], {}];
  });
  afterEach(() => harness.close());

  it('is another in each of the last work trees, and one without any for a folder that is not known', async () => {
    for (const [index, cwd] of ['/oldest', '/gone', '/b', '/elsewhere', '/a'].entries()) await remember(`s${index}`, cwd, `src/${index}.ts`);
    changed = { '/a': ['src/0.ts', 'src/unknown.ts'] };
    const ready = await context().all(PROJECT);
    assert.deepEqual(ready.map(({ workTree, agent }) => [workTree, agent]), [undefined, '/a', '/b', '/gone'].flatMap((tree) => [[tree, undefined], [tree, 'codex']]));
    const textIn = (tree: string | undefined): string => ready.find(({ workTree, agent }) => workTree === tree && agent === undefined)?.text ?? '';
    assert.match(textIn('/a'), /## Of files that are changed and not committed\n- src\/0\.ts\n {2}- o1 .*About src\/0\.ts\n/);
    assert.doesNotMatch(textIn('/b') + textIn(undefined), /changed and not committed/);
    assert.match(textIn('/gone'), /o5\? About src\/4\.ts/);
    assert.match(textIn('/a'), /o5 About src\/4\.ts/);
    assert.deepEqual(new Set(asked[0]), new Set(['src/0.ts', 'src/1.ts', 'src/2.ts', 'src/3.ts', 'src/4.ts']));
    assert.equal((await context().answer(PROJECT, undefined)).text, textIn('/a'));
    assert.equal((await context().answer(PROJECT, undefined, '/gone')).text, textIn('/gone'));
    assert.equal((await context().answer(PROJECT, undefined, '/elsewhere')).text, textIn(undefined));
  });

  it('tells of a changed file nothing that a person keeps from agents', async () => {
    await remember('s0', '/a', 'src/0.ts');
    await remember('s1', '/a', 'src/0.ts');
    changed = { '/a': ['src/0.ts'] };
    await harness.api.mark({ ids: ['o2'], as: 'excluded' });
    const { text } = await context().answer(PROJECT, undefined);
    assert.match(text, / {2}- o1 /);
    assert.doesNotMatch(text, /o2\b.*About/);
  });

  it('is nothing, for nobody, where nothing is remembered', async () => {
    assert.deepEqual(await context().all(PROJECT), []);
    assert.deepEqual(await context().answer(PROJECT, 'codex'), { project: PROJECT, text: '', bytes: 0, budgetBytes: 7_000 });
    assert.deepEqual(asked, []);
  });
});

import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SearchHit } from '../../../../src/core/api';
import { COMMANDS } from '../../../../src/manifest';
import { Branch } from '../../../../src/ui/tree/branch';
import { memoryNode } from '../../../../src/ui/memories/memoryNode';
import { CommandBench } from '../../../support/commandBench';
import { anObservation, aSession, NOON } from '../../../support/uiFixtures';

const MEMORY = { memoryId: 'o1' };
const entry = (id: string): Branch => new Branch(memoryNode({ id, kind: 'observation', type: 'change', title: id, subtitle: '', atMs: NOON }), undefined);

const aHit = (id: string, title: string): SearchHit => ({ id, kind: 'observation', type: 'change', title, score: 1, atMs: NOON, project: '/p', sessionId: 1, why: '' });

describe('commands that change memories', () => {
  let bench: CommandBench;
  beforeEach(() => (bench = new CommandBench()));

  for (const [id, as] of [[COMMANDS.pinMemory, 'pinned'], [COMMANDS.unpinMemory, 'unpinned'], [COMMANDS.excludeMemory, 'excluded'], [COMMANDS.includeMemory, 'included']] as const) {
    it(`mark a memory as ${as}`, async () => {
      assert.equal((await bench.run(id, MEMORY)).kind, as === 'excluded' ? 'done' : 'noted');
      assert.deepEqual(bench.client.calls, [`mark {"ids":["o1"],"as":"${as}"}`]);
    });
  }

  for (const [id, mark] of [[COMMANDS.unpinMemory, 'isPinned'], [COMMANDS.includeMemory, 'isExcluded']] as const) {
    it(`offer only what ${mark}, and say so where nothing is: ${id}`, async () => {
      bench.client.hits = [aHit('o1', 'Plain')];
      assert.equal((await bench.run(id)).kind, 'failed');
      bench.client.hits = [aHit('o1', 'Plain'), { ...aHit('o2', 'Marked'), [mark]: true }];
      bench.dialogs.picks = ['Marked'];
      await bench.run(id);
      assert.match(bench.dialogs.asked[0] ?? '', /: Marked - change · [^;]+$/);
      assert.match(bench.client.calls.at(-1) ?? '', /^mark \{"ids":\["o2"\]/);
    });
  }

  it('offer to take back what was deleted, merged or excluded', async () => {
    const [first, second] = [entry('o1'), entry('o2')];
    await bench.run(COMMANDS.deleteMemory, MEMORY);
    await bench.runOn(COMMANDS.mergeMemories, second, [first, second]);
    await bench.run(COMMANDS.excludeMemory, MEMORY);
    await bench.run(COMMANDS.pinMemory, MEMORY);
    assert.deepEqual(bench.dialogs.buttons, Array(3).fill(`Undo: ${COMMANDS.undoChange}`));
  });

  it('know the memory by the address of its page', async () => {
    await bench.run(COMMANDS.pinMemory, { scheme: 'recollect', path: '/memory/s7/Title.md' });
    assert.deepEqual(bench.client.calls, ['mark {"ids":["s7"],"as":"pinned"}']);
  });

  it('are about all that are selected together', async () => {
    const [first, second] = [entry('o1'), entry('o2')];
    await bench.runOn(COMMANDS.deleteMemory, second, [first, second]);
    await bench.runOn(COMMANDS.mergeMemories, second, [first, second]);
    assert.deepEqual(bench.client.calls, ['delete {"ids":["o2","o1"]}', 'merge {"ids":["o2","o1"]}']);
  });

  it('let several be picked to be merged, of the project of the one that is known, and merge no single one', async () => {
    bench.client.hits = [aHit('o1', 'First'), aHit('o2', 'Second'), { ...aHit('o3', 'Elsewhere'), project: '/other' }];
    bench.dialogs.marks = ['First', 'Second'];
    await bench.run(COMMANDS.mergeMemories, MEMORY);
    assert.match(bench.dialogs.asked[0] ?? '', /^Merge Memories: ✓ First - [^;]+; Second - [^;]+$/);
    assert.equal(bench.client.calls.at(-1), 'merge {"ids":["o1","o2"]}');
    bench.dialogs.marks = ['First'];
    assert.deepEqual(await bench.run(COMMANDS.mergeMemories), { kind: 'done', message: 'Nothing is merged: it takes two observations or more.' });
    bench.dialogs.marks = undefined;
    assert.equal((await bench.run(COMMANDS.mergeMemories)).kind, 'cancelled');
  });

  it('open a page to edit, for what can be changed', async () => {
    bench.client.kept = [anObservation(), { kind: 'prompt', id: 'p1.2', sessionId: 1, promptNumber: 2, project: '/p', atMs: NOON, request: 'x' }];
    await bench.run(COMMANDS.editMemory, MEMORY);
    assert.deepEqual(bench.moved, ['edit o1']);
    assert.equal((await bench.run(COMMANDS.editMemory, { memoryId: 'p1.2' })).kind, 'failed');
  });

  it('ask which memory holds in the place of a superseded one', async () => {
    bench.client.kept = [anObservation()];
    bench.client.hits = [{ id: 'o2', kind: 'observation', type: 'change', title: 'Newer', score: 1, atMs: NOON, project: '/p', sessionId: 1, why: '' }];
    bench.dialogs.typed = 'Newer';
    bench.dialogs.picks = ['Newer'];
    await bench.run(COMMANDS.supersedeMemory, MEMORY);
    assert.equal(bench.client.calls.at(-1), 'supersede {"id":"o1","by":"o2"}');
  });

  it('take the last change back', async () => {
    assert.deepEqual(await bench.run(COMMANDS.undoChange), { kind: 'done', message: 'undo done' });
  });

  it('remember a note for the project of the folder at hand', async () => {
    bench.folder = '/work/shop';
    bench.dialogs.texts = ['Deploy on Tuesdays'];
    await bench.run(COMMANDS.remember);
    assert.match(bench.client.calls.at(-1) ?? '', /^remember \{"project":".+","text":"Deploy on Tuesdays"\}$/);
    bench.dialogs.texts = ['  '];
    assert.equal((await bench.run(COMMANDS.remember)).kind, 'cancelled');
  });

  describe('forget', () => {
    it('only once the person has read how much it is, and agreed', async () => {
      bench.dialogs.isConfirmed = false;
      assert.equal((await bench.run(COMMANDS.forget, { sessionId: 3 })).kind, 'cancelled');
      assert.deepEqual(bench.client.calls, ['forgetPreview {"sessionId":3}']);
      bench.dialogs.isConfirmed = true;
      assert.equal((await bench.run(COMMANDS.forget, { sessionId: 3 })).kind, 'done');
      assert.equal(bench.client.calls.at(-1), 'forget {"sessionId":3}');
      assert.deepEqual(bench.dialogs.asked, Array(2).fill('Forget session 3? [Forget]'));
    });

    it('the last hour, or a project, by choosing', async () => {
      bench.dialogs.picks = ['The last hour'];
      await bench.run(COMMANDS.forget);
      assert.match(bench.client.calls.at(-1) ?? '', /^forget \{"sinceMs":\d+\}$/);
      bench.client.projectEntries = [{ project: '/work/shop', name: 'shop', sessions: 1, lastAtMs: NOON, isExcluded: false }];
      bench.dialogs.picks = ['A project…', 'shop'];
      await bench.run(COMMANDS.forget);
      assert.equal(bench.client.calls.at(-1), 'forget {"project":"/work/shop"}');
    });

    it('nothing, and says so, where there is nothing', async () => {
      bench.client.forgettable = { sessions: 0, prompts: 0, observations: 0, summaries: 0, messages: 0, message: 'There is nothing to forget there.' };
      assert.deepEqual(await bench.run(COMMANDS.forget, { sessionId: 3 }), { kind: 'done', message: 'There is nothing to forget there.' });
    });
  });
});

describe('export and import', () => {
  let bench: CommandBench;
  let folder = '';
  beforeEach(() => {
    bench = new CommandBench();
    folder = mkdtempSync(join(tmpdir(), 'recollect-test-'));
    bench.client.sessionEntries = [aSession()];
    bench.client.promptEntries = [{ sessionId: 1, number: 2, text: 'Fix', isPrivate: false, atMs: NOON, observations: 1, summaries: 0 }];
    bench.client.memoryEntries.set('1/2', [{ id: 'o1', kind: 'observation', type: 'bugfix', title: 'Rounding', subtitle: '', atMs: NOON }]);
    bench.client.kept = [anObservation()];
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  for (const name of ['memories.jsonl', 'memories.md']) {
    it(`write ${name}, and read it again`, async () => {
      bench.dialogs.file = join(folder, name);
      assert.deepEqual(await bench.run(COMMANDS.exportMemories), { kind: 'done', message: `Exported 1 memory to ${bench.dialogs.file}.` });
      assert.match(readFileSync(bench.dialogs.file, 'utf8'), name.endsWith('.md') ? /^<!-- recollect export .*\n[^]*## Narrative/ : /^\{"kind":"session"/);
      assert.deepEqual(await bench.run(COMMANDS.importMemories), { kind: 'done', message: 'Imported 1 memory.' });
      assert.match(bench.client.calls.at(-1) ?? '', /^importBatch .*"title":"Rounding of totals fixed"/);
    });
  }

  it('take in an export of a memory that held nothing', async () => {
    bench.dialogs.file = join(folder, 'memories.jsonl');
    writeFileSync(bench.dialogs.file, '');
    assert.deepEqual(await bench.run(COMMANDS.importMemories), { kind: 'done', message: 'Imported 0 memories.' });
  });

  it('leave no file when they are cancelled, and say where a file is wrong', async () => {
    bench.dialogs.file = join(folder, 'memories.jsonl');
    bench.dialogs.isPatient = false;
    assert.equal((await bench.run(COMMANDS.exportMemories)).kind, 'cancelled');
    assert.equal(existsSync(bench.dialogs.file), false);
    bench.dialogs.isPatient = true;
    writeFileSync(bench.dialogs.file, 'hello');
    const outcome = await bench.run(COMMANDS.importMemories);
    assert.ok(outcome.kind === 'failed' && /Line 1: it is no part of an export/.test(outcome.message), JSON.stringify(outcome));
    bench.dialogs.file = undefined;
    assert.equal((await bench.run(COMMANDS.importMemories)).kind, 'cancelled');
  });
});

describe('a memory in the tree', () => {
  const view = (marks: object): ReturnType<ReturnType<typeof memoryNode>['view']> => memoryNode({ id: 'o1', kind: 'observation', type: 'change', title: 'Lock', subtitle: '', atMs: NOON, ...marks }).view(NOON);

  it('shows, speaks and offers what people decided about it', () => {
    assert.deepEqual([view({ isPinned: true }).description, view({ isPinned: true }).icon?.id, view({ isPinned: true }).words], ['pinned · now', 'pinned', ['memory', 'observation', 'pinned']]);
    assert.deepEqual([view({ supersededBy: 'o2' }).accessibilityLabel, view({ supersededBy: 'o2' }).words], ['Lock, change, superseded by o2, now', ['memory', 'observation', 'leftOut']]);
    assert.match(view({ isExcluded: true }).tooltip, /change · excluded/);
  });
});

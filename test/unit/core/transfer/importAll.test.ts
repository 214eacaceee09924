import assert from 'node:assert/strict';
import { exported } from '../../../../src/core/transfer/exported';
import { importAll, type ImportCounts, importedInWords } from '../../../../src/core/transfer/importAll';
import { linesOf } from '../../../../src/core/transfer/lines';
import { MARKDOWN_START, markdownOf } from '../../../../src/core/transfer/markdownForm';
import { readItems } from '../../../../src/core/transfer/readItems';
import { promptEvent, toolEvent } from '../../../support/events';
import { ManagerHarness } from '../../../support/managerHarness';
import { rememberTurn } from '../../../support/memories';

type Form = 'jsonl' | 'markdown';

async function exportOf({ api }: ManagerHarness, form: Form, project?: string): Promise<string> {
  let text = form === 'markdown' ? MARKDOWN_START : '';
  for await (const item of exported(api, project)) text += form === 'markdown' ? markdownOf(item) : `${JSON.stringify(item)}\n`;
  return text;
}

/** In pieces that end anywhere, as a stream gives them. */
async function* piecesOf(text: string): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text);
  for (let start = 0; start < bytes.length; start += 1_001) yield bytes.subarray(start, start + 1_001);
}

const importInto = ({ api }: ManagerHarness, text: string): Promise<ImportCounts> => importAll(readItems(linesOf(piecesOf(text))), api, () => undefined);

async function fill({ store, api }: ManagerHarness): Promise<void> {
  await rememberTurn(store, 's1', ['lock', 'spool'], { narrative: 'Ünïcode – “quotes”.\n\n## Facts\n<!-- recollect observation {} -->\n--> end', facts: ['one\ntwo', '- three'] });
  await rememberTurn(store, 's1', ['socket']);
  await rememberTurn(store, 's2', ['journal'], { project: '/other' });
  await store.ingest(promptEvent('s3', '', { isPrivate: true }), '/other');
  await api.remember({ project: '/other', text: 'A note\nwith more', concepts: ['gotcha'] });
  await api.mark({ ids: ['o1'], as: 'pinned' });
  await api.mark({ ids: ['o2'], as: 'excluded' });
  await api.edit({ id: 's1', changes: { nextSteps: 'Paint' } });
  await api.supersede({ id: 'o2', by: 'o3' });
}

describe('An export', () => {
  let [from, to]: ManagerHarness[] = [];
  beforeEach(async () => {
    [from, to] = [await ManagerHarness.open(), await ManagerHarness.open()];
    await fill(from);
  });
  afterEach(async () => {
    await from?.close();
    await to?.close();
  });
  const both = (): [ManagerHarness, ManagerHarness] => {
    assert.ok(from && to);
    return [from, to];
  };

  for (const form of ['jsonl', 'markdown'] as const) {
    it(`as ${form}, imported into an empty memory, is exported the same, and imported again adds nothing`, async () => {
      const [one, other] = both();
      const text = await exportOf(one, form);
      const counts = await importInto(other, text);
      assert.deepEqual([counts.added, counts.known], [8, 0]);
      assert.equal(await exportOf(other, form), text);
      assert.deepEqual([await importInto(other, text), await importInto(one, text)].map(({ added, known }) => [added, known]), [[0, 8], [0, 8]]);
      assert.equal(await exportOf(one, form), text);
      assert.ok((await other.store.search({ query: 'socket' }, 5)).some(({ id }) => id === 'o3'));
      assert.equal(other.store.memory('o2')?.supersededBy, 'o3');
    });
  }

  it('is refused with its line where a time is before 1970 or after tomorrow', async () => {
    const [one, other] = both();
    const text = await exportOf(one, 'jsonl');
    for (const atMs of [8.64e15, -1, Date.now() + 2 * 86_400_000]) await assert.rejects(importInto(other, text.replace(/"startedAtMs":\d+/, `"startedAtMs":${atMs}`)), /^UserFacingError: Line 1: startedAtMs: /);
    await importInto(other, text.replace(/"startedAtMs":\d+/, `"startedAtMs":${Date.now() + 3_600_000}`));
  });

  it('is added to what is there already, under other ids, and what names them follows', async () => {
    const [one, other] = both();
    await rememberTurn(other.store, 'own', ['mine', 'thine']);
    const text = await exportOf(one, 'jsonl');
    await importInto(other, text);
    await importInto(other, text);
    assert.deepEqual([other.store.totals().observations, other.store.totals().sessions], [7, 5]);
    const excluded = (await other.store.search({ query: 'spool' }, 5)).find(({ isExcluded }) => isExcluded);
    assert.ok(excluded?.supersededBy !== undefined && excluded.supersededBy !== 'o3');
    const replacement = other.store.memory(excluded.supersededBy);
    assert.ok(replacement?.kind === 'observation' && replacement.title === 'socket');
  });

  it('does not bring back what was edited since, nor double it, and does bring back what was deleted', async () => {
    const [one, other] = both();
    await rememberTurn(other.store, 'own', ['mine']);
    const text = await exportOf(one, 'markdown');
    await importInto(other, text);
    const [hit] = await other.store.search({ query: 'journal', type: 'change' }, 1);
    assert.ok(hit);
    await other.api.edit({ id: hit.id, changes: { title: 'Changed here' } });
    const [deleted] = await other.store.search({ query: 'socket', type: 'change' }, 1);
    await other.api.delete({ ids: [deleted?.id ?? ''] });
    assert.deepEqual(await importInto(other, text).then(({ added, known }) => [added, known]), [1, 7]);
  });

  it('whose ids are made up does not use up those of what comes later', async () => {
    const [one, other] = both();
    const text = await exportOf(one, 'jsonl');
    await importInto(other, text.replace(/"(id|sessionId)":1,/g, `"$1":${Number.MAX_SAFE_INTEGER},`).replaceAll('"o1"', '"o999999999999999"'));
    await rememberTurn(other.store, 'later', ['later']);
    assert.ok(other.store.sessions(undefined, 10, 0).every(({ id }) => id < 100));
    const [hit] = await other.store.search({ query: 'later', type: 'change' }, 1);
    assert.match(hit?.id ?? '', /^o\d{1,2}$/);
    await importInto(one, await exportOf(other, 'jsonl'));
  });

  it('of one project holds nothing of others', async () => {
    const [one] = both();
    const text = await exportOf(one, 'jsonl', '/other');
    assert.ok(text.includes('journal') && !text.includes('spool'));
  });

  it('tells what is queued, which an import leaves out and says so', async () => {
    const [one, other] = both();
    await one.store.ingest(toolEvent('s1', 'toolu_waiting'), '/p');
    const counts = await importInto(other, await exportOf(one, 'jsonl'));
    assert.equal(importedInWords(counts), 'Imported 8 memories; 1 queued message left out.');
  });

  it('is cleaned as everything else is', async () => {
    const [one, other] = both();
    const key = 'sk-ant-api03-' + 'A1b2C3d4'.repeat(8);
    await importInto(other, (await exportOf(one, 'jsonl')).replaceAll('fact of journal', `${key} <private>me</private>`));
    assert.equal((await exportOf(other, 'jsonl')).includes(key), false);
    assert.equal((await exportOf(other, 'jsonl')).includes('>me<'), false);
  });

  for (const [what, spoil, message] of [
    ['is no JSON', (lines: string[]) => lines.with(1, '{"kind":'), /^Line 2: it is no part of an export/],
    ['is of no known kind', (lines: string[]) => lines.with(1, '{"kind":"virus"}'), /^Line 2: kind/],
    ['lacks a field', (lines: string[]) => lines.map((line) => line.replace(/"atMs":\d+,"type"/, '"atMs":"soon","type"')), /^Line \d+: atMs/],
    ['has an id that would reach elsewhere', (lines: string[]) => lines.map((line) => line.replace('"id":"o5"', '"id":"o5; DROP TABLE"')), /^Line \d+: id: an id is like o12/],
    ['stands under another session', (lines: string[]) => [...lines.slice(0, 1), lines[1]?.replace(/"sessionId":\d+/, '"sessionId":999') ?? '', ...lines.slice(2)], /^Line 2: .* of session 999 does not stand under its session/],
  ] as const) {
    it(`is refused with the line when a part of it ${what}`, async () => {
      const [one, other] = both();
      const lines = (await exportOf(one, 'jsonl')).trimEnd().split('\n');
      await assert.rejects(importInto(other, spoil(lines).join('\n')), { name: 'UserFacingError', message });
    });
  }

  it('is told from another file of JSON Lines', async () => {
    const [, other] = both();
    await assert.rejects(importInto(other, '{"name":"recollect"}\n'), { name: 'UserFacingError', message: 'Line 1: this is no file that Recollect has exported.' });
  });

  it('as Markdown is refused with the line of a section that there is not', async () => {
    const [one, other] = both();
    const text = await exportOf(one, 'markdown');
    const line = text.slice(0, text.indexOf('\n## Type')).split('\n').length + 1;
    await assert.rejects(importInto(other, text.replace('\n## Type', '\n## Tipe')), { message: new RegExp(`^Line ${line}: there is no section "Tipe"`) });
    await assert.rejects(importInto(other, ''), /the file is empty/);
  });
});

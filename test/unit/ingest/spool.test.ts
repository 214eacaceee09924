import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PayloadError } from '../../../src/core/errors';
import type { IngestParams } from '../../../src/ingest/ingestCall';
import { Spool } from '../../../src/ingest/spool';
import { spoolFileName, writeSpoolFile } from '../../../src/ingest/spoolFile';
import { silentLogger } from '../../support/silentLogger';
import { removeFolder, temporaryFolder } from '../../support/temporaryFolder';

const eventOf = (number: number): string => JSON.stringify({ agent: 'claude-code', event: 'Stop', atMs: number, payload: { number } });
const nameOf = (number: number): string => `${String(number).padStart(15, '0')}-000000000000-1.json`;

describe('the spool', () => {
  let home: string;
  let folder: string;
  let spool: Spool;
  let got: number[];
  let ingest: (params: IngestParams) => Promise<unknown>;

  beforeEach(() => {
    home = temporaryFolder();
    folder = join(home, 'spool');
    got = [];
    ingest = async ({ atMs }) => got.push(atMs);
    spool = new Spool(folder, (params) => ingest(params), silentLogger, 20);
  });

  afterEach(async () => {
    spool.dispose();
    spool.dispose();
    await spool.drain();
    removeFolder(home);
  });

  const files = (): string[] => readdirSync(folder).filter((name) => name !== 'set-aside');
  const setAside = (): string[] => readdirSync(join(folder, 'set-aside')).sort();
  const put = (number: number): void => writeSpoolFile(folder, nameOf(number), eventOf(number));

  async function until(condition: () => boolean): Promise<void> {
    for (let turn = 0; turn < 1000 && !condition(); turn++) await new Promise((resolve) => setTimeout(resolve, 5));
    assert.ok(condition());
  }

  it('names files so that the order of names is the order of events', () => {
    const names = Array.from({ length: 50 }, () => spoolFileName(1_795_331_290_950, 42));
    assert.deepEqual([...names].sort(), names);
    assert.ok((names[0] ?? '') < spoolFileName(1_795_331_290_951, 1));
  });

  it('is drained in order, and each file is deleted once its event is taken', async () => {
    for (const number of [3, 1, 2]) put(number);
    let filesAtFirst = 0;
    ingest = async ({ atMs }) => {
      if (got.push(atMs) === 1) filesAtFirst = files().length;
    };
    assert.deepEqual(await spool.drain(), { taken: 3, setAside: 0 });
    assert.deepEqual(got, [1, 2, 3]);
    assert.equal(filesAtFirst, 3);
    assert.deepEqual(files(), []);
  });

  it('that is not there is empty', async () => assert.deepEqual(await spool.drain(), { taken: 0, setAside: 0 }));

  it('keeps its files when the owner fails, and hands them over later', async () => {
    for (const number of [1, 2]) put(number);
    let isFailing = true;
    ingest = async ({ atMs }) => {
      if (isFailing) throw new Error('the disk is full');
      got.push(atMs);
    };
    assert.deepEqual(await spool.drain(), { taken: 0, setAside: 0, failure: 'the disk is full' });
    assert.equal(files().length, 2);
    isFailing = false;
    await until(() => files().length === 0);
    assert.deepEqual(got, [1, 2]);
  });

  it('puts beside what is no event of ours, and goes on', async () => {
    put(5);
    const foreign: Record<string, string> = { 'notes.txt': 'x', [nameOf(1)]: '{"agent":', [nameOf(2)]: '[]', [nameOf(3)]: '{"agent":"claude-code"}', [nameOf(4)]: eventOf(4) };
    for (const [name, text] of Object.entries(foreign)) writeFileSync(join(folder, name), text);
    ingest = async ({ atMs }) => {
      if (atMs === 4) throw new PayloadError('session_id', 'missing');
      got.push(atMs);
    };
    assert.deepEqual(await spool.drain(), { taken: 1, setAside: 5 });
    assert.deepEqual(got, [5]);
    assert.deepEqual(setAside(), Object.keys(foreign).sort());
    assert.equal(readFileSync(join(folder, 'set-aside', nameOf(4)), 'utf8'), foreign[nameOf(4)]);
  });

  it('leaves a file that is being written, and puts one aside that has been for a minute', async () => {
    mkdirSync(folder);
    const [young, old] = [`${nameOf(1)}.tmp`, `${nameOf(2)}.tmp`];
    for (const name of [young, old]) writeFileSync(join(folder, name), '{');
    utimesSync(join(folder, old), new Date(), new Date(Date.now() - 61_000));
    assert.deepEqual(await spool.drain(), { taken: 0, setAside: 1 });
    assert.deepEqual(files(), [young]);
    assert.deepEqual(setAside(), [old]);
  });

  it('hands over what comes while it is watched', async () => {
    await spool.start();
    put(1);
    await until(() => got.length === 1);
    put(2);
    await until(() => got.length === 2 && files().length === 0);
  });

  it('is watched again after its folder was deleted', async () => {
    await spool.start();
    rmSync(folder, { recursive: true });
    await until(() => existsSync(folder));
    put(1);
    await until(() => got.length === 1);
  });

  it('drains what comes during a drain, and two drains at once hand nothing over twice', async () => {
    for (let number = 1; number <= 100; number++) put(number);
    ingest = async ({ atMs }) => {
      got.push(atMs);
      if (atMs === 100) put(101);
      await new Promise((resolve) => setImmediate(resolve));
    };
    await spool.start();
    await Promise.all([spool.drain(), spool.drain()]);
    await until(() => got.length === 101);
    assert.deepEqual(got, Array.from({ length: 101 }, (_, index) => index + 1));
  });

  it('drains 10,000 files in order and leaves the event loop free', async function () {
    this.timeout(60_000);
    mkdirSync(folder);
    for (let number = 1; number <= 10_000; number++) writeFileSync(join(folder, nameOf(number)), eventOf(number));
    let longestMs = 0;
    let last = performance.now();
    const beat = setInterval(() => {
      longestMs = Math.max(longestMs, performance.now() - last);
      last = performance.now();
    }, 1);
    try {
      assert.deepEqual(await spool.drain(), { taken: 10_000, setAside: 0 });
    } finally {
      clearInterval(beat);
    }
    assert.deepEqual(got, Array.from({ length: 10_000 }, (_, index) => index + 1));
    assert.ok(longestMs < 500, `${longestMs} ms`);
  });

  it('stops when it is disposed, and deletes only what was taken', async () => {
    for (let number = 1; number <= 200; number++) put(number);
    ingest = async ({ atMs }) => {
      got.push(atMs);
      spool.dispose();
    };
    const { taken } = await spool.drain();
    assert.ok(taken < 200);
    assert.equal(files().length, 200 - taken);
  });
});

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { jsonLines, lastJsonLines } from '../../../../src/agents/transcript/jsonLines';
import { textOfFile } from '../../../../src/agents/transcript/openFile';
import { removeFolder, temporaryFolder } from '../../../support/temporaryFolder';

describe('a file of JSON lines', () => {
  let folder: string;
  let file: string;
  before(() => {
    folder = temporaryFolder();
    file = join(folder, 'lines.jsonl');
  });
  after(() => removeFolder(folder));

  const read = async (fromByte = 0): Promise<[number, unknown][]> => {
    const lines: [number, unknown][] = [];
    for await (const { atByte, value } of jsonLines(file, fromByte)) lines.push([atByte, value]);
    return lines;
  };

  it('gives its objects and where they begin, and leaves out what is none', async () => {
    writeFileSync(file, '{"a":1}\nnot JSON\n[1]\n\n"text"\n{"b":"é"}\n{"torn":');
    assert.deepEqual(await read(), [[0, { a: 1 }], [29, { b: 'é' }]]);
    assert.deepEqual(await read(29), [[29, { b: 'é' }]]);
    assert.deepEqual(await lastJsonLines(file, 48, 30), [{ b: 'é' }]);
  });

  it('is read the same whatever lies at the borders of what is read at a time', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 400_000 }), { maxLength: 6 }), async (sizes) => {
        writeFileSync(file, sizes.map((size) => `${JSON.stringify({ size, text: 'é'.repeat(size / 2) })}\n`).join(''));
        assert.deepEqual((await read()).map(([, value]) => (value as { size: number }).size), sizes);
      }),
      { numRuns: 20 },
    );
  });

  it('is not waited for when a pipe or a device has its name', async function () {
    if (process.platform === 'win32') this.skip();
    const pipe = join(folder, 'pipe.jsonl');
    execFileSync('mkfifo', [pipe]);
    for (const path of [pipe, '/dev/zero']) {
      await assert.rejects(jsonLines(path).next(), /is no file/);
      await assert.rejects(textOfFile(path, 100), /is no file/);
    }
  });

  it('of half a gigabyte in one line needs no half gigabyte, and what comes after it is read', async function () {
    this.timeout(120_000);
    writeFileSync(file, '{"first":true}\n{"long":"');
    const piece = 'x'.repeat(8 * 1024 * 1024);
    for (let written = 0; written < 64; written++) appendFileSync(file, piece);
    appendFileSync(file, '"}\n{"last":true}\n');
    const beforeBytes = process.memoryUsage().arrayBuffers;
    let mostBytes = 0;
    const watch = setInterval(() => (mostBytes = Math.max(mostBytes, process.memoryUsage().arrayBuffers - beforeBytes)), 5);
    try {
      assert.deepEqual((await read()).map(([, value]) => value), [{ first: true }, { last: true }]);
    } finally {
      clearInterval(watch);
    }
    assert.ok(mostBytes < 200 * 1024 * 1024, `${mostBytes} bytes of buffers`);
  });
});

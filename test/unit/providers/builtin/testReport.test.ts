import assert from 'node:assert/strict';
import { countsOf, readTestReport } from '../../../../src/providers/builtin/testReport';

const RUNS: readonly (readonly [string, string, string, readonly string[]])[] = [
  ['node --test', '✔ one (1ms)\n✖ two (2.5ms)\nℹ tests 2\nℹ pass 1\nℹ fail 1\nℹ cancelled 0\nℹ skipped 3\nℹ todo 0\n\n✖ failing tests:\n\n✖ two (2.5ms)\n', '1 failed, 1 passed, 3 skipped', ['two']],
  ['node --test as TAP', 'TAP version 13\nnot ok 1 - health\n1..1\n# tests 1\n# pass 0\n# fail 1\n# skipped 0\n', '1 failed, 0 passed', ['health']],
  ['mocha', '  a thing\n    ✔ works\n    1) breaks\n\n  1 passing (8ms)\n  2 pending\n  1 failing\n\n  1) a thing\n       breaks:\n', '1 failed, 1 passed, 2 skipped', ['a thing']],
  ['jest', 'FAIL src/a.test.ts\n  ● sum › adds\n\nTests:       1 failed, 2 skipped, 5 passed, 8 total\nTime: 1 s\n', '1 failed, 5 passed, 2 skipped', ['sum › adds']],
  ['vitest', ' FAIL  src/a.test.ts > sum > adds\n Test Files  1 failed (1)\n      Tests  1 failed | 4 passed (5)\n', '1 failed, 4 passed', ['src/a.test.ts > sum > adds']],
  ['pytest', 'FAILED tests/a.py::test_one - assert 1 == 2\n========= 1 failed, 3 passed, 1 skipped in 0.12s =========\n', '1 failed, 3 passed, 1 skipped', ['tests/a.py::test_one']],
  ['pytest -q', '....\n4 passed in 0.01s\n', '4 passed', []],
  ['go test -v', '--- PASS: TestA (0.00s)\n--- FAIL: TestB (0.00s)\nFAIL\nFAIL\texample.com/x\t0.002s\n', '1 failed, 1 passed', ['TestB']],
  ['go test', 'ok  \texample.com/x\t0.002s\nok  \texample.com/y\t0.002s\n', '2 passed', []],
  ['cargo test', 'test a::b ... FAILED\n\ntest result: FAILED. 3 passed; 1 failed; 2 ignored; 0 measured\n\ntest result: ok. 2 passed; 0 failed; 0 ignored; 0 measured\n', '1 failed, 5 passed, 2 skipped', ['a::b']],
];

describe('readTestReport', () => {
  for (const [runner, output, counts, failures] of RUNS)
    it(`reads what ${runner} says`, () => {
      const report = readTestReport(output);
      assert.ok(report);
      assert.equal(countsOf(report), counts);
      assert.deepEqual(report.failures, failures);
    });

  it('says nothing where there are no counts', () => {
    for (const output of ['', 'all good', 'passed', 'Tests are nice', 'ok']) assert.equal(readTestReport(output), undefined);
  });
});

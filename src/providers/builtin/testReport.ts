/** What a test runner said, as far as its output tells. */
export interface TestReport {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** Names of tests that failed, the first few. */
  readonly failures: readonly string[];
}

interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

type Reader = (output: string) => Counts | undefined;

function numberBefore(text: string, word: string): number {
  return Number(new RegExp(String.raw`(\d+) ${word}`, 'u').exec(text)?.[1] ?? 0);
}

const listed = (text: string): Counts => ({ passed: numberBefore(text, 'passed'), failed: numberBefore(text, 'failed') + numberBefore(text, 'errors?'), skipped: numberBefore(text, '(?:skipped|todo|deselected)') });

const nodeTest: Reader = (output) => {
  const count = (word: string): number | undefined => {
    const found = new RegExp(String.raw`^(?:ℹ|#) ${word} (\d+)$`, 'mu').exec(output)?.[1];
    return found === undefined ? undefined : Number(found);
  };
  const [passed, failed] = [count('pass'), count('fail')];
  return passed === undefined || failed === undefined ? undefined : { passed, failed: failed + (count('cancelled') ?? 0), skipped: count('skipped') ?? 0 };
};

const mocha: Reader = (output) => {
  if (!/^[ \t]*\d+ passing\b/mu.test(output)) return undefined;
  return { passed: numberBefore(output, 'passing'), failed: numberBefore(output, 'failing'), skipped: numberBefore(output, 'pending') };
};

/** jest (`Tests:  1 failed, 2 passed, 3 total`) and vitest (`Tests  1 failed | 2 passed (3)`). */
const jestOrVitest: Reader = (output) => {
  const line = /^[ \t]*Tests:?\s+(\d.*)$/mu.exec(output)?.[1];
  return line === undefined ? undefined : listed(line);
};

const pytest: Reader = (output) => {
  const line = /^(?:=+ )?(\d+ \w+(?:, \d+ \w+)*) in [\d.]+s/mu.exec(output)?.[1];
  return line === undefined ? undefined : listed(line);
};

const cargo: Reader = (output) => {
  const results = [...output.matchAll(/^test result: \w+\. (\d+) passed; (\d+) failed; (\d+) ignored/gmu)];
  const sum = (index: number): number => results.reduce((total, result) => total + Number(result[index] ?? 0), 0);
  return results.length === 0 ? undefined : { passed: sum(1), failed: sum(2), skipped: sum(3) };
};

const occurrences = (output: string, pattern: RegExp): number => [...output.matchAll(pattern)].length;

/** Tests where go lists them (`-v`), else packages. */
const go: Reader = (output) => {
  const tests = { passed: occurrences(output, /^[ \t]*--- PASS: /gmu), failed: occurrences(output, /^[ \t]*--- FAIL: /gmu), skipped: occurrences(output, /^[ \t]*--- SKIP: /gmu) };
  const packages = { passed: occurrences(output, /^ok\s+\S+\s/gmu), failed: occurrences(output, /^FAIL\s+\S+\s/gmu), skipped: 0 };
  if (packages.passed + packages.failed === 0) return undefined;
  return tests.passed + tests.failed > 0 ? tests : packages;
};

const READERS: readonly Reader[] = [nodeTest, cargo, jestOrVitest, pytest, mocha, go];

const FAILED_TEST = [
  /^[ \t]*✖ (?!failing tests)(.+?)(?: \([\d.]+ms\))?$/gmu,
  /^[ \t]*not ok \d+ - (.+)$/gmu,
  /^[ \t]*● (.+)$/gmu,
  /^[ \t]*(?:×|FAIL) +(.+? > .+)$/gmu,
  /^FAILED (\S+)/gmu,
  /^[ \t]*--- FAIL: (\S+)/gmu,
  /^test (\S+) \.\.\. FAILED$/gmu,
  /^ {2}\d+\) (.+)$/gmu,
] as const;

const MAX_FAILURES = 5;

/** Reads node --test, mocha, jest, vitest, pytest, go test and cargo test; undefined where no counts are to be found. */
export function readTestReport(output: string): TestReport | undefined {
  for (const reader of READERS) {
    const counts = reader(output);
    if (counts === undefined) continue;
    const names = counts.failed === 0 ? [] : FAILED_TEST.flatMap((pattern) => [...output.matchAll(pattern)].map((match) => (match[1] ?? '').trim()));
    return { ...counts, failures: [...new Set(names)].slice(0, MAX_FAILURES) };
  }
  return undefined;
}

/** The counts in words: `1 failed, 3 passed`. */
export function countsOf(report: TestReport): string {
  const parts = [report.failed > 0 ? `${report.failed} failed` : '', `${report.passed} passed`, report.skipped > 0 ? `${report.skipped} skipped` : ''];
  return parts.filter((part) => part !== '').join(', ');
}

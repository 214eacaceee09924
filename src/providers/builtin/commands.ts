import type { Action } from '../../core/action/action';
import { clipMiddle, shorten } from '../../core/clip';
import { oneLine } from '../../core/plainText';
import type { Finding } from './draft';
import { errorLineOf, errorText } from './failures';
import { commitMessageOf, readCommand, type ShellCommand } from './shellCommand';
import type { Step } from './step';
import { countsOf, readTestReport, type TestReport } from './testReport';

/** A command that a step ran, read. */
export interface Run {
  readonly step: Step;
  readonly shell: ShellCommand;
  readonly command: string;
  readonly purpose: string;
  readonly output: string;
  readonly failed: boolean;
  readonly end: string;
  readonly report: TestReport | undefined;
}

export function runOf(step: Step, action: Action & { readonly kind: 'command' }): Run {
  const shell = readCommand(action.command);
  const { exitCode, interrupted, output } = action.end;
  const report = shell.kind === 'test' ? readTestReport(output) : undefined;
  // An agent that tells no exit code leaves the runner's own counts as the only witness.
  const failed = action.failure !== undefined || (exitCode === undefined && (report?.failed ?? 0) > 0);
  const end = interrupted ? 'interrupted' : exitCode !== undefined ? `exit code ${exitCode}` : failed ? 'failed' : 'ended well';
  return { step, shell, command: action.command, purpose: oneLine(action.purpose), output, failed, end, report };
}

const inTicks = (command: string): string => `\`${shorten(oneLine(command), 70)}\``;

function narrativeOf(run: Run): string {
  const purpose = run.purpose === '' ? '' : `${run.purpose}. `;
  const output = run.output.trim();
  return `${purpose}Ran \`${clipMiddle(run.command.trim(), 600)}\`: ${run.end}.${output === '' ? '' : `\n${errorText(output)}`}`;
}

function testFacts(report: TestReport | undefined): readonly string[] {
  return report === undefined ? [] : [`Tests: ${countsOf(report)}`, ...report.failures.map((name) => `Failing test: ${name}`)];
}

/** A command that failed, tests included. */
export function failedRun(run: Run): Finding {
  const error = errorLineOf(run.output);
  const { report } = run;
  const title =
    report !== undefined && report.failed > 0
      ? `Tests fail: ${inTicks(run.shell.main)}, ${countsOf(report)}${report.failures.length === 0 ? '' : `: ${shorten(report.failures.join(', '), 60)}`}`
      : `${inTicks(run.shell.kind === 'other' || run.shell.kind === 'look' ? run.command.trim().replace(/^cd \S+ && /u, '') : run.shell.main)} failed: ${run.end}${error === '' ? '' : `, ${error}`}`;
  return { type: 'discovery', title, subtitle: error || run.purpose, narrative: narrativeOf(run), facts: [...testFacts(report), error === '' ? '' : `Error: ${error}`], concepts: ['gotcha'], steps: [run.step] };
}

/** A command that failed before in the batch and now does not. */
export function fixedRun(run: Run, before: Run, between: readonly Step[]): Finding {
  const error = errorLineOf(before.output);
  const counts = run.report === undefined ? '' : ` (${countsOf(run.report)})`;
  return {
    type: 'bugfix',
    title: `Fixed: ${inTicks(run.shell.main)} ${run.shell.kind === 'test' ? 'passes' : 'works'} again${counts}${error === '' ? '' : `, was ${error}`}`,
    subtitle: error === '' ? '' : `The failure was: ${error}`,
    narrative: `Before: \`${clipMiddle(before.command.trim(), 300)}\` ${before.end}${error === '' ? '' : `, ${error}`}.\nAfter: ${narrativeOf(run)}`,
    facts: testFacts(run.report),
    concepts: ['problem-solution'],
    steps: [before.step, ...between, run.step],
  };
}

/** A command that ended well and is worth a memory of its own; undefined for one that is told in a group. */
export function notableRun(run: Run): Finding | undefined {
  const finding = (title: string, type: Finding['type'], concepts: Finding['concepts']): Finding => ({ type, title, subtitle: run.purpose, narrative: narrativeOf(run), facts: testFacts(run.report), concepts, steps: [run.step] });
  switch (run.shell.kind) {
    case 'test':
      return finding(`Tests pass: ${inTicks(run.shell.main)}${run.report === undefined ? '' : ` (${countsOf(run.report)})`}`, 'discovery', ['how-it-works']);
    case 'commit':
      return finding(`Committed: ${commitMessageOf(run.command, run.output) || run.shell.main}`, 'change', ['what-changed']);
    case 'install':
      return finding(`Installed: ${inTicks(run.shell.main)}`, 'change', ['what-changed']);
    case 'build':
      return finding(`Built: ${inTicks(run.shell.main)}`, 'discovery', ['how-it-works']);
    case 'lint':
      return finding(`Checked: ${inTicks(run.shell.main)}`, 'discovery', ['how-it-works']);
    case 'look':
    case 'other':
      return undefined;
  }
}

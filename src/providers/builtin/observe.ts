import type { Batch } from '../../core/message';
import type { ObservationDraft } from '../../core/observation';
import type { Clean } from '../../core/prompt';
import { failedRun, fixedRun, notableRun, runOf, type Run } from './commands';
import { draftOf, type Finding } from './draft';
import { editFinding } from './edits';
import { attemptInWords, errorLineOf, errorText } from './failures';
import { lookedFinding, lookOfRun, lookOfSearch, ranFinding, type Look } from './looks';
import { answerFinding, reportFinding } from './reports';
import { stepsOf, type ActionStep, type Step } from './step';

/** The observations of one worker, the agent or one of its sub-agents: what each did is told apart. */
class Observer {
  private readonly findings: Finding[] = [];
  private readonly failedRuns = new Map<string, { readonly run: Run; readonly position: number }>();
  private readonly edited: { readonly step: Step; readonly position: number }[] = [];
  private readonly reads: Step[] = [];
  private readonly searches: Look[] = [];
  private readonly looks: Look[] = [];
  private readonly ran: Look[] = [];
  private position = 0;

  add(step: Step, reports: ReadonlyMap<string, Step>): void {
    this.position++;
    if (step.kind === 'report') this.addReport(step.text, step);
    else if (step.action.kind === 'command') this.addRun(step, step.action);
    else if (step.action.failure !== undefined) this.addFailure(step, step.action.failure);
    else this.addAction(step, reports);
  }

  /** What is told in groups comes last. */
  end(): readonly Finding[] {
    const groups = [lookedFinding(this.reads, this.searches, this.looks), ranFinding(this.ran)];
    return [...this.findings, ...groups.filter((finding) => finding !== undefined)];
  }

  private addAction(step: ActionStep, reports: ReadonlyMap<string, Step>): void {
    const { action } = step;
    switch (action.kind) {
      case 'edit':
        this.edited.push({ step, position: this.position });
        this.findings.push(editFinding(step, action.edits, ''));
        break;
      case 'read':
        this.reads.push(step);
        break;
      case 'search':
        this.searches.push(lookOfSearch(step, action));
        break;
      case 'web':
      case 'mcp':
      case 'other':
        this.findings.push(answerFinding(step, action));
        break;
      case 'delegate': {
        const told = reports.get(action.report.trim());
        this.findings.push(reportFinding(action.agentType, action.task, action.report, told === undefined ? [step] : [step, told]));
        break;
      }
      case 'bookkeeping':
      case 'command':
        break;
    }
  }

  private addRun(step: ActionStep, action: ActionStep['action'] & { readonly kind: 'command' }): void {
    const run = runOf(step, action);
    const before = this.failedRuns.get(run.shell.key);
    const between = before === undefined ? [] : this.edited.filter((edit) => edit.position > before.position).map((edit) => edit.step);
    if (action.edits.length > 0) {
      this.edited.push({ step, position: this.position });
      this.findings.push(editFinding(step, action.edits, `By \`${run.command}\``));
    }
    if (run.failed) {
      this.failedRuns.set(run.shell.key, { run, position: this.position });
      this.findings.push(failedRun(run));
      return;
    }
    this.failedRuns.delete(run.shell.key);
    const finding = before === undefined ? notableRun(run) : fixedRun(run, before.run, between);
    if (finding !== undefined) this.findings.push(finding);
    else if (action.edits.length === 0) (run.shell.kind === 'look' ? this.looks : this.ran).push(lookOfRun(run));
  }

  private addFailure(step: ActionStep, failure: string): void {
    const attempt = attemptInWords(step.action, step.message.project);
    const error = errorLineOf(failure);
    this.findings.push({ type: 'discovery', title: `${attempt} failed${error === '' ? '' : `: ${error}`}`, subtitle: error, narrative: `${attempt} failed.\n${errorText(failure)}`, concepts: ['gotcha'], steps: [step] });
  }

  private addReport(text: string, step: Step): void {
    if (text.trim() !== '') this.findings.push(reportFinding(step.message.subagent?.type ?? '', '', text, [step]));
  }
}

/** The reports of sub-agents by their text: the agent that launched one gets the same text as its tool's answer. */
function reportsOf(steps: readonly Step[]): ReadonlyMap<string, Step> {
  return new Map(steps.flatMap((step) => (step.kind === 'report' && step.text.trim() !== '' ? [[step.text.trim(), step] as const] : [])));
}

/** The batch's tool uses and reports as observations, by rules alone. */
export function observe(batch: Batch, clean: Clean): readonly ObservationDraft[] {
  const steps = stepsOf(batch, clean);
  const reports = reportsOf(steps);
  const delegated = new Set(steps.flatMap((step) => (step.kind === 'action' && step.action.kind === 'delegate' && step.action.failure === undefined ? [step.action.report.trim()] : [])));
  const observers = new Map<string, Observer>();
  for (const step of steps) {
    if (step.kind === 'report' && delegated.has(step.text.trim())) continue;
    const worker = step.message.subagent?.id ?? '';
    const observer = observers.get(worker) ?? new Observer();
    observers.set(worker, observer);
    observer.add(step, reports);
  }
  return [...observers.values()].flatMap((observer) => observer.end()).map((finding) => draftOf(finding, clean)).toSorted((a, b) => (a.messageIds[0] ?? 0) - (b.messageIds[0] ?? 0));
}

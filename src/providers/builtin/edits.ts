import type { FileEdit } from '../../core/action/fileEdit';
import { projectPath } from '../../core/action/files';
import { clipMiddle, shorten } from '../../core/clip';
import type { Finding } from './draft';
import { editInWords, editTitle } from './editTitle';
import type { Step } from './step';

function linesInWords(edit: FileEdit): string {
  const count = (sign: string): number => edit.lines.filter((line) => line.startsWith(sign)).length;
  const added = count('+');
  return `${added} ${added === 1 ? 'line' : 'lines'} added, ${count('-')} removed`;
}

function diffOf(edit: FileEdit, project: string): string {
  const lines = edit.lines.filter((line) => /^[-+]/u.test(line));
  return `${projectPath(project, edit.file)} (${linesInWords(edit)})${lines.length === 0 ? '' : `:\n${clipMiddle(lines.join('\n'), 1_200)}`}`;
}

/** What one tool use edited. */
export function editFinding(step: Step, edits: readonly FileEdit[], how: string): Finding {
  const { project } = step.message;
  const isNew = edits.length > 0 && edits.every((edit) => edit.change === 'create');
  return {
    type: isNew ? 'feature' : 'change',
    title: editTitle(edits, project),
    subtitle: how,
    narrative: edits.slice(0, 6).map((edit) => diffOf(edit, project)).join('\n\n'),
    facts: edits.map((edit) => `${projectPath(project, edit.file)}: ${editInWords(edit) || linesInWords(edit)}`).map((fact) => shorten(fact, 220)),
    concepts: ['what-changed'],
    steps: [step],
  };
}

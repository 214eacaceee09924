import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff';
import type { FileChange } from './agentAdapter';

/** Changes as a unified diff, as people know it from git. */
export function changeText(changes: readonly FileChange[]): string {
  return changes
    .map(({ file, before, after }) => createTwoFilesPatch(before === undefined ? '/dev/null' : file, after === undefined ? '/dev/null' : file, before ?? '', after ?? '', undefined, undefined, { context: 2, headerOptions: FILE_HEADERS_ONLY }))
    .join('\n');
}

import assert from 'node:assert/strict';
import type { Json, ToolUse } from '../../../../src/core/hookEvent';
import { actionOf } from '../../../../src/core/action/action';
import { filesOf } from '../../../../src/core/action/files';

const use = (name: string, input: Json, response: Json = null, error?: string): ToolUse => ({ name, input, response, ...(error === undefined ? {} : { error }) });

describe('actionOf', () => {
  it('reads how a command ended in the words of each agent', () => {
    const endOf = (response: Json, error?: string): readonly [number | undefined, boolean] => {
      const action = actionOf(use('Bash', { command: 'x' }, response, error));
      assert.equal(action.kind, 'command');
      return [action.end.exitCode, action.failure !== undefined];
    };
    assert.deepEqual(endOf({ stdout: 'ok', stderr: '', interrupted: false }), [undefined, false]);
    assert.deepEqual(endOf(null, 'Exit code 3\nboom'), [3, true]);
    assert.deepEqual(endOf(null, ''), [undefined, true]);
    assert.deepEqual(endOf({ stdout: '', stderr: '', interrupted: true }), [undefined, true]);
    assert.deepEqual(endOf({ llmContent: '<untrusted_context>\nOutput: boom\nExit Code: 1\nProcess Group PGID: 7638\n</untrusted_context>', returnDisplay: 'boom' }), [1, true]);
    assert.deepEqual(endOf({ output: 'boom', metadata: { exit_code: 2, duration_seconds: 1 } }), [2, true]);
    assert.deepEqual(endOf('Exit code: 0\nWall time: 1 s\nOutput:\nfine'), [0, false]);
    assert.deepEqual(endOf({ result_type: 'success', text_result_for_llm: "cat: no-such-file: No such file or directory\n<shellId: 0 completed with exit code 1>" }), [1, true]);
    assert.deepEqual(endOf({ result_type: 'success', text_result_for_llm: 'fine\n<shellId: 0 completed with exit code 0>' }), [0, false]);
    assert.deepEqual(endOf('just text'), [undefined, false]);
  });

  it('leaves out of an output what the agent added to it', () => {
    const outputOf = (response: Json): string => {
      const action = actionOf(use('Bash', { command: 'x' }, response));
      return action.kind === 'command' ? action.end.output : assert.fail();
    };
    assert.equal(outputOf({ text_result_for_llm: 'one\ntwo\n<shellId: 0 completed with exit code 0>' }), 'one\ntwo');
    assert.equal(outputOf('Exit code 1\nboom'), 'boom');
  });

  it('takes the last line of an output for how the command ended where the agent tells nothing else', () => {
    const failureOf = (response: Json): string | undefined => actionOf(use('Bash', { command: 'x' }, response)).failure;
    for (const said of ["ls: cannot access 'nowhere': No such file or directory\n", 'bash: line 1: mke: command not found', 'fatal: not a git repository', 'npm error code ENOENT']) assert.equal(failureOf(said), said);
    for (const said of ['a: No such file or directory\nb.ts\n', 'the file was not found', '', 'ok']) assert.equal(failureOf(said), undefined);
    assert.equal(failureOf({ stdout: 'a: No such file or directory', stderr: '' }), undefined);
  });

  it('knows that a tool which takes the text of a file creates it', () => {
    const action = actionOf(use('Write', { path: '/p/a.ts', file_text: 'x' }, { result_type: 'success', text_result_for_llm: 'Created file /p/a.ts with 1 characters' }));
    assert.deepEqual(action, { kind: 'edit', edits: [{ file: '/p/a.ts', change: 'create', lines: ['+x'] }] });
  });

  it('does not take an exit code in the middle of an output for its own', () => {
    const lines = Array.from({ length: 20 }, (_, index) => (index === 10 ? 'Exit code 7' : 'line')).join('\n');
    assert.equal(actionOf(use('Bash', { command: 'cat log' }, lines)).failure, undefined);
  });

  it('takes the diff that the agent tells, else makes one of old and new', () => {
    const linesOf = (action: ReturnType<typeof actionOf>): readonly string[] => (action.kind === 'edit' ? action.edits.flatMap((edit) => edit.lines) : []);
    assert.deepEqual(linesOf(actionOf(use('Edit', { file_path: 'a', old_string: 'x', new_string: 'y' }, { structuredPatch: [{ lines: [' c', '-x', '+y'] }] }))), [' c', '-x', '+y']);
    assert.deepEqual(linesOf(actionOf(use('Edit', { file_path: 'a', old_string: 'same\nx\nend', new_string: 'same\ny\nz\nend' }))), ['-x', '+y', '+z']);
    assert.deepEqual(linesOf(actionOf(use('replace', { file_path: 'a' }, { returnDisplay: { fileDiff: 'Index: a\n--- a\n+++ a\n@@ -1 +1 @@\n-x\n+y\n' } }))), ['-x', '+y']);
    assert.deepEqual(linesOf(actionOf(use('MultiEdit', { file_path: 'a', edits: [{ old_string: '1', new_string: '2' }, { old_string: '3', new_string: '4' }] }))), ['-1', '+2', '-3', '+4']);
    assert.deepEqual(linesOf(actionOf(use('Write', { file_path: 'a', content: 'one\ntwo\n' }))), ['+one', '+two']);
  });

  it('knows what a shell command changed', () => {
    const response = { stdout: '', bashEditDiff: { files: [{ filePath: '/p/a.ts', hunks: [{ lines: ['-x', '+y'] }] }], changedFiles: ['/p/a.ts', '/p/b.ts'] } };
    assert.deepEqual(filesOf(actionOf(use('Bash', { command: 'sed -i' }, response)), '/p'), { read: [], modified: ['a.ts', 'b.ts'] });
    assert.deepEqual(filesOf(actionOf(use('Bash', { command: "apply_patch <<'EOF'\n*** Begin Patch\n*** Add File: notes.md\n+# Notes\n*** End Patch\nEOF" })), '/p'), { read: [], modified: ['notes.md'] });
  });

  it('takes no file for modified when the edit failed', () => {
    assert.deepEqual(filesOf(actionOf(use('Edit', { file_path: '/p/a.ts' }, null, 'String not found')), '/p').modified, []);
  });

  it('writes paths relative to the project, with forward slashes', () => {
    assert.deepEqual(filesOf(actionOf(use('Read', { file_path: 'C:\\work\\app\\src\\a.ts' })), 'C:\\work\\app').read, ['src/a.ts']);
    assert.deepEqual(filesOf(actionOf(use('Read', { file_path: '/work/application/a.ts' })), '/work/app').read, ['/work/application/a.ts']);
  });

  it('survives a payload nested without end', () => {
    let deep: Json = 'x';
    for (let depth = 0; depth < 5_000; depth++) deep = depth % 2 === 0 ? [deep] : { content: deep };
    for (const name of ['Bash', 'Edit', 'Read', 'mcp__a__b', 'Other', 'Agent']) assert.doesNotThrow(() => actionOf(use(name, deep, deep)));
  });
});

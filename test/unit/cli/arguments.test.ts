import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { CommandContext } from '../../../src/cli/commandContext';
import { parseCommandLine } from '../../../src/cli/commandLine';
import { Output } from '../../../src/cli/output';
import { homePaths } from '../../../src/ingest/home';
import { removeFolder, temporaryFolder } from '../../support/temporaryFolder';

describe('A command where there is no memory yet', () => {
  let folder: string;
  beforeEach(() => (folder = temporaryFolder()));
  afterEach(() => removeFolder(folder));

  const run = async (...words: readonly string[]): Promise<number> => {
    const asked = parseCommandLine(words);
    assert.ok(asked.kind === 'command');
    const context: CommandContext = { home: homePaths({ RECOLLECT_HOME: join(folder, 'home') }), wasmFile: join(folder, 'none.wasm'), version: '0.0.0', output: new Output(false), arguments: asked.arguments, options: asked.options };
    return asked.run(context);
  };

  for (const [words, problem] of [
    [['delete'], /delete needs the id of a memory/],
    [['pin'], /pin needs the id of a memory/],
    [['supersede', 'o1'], /supersede needs the older memory, and --by/],
    [['remember', 'text', '--type', 'fish'], /--type is one of/],
    [['edit', 'o1', '--concept', 'fish'], /--concept is one of/],
    [['forget'], /forget needs one of/],
    [['forget', '--since', 'soon'], /--since takes/],
    [['reprocess'], /reprocess needs the number/],
    [['retry', '1', '--session', '2'], /name a session each: say one/],
    [['incognito'], /incognito needs the number/],
    [['incognito', '1', '--off', '--forget'], /do not go together/],
    [['exclude-project', 'a', '--project', 'b'], /name a project each: say one/],
    [['context', '--agent', 'fish'], /--agent is one of/],
  ] as const) {
    it(`says first what is wrong with "${words.join(' ')}"`, async () => {
      await assert.rejects(run(...words), (error: unknown) => error instanceof Error && error.constructor.name === 'UsageError' && problem.test(error.message));
    });
  }

  it('says of a file that is to be imported why it cannot be read', async () => {
    await assert.rejects(run('import', join(folder, 'none.jsonl')), { name: 'UserFacingError', message: `There is no file ${join(folder, 'none.jsonl')}.` });
    await assert.rejects(run('import', folder), { name: 'UserFacingError', message: /is a folder: import takes a file/ });
  });
});

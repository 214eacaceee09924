import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseCommandLine, whereHelpIs } from '../../../src/cli/commandLine';
import { COMMANDS } from '../../../src/cli/commandTable';
import { REPOSITORY } from '../../support/vscodeHost/repository';

const refused = (...words: readonly string[]): string => {
  try {
    parseCommandLine(words);
  } catch (error) {
    assert.ok(error instanceof Error && error.constructor.name === 'UsageError', String(error));
    return error.message;
  }
  throw new assert.AssertionError({ message: `${words.join(' ')} was taken` });
};
const help = (...words: readonly string[]): string => {
  const asked = parseCommandLine(words);
  assert.equal(asked.kind, 'help');
  return 'text' in asked ? asked.text : '';
};

describe('The command line', () => {
  it('gives a command its arguments and options', () => {
    const asked = parseCommandLine(['search', 'spool', 'lock', '--project', 'shop', '--json']);
    assert.ok(asked.kind === 'command');
    assert.deepEqual([asked.run, asked.arguments, { ...asked.options }, asked.isJson], [COMMANDS['search']?.run, ['spool', 'lock'], { project: 'shop' }, true]);
  });

  it('refuses options that a command does not take', () => {
    assert.equal(refused('pause', '--session', '2'), 'pause takes no --session');
    assert.equal(refused('export', '--since', '3d'), 'export takes no --since');
    assert.match(refused('status', '--nonsense'), /Unknown option '--nonsense'/);
  });

  it('refuses arguments that a command does not take', () => {
    for (const name of ['serve', 'status', 'context', 'undo', 'agents', 'doctor', 'backfill', 'export', 'pause', 'resume', 'mcp', 'forget']) assert.equal(refused(name, 'extra'), `${name} takes no argument such as "extra"`);
    assert.equal(refused('import', 'a', 'b'), 'import takes one argument; "b" is too much');
  });

  it('refuses a command that there is not, also in a question for help', () => {
    for (const words of [['constructor'], ['help', 'constructor'], ['constructor', '--help']]) assert.equal(refused(...words), 'there is no command "constructor"');
  });

  it('says after an error where more is told, on one line', () => {
    assert.equal(whereHelpIs(['--json', 'pause', 'extra']), '"recollect help pause" tells what it takes.');
    assert.equal(whereHelpIs(['nothing']), '"recollect help" lists the commands.');
  });

  it('prints the part of one command, whichever way it is asked for', () => {
    assert.equal(help('help', 'undo'), 'Usage: recollect COMMAND [ARGUMENTS] [--json]\n\n  undo                    take the last of these changes back');
    assert.equal(help('undo', '--help'), help('help', 'undo'));
    assert.match(help('export', '-h'), /P is a project, its short name or a folder in it\.$/);
  });

  it('names in the usage and in the README every command, and in its part every option', () => {
    const readme = readFileSync(join(REPOSITORY, 'README.md'), 'utf8');
    for (const [name, { usage, options, most }] of Object.entries(COMMANDS)) {
      assert.ok(help().includes(usage) && new RegExp(`(?:^ *|, )${name}\\b`, 'm').test(usage), name);
      assert.match(readme, new RegExp(`\`${name}[ \`]`), name);
      // A session may be the argument, and its option the same in other words; so may a project.
      for (const option of options) if (!(most === 1 && ['session', 'project'].includes(option))) assert.ok(usage.includes(`--${option}`), `${name} --${option}`);
    }
  });

  it('has one help for all, which ends with what concerns all', () => {
    assert.equal(help(), help('help'));
    assert.equal(help('--help'), help());
    assert.match(help(), /RECOLLECT_HOME \(default ~\/\.recollect\) says where to look\.$/);
  });
});

import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { once } from 'node:events';
import { removeFolder, temporaryFolder } from '../temporaryFolder';
import { REPOSITORY } from '../vscodeHost/repository';
import { mustRun } from '../vscodeHost/runCommand';
import { RecollectProgram } from './recollectProgram';

const CLI = join(REPOSITORY, 'dist', 'cli.js');

/** A user's machine in a temporary folder: a home, a project, a program path, and an owner that is there or not. */
export class ClientMachine {
  private readonly root = temporaryFolder();
  readonly home = join(this.root, 'home');
  readonly project = join(this.home, 'shop-api');
  readonly program: RecollectProgram;
  private owner: ChildProcess | undefined;

  /** @param programs folder of the client's program */
  constructor(private readonly programs: string) {
    mkdirSync(join(this.project, 'src'), { recursive: true });
    mkdirSync(join(this.root, 'tmp'));
    this.program = new RecollectProgram(CLI, join(this.home, '.recollect'), this.environment);
  }

  /** Everything a program finds in its environment: nothing of the person's who runs the tests, and no way out to a network. */
  get environment(): NodeJS.ProcessEnv {
    const path = [this.programs, dirname(process.execPath), '/usr/local/bin', '/usr/bin', '/bin'].join(delimiter);
    // Port 9 is where nobody listens: what asks for more than loopback is refused at once.
    const nowhere = { HTTP_PROXY: 'http://127.0.0.1:9', HTTPS_PROXY: 'http://127.0.0.1:9', NO_PROXY: '127.0.0.1,localhost' };
    return { PATH: path, HOME: this.home, USERPROFILE: this.home, TMPDIR: join(this.root, 'tmp'), TERM: 'dumb', LANG: 'C.UTF-8', NO_COLOR: '1', CI: '1', ...nowhere };
  }

  async prepare(): Promise<void> {
    this.write('shop-api/package.json', '{ "name": "shop-api", "version": "1.0.0" }\n');
    this.write('shop-api/src/server.js', 'export const port = 3000;\n');
    const git = (...words: string[]): Promise<string> => mustRun('git', ['-c', 'user.name=Dev', '-c', 'user.email=dev@example.com', ...words], { cwd: this.project, env: this.environment });
    await git('init', '--quiet');
    await git('add', '--all');
    await git('commit', '--quiet', '--message', 'Begin');
  }

  /** @param path below the home folder */
  write(path: string, text: string): void {
    const file = join(this.home, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }

  async startOwner(): Promise<void> {
    const owner = spawn(process.execPath, [CLI, 'serve'], { env: this.environment, stdio: ['ignore', 'pipe', 'inherit'] });
    this.owner = owner;
    for await (const line of createInterface({ input: owner.stdout })) if (line.includes('"ready":true')) return;
    throw new Error('the owner ended before it was ready');
  }

  stopOwner(): Promise<void> {
    return this.endOwner('SIGTERM');
  }

  /** As when its window crashes. */
  killOwner(): Promise<void> {
    return this.endOwner('SIGKILL');
  }

  private async endOwner(signal: NodeJS.Signals): Promise<void> {
    const { owner } = this;
    this.owner = undefined;
    if (owner === undefined || owner.exitCode !== null) return;
    owner.kill(signal);
    await once(owner, 'exit');
  }

  /** Every file below a folder of the home, with its content; empty when there is none of that name. */
  tree(folder: string): ReadonlyMap<string, string> {
    if (!existsSync(join(this.home, folder))) return new Map();
    const entries = readdirSync(join(this.home, folder), { withFileTypes: true, recursive: true });
    return new Map(entries.map((entry) => [join(entry.parentPath, entry.name), entry.isFile() ? readFileSync(join(entry.parentPath, entry.name), 'latin1') : ''] as const));
  }

  async remove(): Promise<void> {
    await this.stopOwner();
    removeFolder(this.root);
  }
}

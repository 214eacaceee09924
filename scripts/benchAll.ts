// Runs every benchmark, one after the other, and writes what they measured to bench/RESULTS.md: npm run bench:all [-- NAME…]
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { type Figure, FIGURES } from '../bench/support/figures';
import { machine, rounded } from '../bench/support/measure';
import { runMain } from './runMain';

const ROOT = join(import.meta.dirname, '..');
/** More waiting for a processor than this, and the figures are the machine's more than ours. */
const BUSY_SHARE = 0.5;

runMain(async () => {
  const names = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(FIGURES);
  const sections: string[] = [];
  for (const name of names) {
    const load = loadavg()[0] ?? 0;
    const startMs = Date.now();
    console.log(`── ${name}`);
    const { status, stdout } = spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', '--import', 'tsx', 'bench/run.ts', name, '--json'], { cwd: ROOT, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'], maxBuffer: 1 << 26 });
    const figures = status === 0 ? FIGURES[name]?.(JSON.parse(stdout.trim().split('\n').at(-1) ?? '')) : undefined;
    const seconds = Math.round((Date.now() - startMs) / 1_000);
    sections.push(section(name, figures, load, seconds));
    console.log(sections.at(-1));
  }
  const { cpu, cores, memoryGiB, node, platform } = machine();
  const head = `# Results\n\n${new Date().toISOString().slice(0, 10)}, ${cpu}, ${cores} cores, ${memoryGiB} GiB, ${platform}, Node ${node}. Written by \`npm run bench:all\`; goals are those of the design. A floor was measured in the same run.\n`;
  writeFileSync(join(ROOT, 'bench/RESULTS.md'), `${head}\n${sections.join('\n')}`);
  return 0;
});

function section(name: string, figures: readonly Figure[] | undefined, load: number, seconds: number): string {
  const busy = load > machine().cores * BUSY_SHARE ? `; **the machine was busy** (${rounded(load, 1)} processes waited for a processor when it began)` : '';
  const rows = figures?.map(({ what, goal, measured, floor }) => `| ${what} | ${goal} | ${measured} | ${floor} |`) ?? ['| it failed | | | |'];
  return [`## ${name}`, '', `\`npm run bench -- ${name} --json\`, ${seconds} s${busy}`, '', '| what | goal | measured | floor |', '|---|---|---|---|', ...rows, ''].join('\n');
}

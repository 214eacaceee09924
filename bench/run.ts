// `npm run bench -- NAME [--json]`: runs one benchmark against the built programs and prints what it measured.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

interface Benchmark {
  run(words: readonly string[]): Promise<object>;
}

const known = readdirSync(import.meta.dirname)
  .filter((name) => name.endsWith('.ts') && name !== 'run.ts')
  .map((name) => name.slice(0, -3));

async function main(): Promise<void> {
  const [name = '', ...words] = process.argv.slice(2);
  if (!known.includes(name)) {
    console.error(`Usage: npm run bench -- ${known.join('|')} [--json]`);
    process.exitCode = 2;
    return;
  }
  const { run } = (await import(join(import.meta.dirname, `${name}.ts`))) as Benchmark;
  const result = { bench: name, ...(await run(words.filter((word) => word !== '--json'))) };
  console.log(words.includes('--json') ? JSON.stringify(result) : JSON.stringify(result, null, 2));
}

void main();

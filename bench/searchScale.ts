// What a search costs with many memories: p95 by how common the words are, how long the index takes to load, and what it takes up.
import { BenchText } from './support/benchText';
import { machine, rounded, spread } from './support/measure';
import { MemoryStoreOfBench } from './support/memoryStore';

const ROUNDS = 60;

export async function run(words: readonly string[]): Promise<object> {
  const sizes = words.map(Number).filter((size) => size > 0);
  const results = [];
  for (const size of sizes.length > 0 ? sizes : [10_000, 100_000]) results.push(await measure(size));
  return { results, machine: machine() };
}

async function measure(size: number): Promise<object> {
  const text = new BenchText(7);
  let filled = await MemoryStoreOfBench.open();
  const fillCpu = process.cpuUsage();
  for (let done = 0; done < size; done += 500) {
    filled.add(Array.from({ length: Math.min(500, size - done) }, (_, index) => text.memory(done + index)));
    await filled.store.indexRest(() => true);
  }
  const { user, system } = process.cpuUsage(fillCpu);
  const cpuMsPerMemory = (user + system) / 1000 / size;
  const bytes = filled.database.export();
  const [postings] = filled.database.all('SELECT count(*) AS entries, sum(length(postings)) AS bytes, count(DISTINCT term) AS terms FROM search_postings');
  filled.database.close();
  const openMs = performance.now();
  filled = await MemoryStoreOfBench.open(bytes);
  const openedMs = performance.now() - openMs;
  const firstMs = performance.now();
  await filled.store.search({ query: 'warmup' }, 20);
  const firstSearchMs = performance.now() - firstMs;
  const times: Record<string, object> = {};
  for (const [kind, query] of Object.entries(text.queries())) {
    const taken: number[] = [];
    const cpu = process.cpuUsage();
    for (let round = 0; round < ROUNDS; round++) {
      const startMs = performance.now();
      await filled.store.search({ query: query(round) }, 20);
      taken.push(performance.now() - startMs);
    }
    const { user, system } = process.cpuUsage(cpu);
    times[kind] = { ...spread(taken), cpuMs: rounded((user + system) / 1000 / ROUNDS) };
  }
  filled.database.close();
  return { memories: size, times, cpuMsPerMemory: rounded(cpuMsPerMemory), databaseMiB: rounded(bytes.length / 2 ** 20, 1), postings, openedMs: rounded(openedMs), firstSearchMs: rounded(firstSearchMs) };
}

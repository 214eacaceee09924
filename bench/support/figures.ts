import { z } from 'zod';

/** One line of RESULTS.md. */
export interface Figure {
  readonly what: string;
  readonly goal: string;
  readonly measured: string;
  /** What the machine itself takes, in the same run. */
  readonly floor: string;
}

const spread = z.object({ p50Ms: z.number(), p95Ms: z.number(), p99Ms: z.number(), maxMs: z.number(), samples: z.number() });
const ms = (value: number): string => `${value} ms`;

const ingest = z.object({ acksPerSecond: z.number(), p50Ms: z.number(), p99Ms: z.number(), rounds: z.array(z.object({ acksPerSecond: z.number(), ownerCpuMsPerAck: z.number() })), floor: z.object({ appendFdatasync: z.object({ perSecond: z.number(), p50Ms: z.number() }), nodeSqliteWalFull: z.object({ perSecond: z.number(), p50Ms: z.number() }) }) });
const hook = z.object({ ratioOwner: z.number(), ratioNoOwner: z.number(), owner: spread, noOwner: spread, floor: z.object({ bareNode: spread }) });
const context = z.object({ observations: z.number(), contextBytes: z.number(), ratio: z.number(), hook: spread, render: spread, floor: z.object({ bareNode: spread, emptyCall: spread }) });
const crash = z.object({ kills: z.number(), acked: z.number(), lost: z.number(), doubled: z.number() });
const search = z.object({ observations: z.record(z.string(), z.object({ all: spread, common: spread, floor: z.object({ emptyCall: spread }) })) });
const cost = z.object({ eventsInSession: z.record(z.string(), z.object({ bytesPerEvent: z.number(), eventsPerCall: z.number() })), largePayloads: z.object({ bytesPerEvent: z.number() }), floor: z.object({ recordedPayloadBytesPerEvent: z.number(), largePayloadBytesPerEvent: z.number() }) });
const activate = z.object({ activate: spread, storeReady: spread, floor: z.object({ loadingTheProgram: spread }) });
const delay = z.object({ p99Ms: z.number(), maxMs: z.number(), samples: z.number() });
const scale = z.object({
  floor: z.object({ bareNodeMiB: z.number() }),
  observations: z.record(
    z.string(),
    z.object({
      process: z.object({ startMs: z.object({ p50Ms: z.number(), maxMs: z.number() }), loadedMiB: z.number(), peakMiB: z.number() }),
      thread: z.object({ readyMs: z.number(), overHostMiB: z.object({ loaded: z.number(), searched: z.number(), afterSnapshot: z.number() }), eventLoopDelay: z.record(z.string(), delay) }),
    }),
  ),
});

const MEMORY_GOALS: Readonly<Record<string, string>> = { '10000': '≤ 60 MiB', '100000': '≤ 150 MiB' };
const SEARCH_GOALS: Readonly<Record<string, string>> = { '10000': '≤ 10 ms', '100000': '≤ 40 ms' };
const count = (size: string): string => Number(size).toLocaleString('en');

/** What each benchmark's result says, beside its goal. */
export const FIGURES: Readonly<Record<string, (result: unknown) => readonly Figure[]>> = {
  ingest: (result) => {
    const { acksPerSecond, p50Ms, p99Ms, rounds, floor } = ingest.parse(result);
    const best = Math.max(...rounds.map((round) => round.acksPerSecond));
    return [
      { what: 'durable acks a second, 16 clients', goal: '≥ 5,000', measured: `${acksPerSecond} (best of ${rounds.length}: ${best})`, floor: `${floor.appendFdatasync.perSecond} appends with fdatasync, ${floor.nodeSqliteWalFull.perSecond} rows in SQLite (WAL, FULL)` },
      { what: 'time to an ack, p99', goal: '≤ 20 ms', measured: `${ms(p99Ms)} (median ${ms(p50Ms)})`, floor: `median ${ms(floor.appendFdatasync.p50Ms)}, ${ms(floor.nodeSqliteWalFull.p50Ms)}` },
      { what: 'processor time of the owner for an ack', goal: '–', measured: ms(Math.min(...rounds.map((round) => round.ownerCpuMsPerAck))), floor: '–' },
    ];
  },
  hook: (result) => {
    const { ratioOwner, ratioNoOwner, owner, noOwner, floor } = hook.parse(result);
    const bare = `${ms(floor.bareNode.p50Ms)} (bare node)`;
    return [
      { what: 'PostToolUse hook, owner running', goal: '≤ 1.25 × bare node', measured: `${ratioOwner} × (${ms(owner.p50Ms)})`, floor: bare },
      { what: 'PostToolUse hook, no owner', goal: '≤ 1.3 × bare node', measured: `${ratioNoOwner} × (${ms(noOwner.p50Ms)})`, floor: bare },
    ];
  },
  context: (result) => {
    const { observations, contextBytes, ratio, hook: hooks, render, floor } = context.parse(result);
    return [
      { what: `SessionStart hook that prints the context, ${count(String(observations))} observations`, goal: '≤ 1.25 × bare node', measured: `${ratio} × (${ms(hooks.p50Ms)})`, floor: `${ms(floor.bareNode.p50Ms)} (bare node)` },
      { what: `rendering it in the owner (${count(String(contextBytes))} bytes)`, goal: '≤ 20 ms', measured: `${ms(render.p50Ms)} (p95 ${ms(render.p95Ms)})`, floor: `${ms(floor.emptyCall.p50Ms)} (a call that does nothing)` },
    ];
  },
  crash: (result) => {
    const { kills, acked, lost, doubled } = crash.parse(result);
    return [{ what: `${kills} kills at random moments under load`, goal: '0 lost, 0 doubled', measured: `${lost} lost, ${doubled} doubled of ${acked} acknowledged`, floor: '–' }];
  },
  search: (result) =>
    Object.entries(search.parse(result).observations).map(([size, { all, common, floor }]) => ({
      what: `search, ${count(size)} observations, p95`,
      goal: SEARCH_GOALS[size] ?? '–',
      measured: `${ms(all.p95Ms)} (median ${ms(all.p50Ms)}; common words ${ms(common.p95Ms)})`,
      floor: `${ms(floor.emptyCall.p95Ms)} (a call that does nothing)`,
    })),
  cost: (result) => {
    const { eventsInSession, largePayloads, floor } = cost.parse(result);
    return [
      ...Object.entries(eventsInSession).map(([length, { bytesPerEvent, eventsPerCall }]) => ({
        what: `bytes to the model per tool event, session of ${count(length)}`, goal: '≤ 3,000, constant', measured: `${bytesPerEvent} (${eventsPerCall} events a call)`, floor: `${floor.recordedPayloadBytesPerEvent} (the recorded payload)`,
      })),
      { what: 'the same with large payloads', goal: '≤ 3,000', measured: String(largePayloads.bytesPerEvent), floor: `${floor.largePayloadBytesPerEvent} (the payload)` },
    ];
  },
  scale: (result) => {
    const { observations, floor } = scale.parse(result);
    return Object.entries(observations).flatMap(([size, { process, thread }]): Figure[] => {
      const { loaded, searched, afterSnapshot } = thread.overHostMiB;
      const { idle, load, search: searching, ingestAndSnapshot } = thread.eventLoopDelay;
      const delays = [load, searching, ingestAndSnapshot].flatMap((each) => each ?? []);
      return [
        { what: `owner's thread over an idle host, ${count(size)} observations`, goal: MEMORY_GOALS[size] ?? '–', measured: `${loaded} MiB loaded, ${searched} searched, ${afterSnapshot} after a snapshot`, floor: '–' },
        { what: `\`serve\`, ${count(size)} observations`, goal: '–', measured: `${process.loadedMiB} MiB loaded, ${process.peakMiB} at most`, floor: `${floor.bareNodeMiB} MiB (bare node)` },
        { what: `start to the first answer, ${count(size)} observations`, goal: size === '100000' ? '≤ 800 ms' : '–', measured: `${ms(process.startMs.p50Ms)} (\`serve\`), ${ms(thread.readyMs)} (thread)`, floor: '–' },
        { what: `host's event loop, ${count(size)} observations: load, search, snapshot`, goal: 'p99 ≤ 20 ms, max ≤ 50 ms', measured: `p99 ${ms(Math.max(...delays.map((each) => each.p99Ms)))}, max ${ms(Math.max(...delays.map((each) => each.maxMs)))}`, floor: `p99 ${ms(idle?.p99Ms ?? Number.NaN)}, max ${ms(idle?.maxMs ?? Number.NaN)} (idle)` },
      ];
    });
  },
  activate: (result) => {
    const { activate: activated, storeReady, floor } = activate.parse(result);
    return [
      { what: '`activate` resolved, in a real VS Code', goal: '≤ 60 ms', measured: `${ms(activated.p50Ms)} (max ${ms(activated.maxMs)})`, floor: `${ms(floor.loadingTheProgram.p50Ms)} (loading the program before)` },
      { what: '`activate` called to store ready', goal: '–', measured: `${ms(storeReady.p50Ms)} (max ${ms(storeReady.maxMs)})`, floor: '–' },
    ];
  },
};

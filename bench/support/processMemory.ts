import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { rounded } from './measure';
import { NODE } from './servedOwner';

/** What a process holds in memory now (VmRSS), in MiB; on Linux. */
export function rssMiB(pid: number): number {
  return field(pid, 'VmRSS');
}

/** The most it ever held (VmHWM). */
export function peakRssMiB(pid: number): number {
  return field(pid, 'VmHWM');
}

/** A node that does nothing. */
export async function bareNodeMiB(): Promise<number> {
  const child = spawn(NODE, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
  await sleep(500);
  const mib = child.pid === undefined ? Number.NaN : rssMiB(child.pid);
  child.kill();
  return mib;
}

function field(pid: number, name: string): number {
  const match = new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return rounded(Number(match?.[1]) / 1024, 1);
}

/** Processor time that a process has used so far, in ms; what else the machine does is not in it. */
export function cpuMs(pid: number): number {
  // After the name, which may hold anything: state is field 3, utime and stime are 14 and 15, in ticks of 10 ms.
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /s, '').split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

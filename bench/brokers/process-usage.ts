/** What a process has cost so far, from /proc. */
import { readFileSync } from 'node:fs';
import type { Usage } from './bench-broker.ts';

/** Linux reports times to programs in this unit whatever the kernel's own tick is. */
const ticksPerSecond = 100;

/** Throws when there is no such process. */
export function processUsage(pid: number): Usage {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return {
    cpuSeconds: cpuSecondsIn(readFileSync(`/proc/${pid}/stat`, 'utf8')),
    residentMegabytes: megabytesIn(status, 'VmRSS'),
    peakMegabytes: megabytesIn(status, 'VmHWM'),
  };
}

/** utime + stime of a line of /proc/PID/stat. The command before them may hold anything, also spaces and brackets. */
export function cpuSecondsIn(stat: string): number {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
}

/** NaN if the status has no such line. */
export function megabytesIn(status: string, name: string): number {
  return Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1]) / 1024;
}

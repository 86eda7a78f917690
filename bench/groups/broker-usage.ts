/** What a process has used so far, from /proc. */
import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

/** The kernel counts in hundredths of a second. */
const tickMicroseconds = 10_000;

export function cpuMicroseconds(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * tickMicroseconds;
}

/** Resident memory once it has stopped moving. */
export async function settledBytes(pid: number): Promise<number> {
  let [before, now] = [0, residentBytes(pid)];
  for (let look = 0; look < 10 && Math.abs(now - before) > 256 * 1024; look++) {
    await delay(1_000);
    [before, now] = [now, residentBytes(pid)];
  }
  return now;
}

function residentBytes(pid: number): number {
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) * 1024;
}

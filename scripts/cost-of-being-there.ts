/**
 * What a broker costs that nobody uses: memory (RSS) after it has been idle for a while, and the time from starting
 * the process to its first accepted connection. Prints the median of several runs:
 *
 *     node scripts/cost-of-being-there.ts [--runs 5] [--kafka]
 *
 * With `--kafka` it measures Apache Kafka in the same way, which needs `tests/foreign/setup.sh`.
 */

import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { execFileSync } from 'node:child_process';
import { startTarget } from '../tests/foreign/support/target.ts';

const { values: options } = parseArgs({
  options: { runs: { type: 'string', default: '5' }, kafka: { type: 'boolean', default: false } },
});
const idleMs = 3000;

interface Cost {
  readonly megabytes: number;
  readonly startMs: number;
}

async function measured(target: 'moldau' | 'kafka'): Promise<Cost> {
  await using broker = await startTarget(target);
  await delay(idleMs);
  return { megabytes: residentMegabytes(broker.process?.pid ?? 0), startMs: broker.startedInMs };
}

function residentMegabytes(pid: number): number {
  return residentKilobytes(pid) / 1024;
}

function residentKilobytes(pid: number): number {
  if (process.platform !== 'linux') return Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)]).toString());
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;
}

async function report(target: 'moldau' | 'kafka'): Promise<void> {
  const costs: Cost[] = [];
  for (let run = 0; run < Number(options.runs); run++) costs.push(await measured(target));
  const memory = median(costs.map(({ megabytes }) => megabytes)).toFixed(1);
  const start = Math.round(median(costs.map(({ startMs }) => startMs)));
  console.log(`${target}: ${memory} MB idle, ${start} ms to the first connection (median of ${options.runs})`);
}

await report('moldau');
if (options.kafka) await report('kafka');

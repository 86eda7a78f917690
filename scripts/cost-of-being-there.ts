/**
 * What a broker costs that nobody uses: the time from starting the process to its first accepted connection and to its
 * first acknowledged record, in a new data directory and in one that is there already, and its memory (RSS) after it
 * has been idle for a while. Prints medians of several runs, of the sources and of the published build in turns:
 *
 *     node scripts/cost-of-being-there.ts [--runs 5] [--kafka]
 *
 * With `--kafka` it measures Apache Kafka in the same way, which needs `tests/foreign/setup.sh`.
 */
import { type ChildProcess, execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { freePort } from '../tests/foreign/support/free-port.ts';
import { startKafka } from '../tests/foreign/support/kafka-broker.ts';
import { startMoldauAt } from '../tests/foreign/support/moldau-broker.ts';
import { stopProgram } from '../tests/foreign/support/running-broker.ts';
import { installPublishedBuild } from '../tests/published-build/install.ts';
import { firstProduce } from '../tests/support/first-produce.ts';

const { values: options } = parseArgs({
  options: { runs: { type: 'string', default: '5' }, kafka: { type: 'boolean', default: false } },
});
const idleMs = 3000;

interface Running {
  readonly child: ChildProcess;
  readonly port: number;
  readonly startedInMs: number;
}

interface Start {
  readonly portMs: number;
  readonly producedMs: number;
}

interface Cost {
  readonly fresh: Start;
  /** In the data directory that the first start left. */
  readonly again?: Start;
  readonly megabytes: number;
}

async function costOfMoldau(command?: string): Promise<Cost> {
  const dataDirectory = mkdtempSync(join(tmpdir(), 'moldau-cost-'));
  const start = async (): Promise<Running> => {
    const port = await freePort();
    return { port, ...(await startMoldauAt({ port, dataDirectory, ...(command !== undefined && { command }) })) };
  };
  try {
    const first = await start();
    const fresh = await produced(first);
    const megabytes = await idleMegabytes(first);
    await stopProgram(first.child);
    const second = await start();
    const again = await produced(second);
    await stopProgram(second.child);
    return { fresh, again, megabytes };
  } finally {
    rmSync(dataDirectory, { recursive: true });
  }
}

async function costOfKafka(): Promise<Cost> {
  await using broker = await startKafka();
  const { process: child, startedInMs, address } = broker;
  if (child === undefined) throw new Error('Kafka runs somewhere else');
  const running = { child, startedInMs, port: Number(address.split(':').at(-1)) };
  return { fresh: await produced(running), megabytes: await idleMegabytes(running) };
}

async function produced({ port, startedInMs }: Running): Promise<Start> {
  const before = performance.now();
  await firstProduce({ host: '127.0.0.1', port });
  return { portMs: startedInMs, producedMs: startedInMs + performance.now() - before };
}

async function idleMegabytes({ child }: Running): Promise<number> {
  await delay(idleMs);
  return residentKilobytes(child.pid ?? 0) / 1024;
}

function residentKilobytes(pid: number): number {
  if (process.platform !== 'linux') return Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)]).toString());
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
}

function report(name: string, costs: readonly Cost[]): void {
  const starts = { 'new data': costs.map(({ fresh }) => fresh), again: costs.flatMap(({ again }) => again ?? []) };
  const idle = median(costs.map(({ megabytes }) => megabytes));
  console.log(`${name}: ${idle} MB idle`);
  for (const [which, of] of Object.entries(starts)) {
    if (of.length === 0) continue;
    const port = median(of.map(({ portMs }) => portMs));
    const record = median(of.map(({ producedMs }) => producedMs));
    console.log(`  ${which}: ${port} ms to the first connection, ${record} ms to the first acknowledged record`);
  }
}

function median(numbers: readonly number[]): number {
  return Math.round(numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN);
}

using published = installPublishedBuild();
const subjects = new Map<string, () => Promise<Cost>>([
  ['the published build', () => costOfMoldau(published.command)],
  ['from source', () => costOfMoldau()],
]);
if (options.kafka) subjects.set('Apache Kafka', costOfKafka);

const costs = new Map([...subjects.keys()].map((name): [string, Cost[]] => [name, []]));
for (let round = 0; round <= Number(options.runs); round++) {
  for (const [name, costOf] of subjects) {
    const cost = await costOf();
    // The first round fills caches.
    if (round > 0) costs.get(name)?.push(cost);
  }
}
console.log(`medians of ${options.runs} runs in turns`);
for (const [name, found] of costs) report(name, found);

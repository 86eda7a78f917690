/** One broker with so many partitions through its life: created, written to, stopped, started, killed, started. */
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { freePort } from '../../tests/foreign/support/free-port.ts';
import { startMoldauAt } from '../../tests/foreign/support/moldau-broker.ts';
import { type Started, stopProgram } from '../../tests/foreign/support/running-broker.ts';
import { cpuMicroseconds, settledBytes } from '../groups/broker-usage.ts';
import { createTopics, writeToEach } from './many-topics.ts';

export interface PartitionsOptions {
  readonly partitions: number;
  readonly perTopic: number;
  /** Of starts of either kind. */
  readonly rounds: number;
  readonly flushPolicy: string;
}

export interface PartitionCosts {
  readonly createdMs: number;
  readonly writtenMs: number;
  readonly usedBytes: number;
  readonly stopMs: number;
  readonly cleanStartMs: number;
  readonly cleanStartCpuMs: number;
  readonly startedBytes: number;
  readonly killedStartMs: number;
  readonly killedStartCpuMs: number;
  readonly idleCpuMs: number;
}

/** How long the broker is watched doing nothing; longer than its checkpoints are apart. */
const idleMs = 15_000;

export async function measurePartitions(options: PartitionsOptions): Promise<PartitionCosts> {
  const dataDirectory = await mkdtemp(join(tmpdir(), 'bench-partitions-'));
  const port = await freePort();
  const settings = {
    KAFKA_LOG_FLUSH_POLICY: options.flushPolicy,
    KAFKA_LOG_FLUSH_OFFSET_CHECKPOINT_INTERVAL_MS: '10000',
    KAFKA_LOG_RETENTION_CHECK_INTERVAL_MS: '10000',
  };
  const start = () => startMoldauAt({ port, dataDirectory }, settings);
  try {
    return await measure(options, port, start);
  } finally {
    await rm(dataDirectory, { recursive: true, force: true });
  }
}

type Start = () => ReturnType<typeof startMoldauAt>;

async function measure(options: PartitionsOptions, port: number, start: Start): Promise<PartitionCosts> {
  const first = await start();
  const created = await timed(() => createTopics(port, options));
  const written = await timed(() => writeToEach(port, options));
  const usedBytes = await settledBytes(first.child.pid ?? 0);
  const idleCpuMs = await idleCpu(first.child);
  const stops = [await timed(() => stopProgram(first.child, 120_000))];
  const [cleanStarts, killedStarts, memories]: [Begun[], Begun[], number[]] = [[], [], []];
  for (let round = 0; round < options.rounds; round++) {
    const clean = await start();
    cleanStarts.push(begun(clean));
    memories.push(await settledBytes(clean.child.pid ?? 0));
    await kill(clean.child);
    const killed = await start();
    killedStarts.push(begun(killed));
    stops.push(await timed(() => stopProgram(killed.child, 120_000)));
  }
  return {
    createdMs: created,
    writtenMs: written,
    usedBytes,
    idleCpuMs,
    stopMs: median(stops),
    cleanStartMs: median(cleanStarts.map(({ ms }) => ms)),
    cleanStartCpuMs: median(cleanStarts.map(({ cpuMs }) => cpuMs)),
    startedBytes: median(memories),
    killedStartMs: median(killedStarts.map(({ ms }) => ms)),
    killedStartCpuMs: median(killedStarts.map(({ cpuMs }) => cpuMs)),
  };
}

interface Begun {
  readonly ms: number;
  readonly cpuMs: number;
}

function begun({ child, startedInMs }: Started): Begun {
  return { ms: startedInMs, cpuMs: cpuMicroseconds(child.pid ?? 0) / 1000 };
}

async function idleCpu({ pid = 0 }: ChildProcess): Promise<number> {
  const before = cpuMicroseconds(pid);
  await delay(idleMs);
  return ((cpuMicroseconds(pid) - before) / 1000) * (60_000 / idleMs);
}

async function kill(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL');
  await once(child, 'exit');
}

async function timed(act: () => Promise<unknown>): Promise<number> {
  const before = performance.now();
  await act();
  return performance.now() - before;
}

function median(figures: readonly number[]): number {
  return figures.toSorted((a, b) => a - b)[Math.floor(figures.length / 2)] ?? Number.NaN;
}

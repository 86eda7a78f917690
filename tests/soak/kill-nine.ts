/**
 * Kills a broker under load, again and again, and then looks whether it kept its promises:
 *
 *     node tests/soak/kill-nine.ts [--kills 100] [--seed 1] [--keep]
 *
 * Producers of three clients, with and without idempotence, all with acks=all, send as fast as they are answered. Each
 * time some records have been acknowledged, the broker is killed (SIGKILL) 5 to 500 ms later and started on the same
 * directory and port. At the end it is stopped and started cleanly, everything is read back, and judged (history.ts).
 */

import { type ChildProcess, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import kafkajs from 'kafkajs';
import { freePort } from '../foreign/support/free-port.ts';
import { type MoldauPlace, startMoldauAt } from '../foreign/support/moldau-broker.ts';
import { stopProgram } from '../foreign/support/running-broker.ts';
import { type Acknowledged, type ReadRecord, type Violation, violationsOf } from './history.ts';
import {
  kafkajsProducer,
  librdkafkaProducer,
  partitionCount,
  platformaticProducer,
  type SoakProducer,
} from './producers.ts';
import { readEverything } from './read-everything.ts';

const { values: options } = parseArgs({
  options: {
    kills: { type: 'string', default: '100' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    keep: { type: 'boolean', default: false },
  },
});

/** Acknowledgements between a start and the next kill, at least. */
const progress = 60;
const progressWithinMs = 60_000;

interface Run {
  readonly place: MoldauPlace;
  readonly producers: readonly SoakProducer[];
  readonly acknowledged: Acknowledged[];
  readonly restartsMs: number[];
  broker: ChildProcess;
}

/** A small generator, so that a seed names a run's waiting times. */
function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

async function createTopics(address: string, producers: readonly SoakProducer[]): Promise<void> {
  const kafka = new kafkajs.Kafka({ brokers: [address], logLevel: kafkajs.logLevel.NOTHING });
  const admin = kafka.admin();
  await admin.connect();
  const topics = producers.map(({ name }) => ({ topic: name, numPartitions: partitionCount }));
  await admin.createTopics({ topics, waitForLeaders: true });
  await admin.disconnect();
}

function producersFor(address: string): SoakProducer[] {
  const both = [true, false];
  const python = spawnSync('/usr/bin/python3', ['-c', 'import confluent_kafka']).status === 0;
  if (!python) console.log('python3-confluent-kafka is not installed: no librdkafka producers');
  return [
    ...both.map((idempotent) => kafkajsProducer(address, idempotent)),
    ...both.map((idempotent) => platformaticProducer(address, idempotent)),
    ...(python ? both.map((idempotent) => librdkafkaProducer(address, idempotent)) : []),
  ];
}

/** Waits until the broker has acknowledged something since it was started. */
async function progressed(run: Run): Promise<void> {
  const wanted = run.acknowledged.length + progress;
  const deadline = performance.now() + progressWithinMs;
  while (run.acknowledged.length < wanted) {
    if (run.broker.exitCode !== null) throw new Error(`the broker ended by itself with ${run.broker.exitCode}`);
    if (performance.now() > deadline) throw new Error(`no progress within ${progressWithinMs} ms after a restart`);
    await delay(5);
  }
}

async function killAndRestart(run: Run, afterMs: number): Promise<void> {
  await progressed(run);
  await delay(afterMs);
  run.broker.kill('SIGKILL');
  if (run.broker.exitCode === null && run.broker.signalCode === null) await once(run.broker, 'exit');
  const { child, startedInMs } = await startMoldauAt(run.place);
  run.broker = child;
  run.restartsMs.push(startedInMs);
}

async function underLoad(run: Run, random: () => number): Promise<void> {
  const stop = new AbortController();
  const load = Promise.all(
    run.producers.map((producer) => producer.run(stop.signal, (record) => run.acknowledged.push(record))),
  );
  const kills = Number(options.kills);
  try {
    for (let kill = 1; kill <= kills; kill++) {
      await killAndRestart(run, 5 + random() * 495);
      if (kill % 10 === 0 || kill === kills)
        console.log(`${kill} kills, ${run.acknowledged.length} records acknowledged`);
    }
    await progressed(run);
  } finally {
    stop.abort();
    await load;
  }
}

/** How much each producer had acknowledged; one that had nothing has tested nothing. */
function reportProducers(run: Run): boolean {
  const counts = Map.groupBy(run.acknowledged, ({ producer }) => producer);
  for (const { name, sent } of run.producers) {
    console.log(`${name}: ${counts.get(name)?.length ?? 0} of ${sent()} acknowledged`);
  }
  return run.producers.every(({ name }) => counts.has(name));
}

function describeViolation(violation: Violation): string {
  return JSON.stringify(violation).slice(0, 300);
}

function judge(run: Run, read: readonly ReadRecord[]): Violation[] {
  return violationsOf({
    idempotent: new Set(run.producers.filter(({ idempotent }) => idempotent).map(({ name }) => name)),
    sent: new Map(run.producers.map(({ name, sent }) => [name, sent()])),
    acknowledged: run.acknowledged,
    read,
  });
}

async function main(): Promise<number> {
  const dataDirectory = await mkdtemp(join(tmpdir(), 'moldau-kill-nine-'));
  const place = { port: await freePort(), dataDirectory };
  const address = `127.0.0.1:${place.port}`;
  const producers = producersFor(address);
  const run: Run = { place, producers, acknowledged: [], restartsMs: [], broker: (await startMoldauAt(place)).child };
  console.log(`seed ${options.seed}, ${producers.map(({ name }) => name).join(', ')}, data in ${dataDirectory}`);
  try {
    await createTopics(address, producers);
    await underLoad(run, generator(Number(options.seed)));
    const stopped = await stopProgram(run.broker);
    run.broker = (await startMoldauAt(place)).child;
    const read = await readEverything(
      address,
      producers.map(({ name }) => name),
      partitionCount,
    );
    const violations = judge(run, read);
    const everyone = reportProducers(run);
    for (const violation of violations.slice(0, 20)) console.log(describeViolation(violation));
    const restarts = run.restartsMs.toSorted((a, b) => a - b);
    const median = Math.round(restarts[Math.floor(restarts.length / 2)] ?? 0);
    console.log(
      `restarts: median ${median} ms, longest ${Math.round(restarts.at(-1) ?? 0)} ms; clean stop: exit code ${stopped}`,
    );
    console.log(
      `${options.kills} kills, ${run.acknowledged.length} acknowledged, ${read.length} read, ${violations.length} violations`,
    );
    return violations.length === 0 && stopped === 0 && everyone ? 0 : 1;
  } finally {
    await stopProgram(run.broker);
    if (!options.keep) await rm(dataDirectory, { recursive: true, force: true });
  }
}

process.exitCode = await main();

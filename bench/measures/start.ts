/**
 * From spawning the process, on a fresh data directory, to the first accepted connection, and to the first acknowledged
 * produce into a topic that is created over the same connection. The broker's own defaults decide about durability.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { ZERO_UUID } from '@moldau/protocol';
import { createTopicsApi } from '@moldau/protocol/messages/create-topics';
import { type ProduceRequest, produceApi } from '@moldau/protocol/messages/produce';
import { produceRequest, topicData } from '../../tests/conformance/support/requests.ts';
import { DisconnectedError, type WireClient } from '../../tests/support/wire-client.ts';
import type { Spawned } from '../brokers/bench-broker.ts';
import { batchSet } from '../load/batches.ts';
import { produceVersion } from '../load/frames.ts';
import { type Address, connected } from '../load/wire.ts';
import type { Measure, MeasureContext, Samples } from './measure.ts';
import { oneRecord } from './small-requests.ts';

const timeoutMs = 90_000;
const pollMs = 1;

/** As many as fit; a start of Kafka takes seconds. */
const budgetMs = 3000;
const startsMax = 5;

interface StartTimes {
  readonly portOpen: number;
  readonly firstProduce: number;
}

async function start(context: MeasureContext): Promise<Samples> {
  await firstProduce(context.broker, 'bench-client-warm-up', performance.now());
  const starts: StartTimes[] = [];
  const begin = performance.now();
  while (starts.length < startsMax && performance.now() - begin < budgetMs) starts.push(await oneStart(context));
  return { portOpen: middle(starts, 'portOpen'), firstProduce: middle(starts, 'firstProduce') };
}

async function oneStart(context: MeasureContext): Promise<StartTimes> {
  let times: Promise<StartTimes> | undefined;
  await using cleanup = new AsyncDisposableStack();
  const broker = await context.startAnother((spawned) => {
    times = watched(spawned);
    times.catch(() => {});
  });
  cleanup.use(broker);
  if (times === undefined) throw new Error('the broker started without a process');
  return await times;
}

async function watched(spawned: Spawned): Promise<StartTimes> {
  await using client = await firstConnection(spawned);
  const portOpen = performance.now() - spawned.spawnedAt;
  await client.close();
  return { portOpen, firstProduce: await firstProduce(spawned, 'bench-first', spawned.spawnedAt) };
}

async function firstConnection(address: Address) {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    try {
      return await connected(address);
    } catch (error) {
      if (performance.now() > deadline) throw error;
      await delay(pollMs);
    }
  }
}

/** Milliseconds since `since`. A broker that starts may hang up or refuse for a while. */
async function firstProduce(address: Address, topic: string, since: number): Promise<number> {
  const deadline = performance.now() + timeoutMs;
  while (performance.now() < deadline) {
    await using client = await firstConnection(address);
    try {
      if (await createdAndProduced(client, topic, deadline)) return performance.now() - since;
    } catch (error) {
      if (!(error instanceof DisconnectedError)) throw error;
    }
  }
  throw new Error(`no produce was acknowledged within ${timeoutMs} ms`);
}

async function createdAndProduced(client: WireClient, name: string, deadline: number): Promise<boolean> {
  const wanted = { name, numPartitions: 1, replicationFactor: 1, assignments: [], configs: [] };
  let exists = false;
  while (performance.now() < deadline) {
    if (!exists) {
      const request = { topics: [wanted], timeoutMs, validateOnly: false };
      const { topics } = await client.request(createTopicsApi, 7, request);
      exists = topics[0]?.errorCode === 0 || topics[0]?.errorCode === topicAlreadyExists;
    }
    if (exists) {
      const { responses } = await client.request(produceApi, produceVersion, firstRequest(name));
      if (responses[0]?.partitionResponses[0]?.errorCode === 0) return true;
    }
    await delay(pollMs);
  }
  return false;
}

const topicAlreadyExists = 36;

function firstRequest(name: string): ProduceRequest {
  const batch = batchSet(oneRecord).batches[0] ?? null;
  return produceRequest([topicData({ name, id: ZERO_UUID }, [0, batch])], { timeoutMs: 30_000 });
}

function middle(starts: readonly StartTimes[], name: keyof StartTimes): number {
  const sorted = starts.map((times) => times[name]).sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

export const startMeasure: Measure = {
  name: 'start',
  title: 'Start on a fresh data directory',
  figures: [
    { name: 'portOpen', title: 'to the open port', unit: 'ms', better: 'lower' },
    { name: 'firstProduce', title: 'to the first acknowledged produce', unit: 'ms', better: 'lower' },
  ],
  targets: ['moldau', 'kafka'],
  quick: true,
  run: start,
};

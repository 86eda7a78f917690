/** Topics over the wire, the same way for every broker that has them. */
import { readdir } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { errorName, ZERO_UUID } from '@moldau/protocol';
import { createPartitionsApi } from '@moldau/protocol/messages/create-partitions';
import { createTopicsApi } from '@moldau/protocol/messages/create-topics';
import { deleteTopicsApi } from '@moldau/protocol/messages/delete-topics';
import { listOffsetsApi } from '@moldau/protocol/messages/list-offsets';
import { listOffsetsRequest } from '../../tests/conformance/support/requests.ts';
import type { WireClient } from '../../tests/support/wire-client.ts';
import { type Address, connected } from '../load/wire.ts';

export type TopicConfigs = Readonly<Record<string, string>>;

const timeoutMs = 120_000;
/** Kafka refuses much more than this at once. */
const partitionsPerRequest = 2500;
const createTopicsVersion = 7;
const createPartitionsVersion = 3;
const deleteTopicsVersion = 6;
const listOffsetsVersion = 6;

/** What every topic of the benchmarks has, whichever broker holds it. */
export const commonConfigs: TopicConfigs = {
  'compression.type': 'producer',
  'retention.ms': '-1',
  'retention.bytes': '-1',
  'file.delete.delay.ms': '100',
};

/** Throws if the broker refuses. */
export async function createTopic(
  address: Address,
  name: string,
  numPartitions: number,
  configs: TopicConfigs,
): Promise<void> {
  await using client = await connected(address);
  const first = Math.min(numPartitions, partitionsPerRequest);
  const { topics } = await client.request(createTopicsApi, createTopicsVersion, {
    topics: [
      {
        name,
        numPartitions: first,
        replicationFactor: 1,
        assignments: [],
        configs: Object.entries(configs).map(([config, value]) => ({ name: config, value })),
      },
    ],
    timeoutMs,
    validateOnly: false,
  });
  refuseError('CreateTopics', topics[0]);
  for (let count = first; count < numPartitions; ) {
    count = Math.min(count + partitionsPerRequest, numPartitions);
    await addPartitions(client, name, count);
  }
  await waitForLeaders(client, name, numPartitions);
}

async function addPartitions(client: WireClient, name: string, count: number): Promise<void> {
  const { results } = await client.request(createPartitionsApi, createPartitionsVersion, {
    topics: [{ name, count, assignments: null }],
    timeoutMs,
    validateOnly: false,
  });
  refuseError('CreatePartitions', results[0]);
}

/** A created topic can be produced to when the broker leads all its partitions, which is when it knows their ends. */
async function waitForLeaders(client: WireClient, name: string, partitions: number): Promise<void> {
  const asked = Array.from({ length: partitions }, (_, partitionIndex) => ({ partitionIndex, timestamp: -1 }));
  const request = listOffsetsRequest({ name, id: ZERO_UUID }, asked);
  const deadline = performance.now() + timeoutMs;
  while (performance.now() < deadline) {
    const { topics } = await client.request(listOffsetsApi, listOffsetsVersion, request);
    const answers = topics[0]?.partitions ?? [];
    if (answers.length === partitions && answers.every(({ errorCode }) => errorCode === 0)) return;
    await delay(20);
  }
  throw new Error(`the topic ${name} had no leaders after ${timeoutMs} ms`);
}

/** Throws if the broker refuses; resolves when the topic's files are gone, or after some seconds without them going. */
export async function deleteTopic(address: Address, name: string, dataDirectory: string): Promise<void> {
  await using client = await connected(address);
  const { responses } = await client.request(deleteTopicsApi, deleteTopicsVersion, {
    topics: [{ name, topicId: ZERO_UUID }],
    topicNames: [],
    timeoutMs,
  });
  refuseError('DeleteTopics', responses[0]);
  const deadline = performance.now() + 10_000;
  while (performance.now() < deadline && (await hasFiles(dataDirectory, name))) await delay(50);
}

async function hasFiles(dataDirectory: string, topic: string): Promise<boolean> {
  const entries = await readdir(dataDirectory);
  return entries.some((entry) => entry.startsWith(`${topic}-`) || entry.startsWith(`${topic}.`));
}

interface Result {
  readonly errorCode: number;
  readonly errorMessage: string | null;
}

function refuseError(api: string, result: Result | undefined): void {
  if (result === undefined) throw new Error(`${api} was answered with nothing`);
  const { errorCode, errorMessage } = result;
  if (errorCode !== 0)
    throw new Error(`${api}: ${errorName(errorCode)}${errorMessage === null ? '' : `, ${errorMessage}`}`);
}

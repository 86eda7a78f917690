/** Creates topics until there are as many partitions as wanted, and writes a record to each. */
import { encodeRecordBatch, ZERO_UUID } from '@moldau/protocol';
import { createTopicsApi } from '@moldau/protocol/messages/create-topics';
import { produceApi } from '@moldau/protocol/messages/produce';
import { realRuntime } from '@moldau/runtime';
import { WireClient } from '../../tests/support/wire-client.ts';

export interface ManyPartitions {
  readonly partitions: number;
  readonly perTopic: number;
}

const timeoutMs = 120_000;

export async function createTopics(port: number, many: ManyPartitions): Promise<void> {
  await using connection = await connected(port);
  for (const { name, partitions } of topicsOf(many)) {
    const topic = { name, numPartitions: partitions, replicationFactor: 1, assignments: [], configs: [] };
    const body = { topics: [topic], timeoutMs, validateOnly: false };
    const { topics } = await connection.client.request(createTopicsApi, 7, body);
    if (topics[0]?.errorCode !== 0) throw new Error(`creating ${name} was answered ${topics[0]?.errorCode}`);
  }
}

/** Some topics at a time. */
export async function writeToEach(port: number, many: ManyPartitions): Promise<void> {
  await using connection = await connected(port);
  const value = Buffer.alloc(100, 'moldau');
  const records = encodeRecordBatch({ records: [{ timestamp: Date.now(), key: null, value }] });
  for (const { name, partitions } of topicsOf(many)) {
    const partitionData = Array.from({ length: partitions }, (_, index) => ({ index, records }));
    const topicData = [{ name, topicId: ZERO_UUID, partitionData }];
    const body = { transactionalId: null, acks: -1, timeoutMs, topicData };
    const { responses } = await connection.client.request(produceApi, 9, body);
    const failed = responses[0]?.partitionResponses.find(({ errorCode }) => errorCode !== 0);
    if (failed !== undefined) throw new Error(`writing to ${name} was answered ${failed.errorCode}`);
  }
}

function topicsOf({ partitions, perTopic }: ManyPartitions): { name: string; partitions: number }[] {
  return Array.from({ length: Math.ceil(partitions / perTopic) }, (_, index) => ({
    name: `many-${String(index).padStart(5, '0')}`,
    partitions: Math.min(perTopic, partitions - index * perTopic),
  }));
}

async function connected(port: number): Promise<AsyncDisposable & { readonly client: WireClient }> {
  const { network } = await realRuntime({ logLevel: 'silent' });
  const client = await WireClient.connect(network, { host: '127.0.0.1', port });
  return { client, [Symbol.asyncDispose]: () => client.close() };
}

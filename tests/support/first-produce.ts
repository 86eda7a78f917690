/** What a producer does with a broker that has just started: has its topic created, and sends until that is there. */
import { encodeRecordBatch, Errors, ZERO_UUID } from '@moldau/protocol';
import { metadataApi } from '@moldau/protocol/messages/metadata';
import { produceApi } from '@moldau/protocol/messages/produce';
import { realRuntime } from '@moldau/runtime';
import type { Endpoint } from '@moldau/runtime';
import { WireClient } from './wire-client.ts';

const name = 'first-produce';
const { network } = await realRuntime({ logLevel: 'silent' });

/** Resolves when a record is acknowledged with acks=all. */
export async function firstProduce(endpoint: Endpoint): Promise<void> {
  const client = await WireClient.connect(network, endpoint);
  do await createTopic(client);
  while ((await produce(client)) !== Errors.NONE);
  await client.close();
}

async function createTopic(client: WireClient): Promise<void> {
  await client.request(metadataApi, 12, {
    topics: [{ name, topicId: ZERO_UUID }],
    allowAutoTopicCreation: true,
    includeClusterAuthorizedOperations: false,
    includeTopicAuthorizedOperations: false,
  });
}

/** The error code. */
async function produce(client: WireClient): Promise<number | undefined> {
  const records = encodeRecordBatch({ records: [{ timestamp: Date.now(), key: null, value: Buffer.from('first') }] });
  const partitionData = [{ index: 0, records }];
  const { responses } = await client.request(produceApi, 9, {
    transactionalId: null,
    acks: -1,
    timeoutMs: 10_000,
    topicData: [{ name, topicId: ZERO_UUID, partitionData }],
  });
  return responses[0]?.partitionResponses[0]?.errorCode;
}

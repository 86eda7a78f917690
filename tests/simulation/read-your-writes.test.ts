/** What a client has written it can read at once, as with a lone replica of Kafka's, however long the flush takes. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { encodeRecordBatch, ZERO_UUID } from '@moldau/protocol';
import { fetchApi } from '@moldau/protocol/messages/fetch';
import { listOffsetsApi } from '@moldau/protocol/messages/list-offsets';
import { produceApi } from '@moldau/protocol/messages/produce';
import { fetchPartition, fetchRequest } from '../conformance/support/requests.ts';
import { WireClient } from '../support/wire-client.ts';
import { BrokerWorld } from './broker-world.ts';
import { brokerEndpoint } from './clients/broker-link.ts';
import { ScriptedClient } from './clients/scripted-client.ts';

/** A broker with the topic `orders`, whose disk has become slow, and a connection to it. */
async function slowWorld(seed: string): Promise<{ world: BrokerWorld; producer: ScriptedClient; client: WireClient }> {
  const world = new BrokerWorld(seed);
  await world.start();
  const producer = new ScriptedClient(world, 'producer');
  await producer.do(() => producer.createTopic('orders'));
  world.host.drive.faults.slowSyncMs = 500;
  const { network } = world.simulation.runtime('asker');
  const client = await world.simulation.settle(WireClient.connect(network, brokerEndpoint));
  return { world, producer, client };
}

async function askedOffset(world: BrokerWorld, client: WireClient, timestamp: number): Promise<number | undefined> {
  const partitions = [{ partitionIndex: 0, currentLeaderEpoch: -1, timestamp }];
  const request = { replicaId: -1, isolationLevel: 0, topics: [{ name: 'orders', partitions }], timeoutMs: 1000 };
  const { topics } = await world.simulation.settle(client.request(listOffsetsApi, 7, request));
  return topics[0]?.partitions[0]?.offset;
}

/** Produce with acks=0, which nothing answers. */
function sendUnacknowledged(client: WireClient): void {
  const records = encodeRecordBatch({ records: [{ timestamp: 1, key: null, value: Buffer.from('one') }] });
  const topicData = [{ name: 'orders', topicId: ZERO_UUID, partitionData: [{ index: 0, records }] }];
  client.send(produceApi, 9, { transactionalId: null, acks: 0, timeoutMs: 1000, topicData });
}

for (const [what, timestamp, expected] of [
  ['the end', -1, 1],
  ['the greatest timestamp', -3, 0],
  ['the first record since a time', 0, 0],
] as const) {
  test(`${what} takes in what the same connection sent with acks=0 just before (B96)`, async () => {
    const { world, client } = await slowWorld(`unacknowledged ${timestamp}`);
    sendUnacknowledged(client);
    assert.equal(await askedOffset(world, client, timestamp), expected);
    await world.stop();
  });
}

test('a fetch that does not wait returns what was acknowledged with acks=1', async () => {
  const { world, producer, client } = await slowWorld('acknowledged');
  assert.deepEqual(await producer.do(() => producer.produce('orders', 'one', 1)), { errorCode: 0, baseOffset: 0 });
  const request = fetchRequest([[{ name: 'orders', id: ZERO_UUID }, fetchPartition(0, 0)]], { maxWaitMs: 0 });
  const { responses } = await world.simulation.settle(client.request(fetchApi, 11, request));
  const [partition] = responses[0]?.partitions ?? [];
  assert.equal(partition?.highWatermark, 1);
  assert.ok(Buffer.isBuffer(partition?.records) && partition.records.length > 0);
  await world.stop();
});

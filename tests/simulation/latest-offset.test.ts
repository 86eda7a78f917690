/** What an acks=1 producer has an answer for is below the end that ListOffsets tells, though it is flushed later. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { listOffsetsApi } from '@moldau/protocol/messages/list-offsets';
import { BrokerWorld } from './broker-world.ts';
import { BrokerLink } from './clients/broker-link.ts';
import { ScriptedClient } from './clients/scripted-client.ts';

for (const [what, timestamp, expected] of [
  ['the end', -1, 1],
  ['the greatest timestamp', -3, 0],
  ['the first record since a time', 0, 0],
] as const) {
  test(`${what} takes in a record acknowledged with acks=1 whose flush is still under way (B96)`, async () => {
    const world = new BrokerWorld(`latest offset ${timestamp}`);
    await world.start();
    const producer = new ScriptedClient(world, 'producer');
    await producer.do(() => producer.createTopic('orders'));
    world.host.drive.faults.slowSyncMs = 500;
    assert.deepEqual(await producer.do(() => producer.produce('orders', 'one', 1)), { errorCode: 0, baseOffset: 0 });

    const link = new BrokerLink(world.simulation.runtime('asker'), 5000);
    const partitions = [{ partitionIndex: 0, currentLeaderEpoch: -1, timestamp }];
    const request = { replicaId: -1, isolationLevel: 0, topics: [{ name: 'orders', partitions }], timeoutMs: 1000 };
    const answer = await world.simulation.settle(link.call(listOffsetsApi, 7, request));
    assert.equal(answer.topics[0]?.partitions[0]?.offset, expected);
    await world.stop();
  });
}

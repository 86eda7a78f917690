/** Leader epochs in OffsetForLeaderEpoch and Fetch: B86–B88. */
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { Errors } from '@moldau/protocol';
import { fetchApi } from '@moldau/protocol/messages/fetch';
import { offsetForLeaderEpochApi } from '@moldau/protocol/messages/offset-for-leader-epoch';
import { brokerUnderTest, topicName, versionsOf } from './support/broker-under-test.ts';
import { bytesOf } from './support/records.ts';
import { batch, fetchPartition, STRANGE_ID, type Topic } from './support/requests.ts';

suite('Leader epochs', { timeout: 60_000 }, () => {
  const broker = brokerUnderTest();

  async function endOf(topic: Topic, leaderEpoch: number, version = 4, currentLeaderEpoch = -1, partition = 0) {
    const { topics } = await broker.client.request(offsetForLeaderEpochApi, version, {
      replicaId: -1,
      topics: [{ topic: topic.name, partitions: [{ partition, currentLeaderEpoch, leaderEpoch }] }],
    });
    const answer = topics[0]?.partitions[0];
    return [answer?.errorCode, answer?.leaderEpoch, answer?.endOffset];
  }

  test('the current epoch ends at the log end, a later one is unknown (B88)', async () => {
    const topic = await broker.topic();
    await broker.append(topic, batch(['a', 'b', 'c']));
    for (const version of versionsOf(offsetForLeaderEpochApi)) {
      assert.deepEqual(await endOf(topic, 0, version), [Errors.NONE, 0, 3], `v${version}`);
      assert.deepEqual(await endOf(topic, 1, version), [Errors.NONE, -1, -1]);
      assert.deepEqual(await endOf(topic, -1, version), [Errors.NONE, -1, -1]);
    }
  });

  test('the epoch of the caller’s view is checked (B86)', async () => {
    const topic = await broker.topic();
    for (const version of versionsOf(offsetForLeaderEpochApi)) {
      assert.deepEqual(await endOf(topic, 0, version, 3), [Errors.UNKNOWN_LEADER_EPOCH, -1, -1]);
      assert.equal((await endOf(topic, 0, version, 0))[0], Errors.NONE);
    }
  });

  test('an unknown topic or partition (B88)', async () => {
    const topic = await broker.topic();
    const unknown = { name: topicName(), id: STRANGE_ID };
    for (const version of versionsOf(offsetForLeaderEpochApi)) {
      assert.deepEqual(await endOf(unknown, 0, version), [Errors.UNKNOWN_TOPIC_OR_PARTITION, -1, -1]);
      assert.deepEqual(await endOf(topic, 0, version, -1, 7), [Errors.UNKNOWN_TOPIC_OR_PARTITION, -1, -1]);
    }
  });

  test('Fetch checks the epoch of the caller’s view from version 9 on (B86)', async () => {
    const topic = await broker.topic();
    await broker.append(topic, batch(['v']));
    for (const version of versionsOf(fetchApi)) {
      const code = async (currentLeaderEpoch: number) => {
        const asked = fetchPartition(0, 0, { currentLeaderEpoch });
        const { responses } = await broker.fetch([[topic, asked]], { version });
        return responses[0]?.partitions[0]?.errorCode;
      };
      assert.equal(await code(-1), Errors.NONE);
      assert.equal(await code(0), Errors.NONE);
      assert.equal(await code(5), version >= 9 ? Errors.UNKNOWN_LEADER_EPOCH : Errors.NONE, `v${version}`);
    }
  });

  test('a reader of the true epoch goes on; one of an epoch the log never had is out of range (B87)', async () => {
    const topic = await broker.topic();
    await broker.append(topic, batch(['a', 'b']));
    for (const version of versionsOf(fetchApi).filter((each) => each >= 12)) {
      const ask = async (lastFetchedEpoch: number, offset = 2) => {
        const asked = fetchPartition(0, offset, { lastFetchedEpoch });
        const { responses } = await broker.fetch([[topic, asked]], { version });
        const data = responses[0]?.partitions[0];
        assert.ok(data);
        return data;
      };
      const good = await ask(0, 0);
      assert.equal(good.errorCode, Errors.NONE);
      assert.ok(bytesOf(good).length > 0);
      assert.equal((await ask(9)).errorCode, Errors.OFFSET_OUT_OF_RANGE);
    }
  });

  test('a reader beyond the end of its epoch is told where it ends, at once and without records (B87)', async () => {
    const topic = await broker.topic();
    await broker.append(topic, batch(['a', 'b']));
    const asked = fetchPartition(0, 7, { lastFetchedEpoch: 0 });
    for (const version of versionsOf(fetchApi).filter((each) => each >= 12)) {
      const { responses } = await broker.fetch([[topic, asked]], { version, maxWaitMs: 120_000 });
      const data = responses[0]?.partitions[0];
      assert.equal(data?.errorCode, Errors.NONE);
      assert.deepEqual(data.divergingEpoch, { epoch: 0, endOffset: 2 });
      assert.equal(bytesOf(data).length, 0);
    }
  });
});

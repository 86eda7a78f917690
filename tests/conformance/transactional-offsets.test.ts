/** Offsets committed in transactions: B62, B71–B74. */
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { Errors } from '@moldau/protocol';
import { offsetFetchApi } from '@moldau/protocol/messages/offset-fetch';
import { txnOffsetCommitApi } from '@moldau/protocol/messages/txn-offset-commit';
import { brokerUnderTest, eventually, isElsewhere, topicName, versionsOf } from './support/broker-under-test.ts';
import type { Topic } from './support/requests.ts';
import { TransactionalProducer } from './support/transactional-producer.ts';

suite('Offsets in transactions', { timeout: 60_000 }, () => {
  const broker = brokerUnderTest();

  async function fetched(groupId: string, topic: Topic, requireStable = false) {
    const topics = [{ name: topic.name, topicId: topic.id, partitionIndexes: [0] }];
    const { groups } = await broker.client.request(offsetFetchApi, 9, {
      groupId: '',
      topics: [],
      groups: [{ groupId, memberId: null, memberEpoch: -1, topics }],
      requireStable,
    });
    const partition = groups[0]?.topics[0]?.partitions[0];
    if (partition === undefined) throw new Error('OffsetFetch answered no partition');
    return partition;
  }

  async function stable(groupId: string, topic: Topic): Promise<void> {
    await eventually(async () => (await fetched(groupId, topic, true)).errorCode === Errors.NONE);
  }

  for (const version of [1, 2] as const) {
    test(`appear with the commit and vanish with the abort, version ${version} (B71, B73, B74)`, async () => {
      const topic = await broker.topic();
      const groupId = topicName();
      const producer = await TransactionalProducer.ready(broker, version);
      assert.equal(await producer.commitOffset(groupId, topic, 7n, { metadata: 'seven' }), Errors.NONE);
      assert.equal((await fetched(groupId, topic)).committedOffset, -1n);
      const pending = await fetched(groupId, topic, true);
      assert.deepEqual([pending.errorCode, pending.committedOffset], [Errors.UNSTABLE_OFFSET_COMMIT, -1n]);
      await producer.end('commit');
      await stable(groupId, topic);
      const seven = await fetched(groupId, topic);
      assert.deepEqual([seven.committedOffset, seven.metadata, seven.committedLeaderEpoch], [7n, 'seven', 0]);

      assert.equal(await producer.commitOffset(groupId, topic, 9n), Errors.NONE);
      assert.equal((await fetched(groupId, topic)).committedOffset, 7n, 'without the flag, what was committed last');
      await producer.end('abort');
      await stable(groupId, topic);
      assert.equal((await fetched(groupId, topic)).committedOffset, 7n);
    });
  }

  test('are taken at every version', async () => {
    const topic = await broker.topic();
    for (const version of versionsOf(txnOffsetCommitApi)) {
      const groupId = topicName();
      const producer = await TransactionalProducer.ready(broker, version >= 5 ? 2 : 1);
      assert.equal(await producer.commitOffset(groupId, topic, 5n, { version }), Errors.NONE, `v${version}`);
      await producer.end('commit');
      await stable(groupId, topic);
      assert.equal((await fetched(groupId, topic)).committedOffset, 5n);
    }
  });

  test('of an ended transaction or an unknown generation are refused (B71, B72)', async () => {
    const topic = await broker.topic();
    const groupId = topicName();
    const producer = await TransactionalProducer.ready(broker, 2);
    await producer.commitOffset(groupId, topic, 1n);
    const zombie = new TransactionalProducer(broker, 2, producer.transactionalId);
    Object.assign(zombie, { producerId: producer.producerId, producerEpoch: producer.producerEpoch });
    await producer.end('commit');
    await stable(groupId, topic);
    assert.equal(await zombie.commitOffset(groupId, topic, 2n), Errors.INVALID_PRODUCER_EPOCH);
    const wrong = { generationId: 4, memberId: 'nobody' };
    assert.equal(await producer.commitOffset(topicName(), topic, 2n, wrong), Errors.ILLEGAL_GENERATION);
    assert.equal((await fetched(groupId, topic)).committedOffset, 1n);
    await producer.end('abort');
  });

  test('of a partition or a topic that is not there are refused', async () => {
    const unknown = { name: topicName(), id: '' };
    const producer = await TransactionalProducer.ready(broker, 2);
    assert.equal(await producer.commitOffset(topicName(), unknown, 1n), Errors.UNKNOWN_TOPIC_OR_PARTITION);
  });

  test('need the group added to the transaction by older producers (B65)', { skip: isElsewhere }, async () => {
    const topic = await broker.topic();
    const groupId = topicName();
    const added = await TransactionalProducer.ready(broker, 1);
    await added.commitOffset(groupId, topic, 1n);
    const other = await TransactionalProducer.ready(broker, 1);
    for (const [version, code] of [
      [4, Errors.TRANSACTION_ABORTABLE],
      [3, Errors.INVALID_TXN_STATE],
    ] as const) {
      const { topics } = await broker.client.request(txnOffsetCommitApi, version, {
        ...other.who,
        groupId,
        generationId: -1,
        memberId: '',
        groupInstanceId: null,
        topics: [
          {
            name: topic.name,
            partitions: [{ partitionIndex: 0, committedOffset: 3n, committedLeaderEpoch: -1, committedMetadata: null }],
          },
        ],
      });
      assert.equal(topics[0]?.partitions[0]?.errorCode, code);
    }
    await added.end('commit');
    await stable(groupId, topic);
    assert.equal((await fetched(groupId, topic)).committedOffset, 1n);
  });
});

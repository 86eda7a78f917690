/** DeleteRecords: B57, B100, and what fetches and look-ups make of it (B67, B96, B97). */
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { encodeRecordBatch, Errors } from '@moldau/protocol';
import { type DeleteRecordsRequest, deleteRecordsApi } from '@moldau/protocol/messages/delete-records';
import { fetchApi } from '@moldau/protocol/messages/fetch';
import { findCoordinatorApi } from '@moldau/protocol/messages/find-coordinator';
import { listOffsetsApi } from '@moldau/protocol/messages/list-offsets';
import { produceApi } from '@moldau/protocol/messages/produce';
import { brokerUnderTest, eventually, isElsewhere, topicName, versionsOf } from './support/broker-under-test.ts';
import { recordsOf, valuesOf } from './support/records.ts';
import {
  batch,
  fetchPartition,
  fetchRequest,
  listOffsetsRequest,
  produceRequest,
  record,
  sequenced,
  STRANGE_ID,
  type Topic,
  topicData,
} from './support/requests.ts';
import { TransactionalProducer } from './support/transactional-producer.ts';

const versions = versionsOf(deleteRecordsApi);
const latest = deleteRecordsApi.maxVersion;

suite('DeleteRecords', { timeout: 60_000 }, () => {
  const broker = brokerUnderTest();

  function request(topic: Topic, ...partitions: readonly (readonly [number, number])[]): DeleteRecordsRequest {
    const asked = partitions.map(([partitionIndex, offset]) => ({ partitionIndex, offset }));
    return { topics: [{ name: topic.name, partitions: asked }], timeoutMs: 10_000 };
  }

  /** Code and low watermark of deleting from partition 0. */
  async function deleted(topic: Topic, offset: number, version = latest) {
    const { topics } = await broker.client.request(deleteRecordsApi, version, request(topic, [0, offset]));
    const answer = topics[0]?.partitions[0];
    return [answer?.errorCode, answer?.lowWatermark];
  }

  async function found(topic: Topic, timestamp: number) {
    const { topics } = await broker.client.request(listOffsetsApi, 7, listOffsetsRequest(topic, [{ timestamp }]));
    const answer = topics[0]?.partitions[0];
    return [answer?.errorCode, answer?.offset];
  }

  async function filled(values: readonly string[] = ['a', 'b', 'c', 'd']): Promise<Topic> {
    const topic = await broker.topic();
    for (const value of values) await broker.append(topic, batch([value]));
    return topic;
  }

  test('records below the offset can no longer be read, in every version (B100)', async () => {
    for (const version of versions) {
      const topic = await filled();
      assert.deepEqual(await deleted(topic, 2, version), [Errors.NONE, 2], `v${version}`);
      assert.equal(await broker.offset(topic, -2), 2);
      assert.equal(await broker.offset(topic, -1), 4);
      for (const gone of [0, 1]) {
        const refused = await broker.fetchOne(topic, gone);
        assert.equal(refused.errorCode, Errors.OFFSET_OUT_OF_RANGE);
        assert.equal(refused.records?.length ?? 0, 0);
      }
      const kept = await broker.fetchOne(topic, 2);
      assert.equal(kept.logStartOffset, 2);
      assert.deepEqual(valuesOf(kept), ['c', 'd']);
    }
  });

  test('an offset of -1 is the high watermark: what was written is gone, and the log goes on (B100)', async () => {
    for (const version of versions) {
      const topic = await filled();
      assert.deepEqual(await deleted(topic, -1, version), [Errors.NONE, 4], `v${version}`);
      assert.equal(await broker.offset(topic, -2), 4);
      assert.deepEqual(valuesOf(await broker.fetchOne(topic, 4)), []);
      assert.equal(await broker.append(topic, batch(['e'])), 4);
      assert.deepEqual(valuesOf(await broker.fetchOne(topic, 4)), ['e']);
    }
  });

  test('the high watermark has passed whatever was sent before, also without acknowledgement (B100)', async () => {
    const topic = await broker.topic();
    const client = await broker.connect();
    client.send(produceApi, 12, produceRequest([topicData(topic, [0, batch(['unanswered'])])], { acks: 0 }));
    const { topics } = await client.request(deleteRecordsApi, latest, request(topic, [0, -1]));
    assert.deepEqual(topics[0]?.partitions, [{ partitionIndex: 0, lowWatermark: 1, errorCode: Errors.NONE }]);
  });

  test('beyond the high watermark and below zero nothing can be deleted (B100)', async () => {
    const topic = await filled();
    for (const offset of [5, 1_000_000, -2, -100]) {
      assert.deepEqual(await deleted(topic, offset), [Errors.OFFSET_OUT_OF_RANGE, -1], `${offset}`);
    }
    assert.equal(await broker.offset(topic, -2), 0);
  });

  test('below the log start it succeeds without effect (B100)', async () => {
    const topic = await filled();
    assert.deepEqual(await deleted(topic, 3), [Errors.NONE, 3]);
    for (const offset of [0, 2, 3]) assert.deepEqual(await deleted(topic, offset), [Errors.NONE, 3]);
  });

  test('each partition has its own answer (B100)', async () => {
    const topic = await broker.topic(2);
    await broker.append(topic, batch(['a']));
    await broker.append(topic, batch(['b', 'c']), { partition: 1 });
    const unknown = { name: topicName(), id: STRANGE_ID };
    for (const version of versions) {
      const { topics } = await broker.client.request(deleteRecordsApi, version, {
        topics: [...request(topic, [0, 9], [1, 1], [2, 0]).topics, ...request(unknown, [0, 0]).topics],
        timeoutMs: 10_000,
      });
      const answers = topics.flatMap(({ name, partitions }) =>
        partitions.map(({ partitionIndex, errorCode, lowWatermark }) => [
          name,
          partitionIndex,
          errorCode,
          lowWatermark,
        ]),
      );
      const inOrder = (rows: readonly unknown[][]) => rows.map((row) => JSON.stringify(row)).sort();
      assert.deepEqual(
        inOrder(answers),
        inOrder([
          [topic.name, 0, Errors.OFFSET_OUT_OF_RANGE, -1],
          [topic.name, 1, Errors.NONE, 1],
          [topic.name, 2, Errors.UNKNOWN_TOPIC_OR_PARTITION, -1],
          [unknown.name, 0, Errors.UNKNOWN_TOPIC_OR_PARTITION, -1],
        ]),
      );
    }
  });

  test('the policy of the topic decides, as it is at the time (B100, B143)', async () => {
    const topic = await broker.topic(1, { 'cleanup.policy': 'compact' });
    await broker.append(topic, batch(['a', 'b']));
    assert.deepEqual(await deleted(topic, 1), [Errors.POLICY_VIOLATION, -1]);
    await broker.configure(topic, 'cleanup.policy', 'compact,delete');
    assert.deepEqual(await deleted(topic, 1), [Errors.NONE, 1]);
  });

  test('internal topics are not for deleting from (B100)', async () => {
    const coordinator = { key: 'any', keyType: 0, coordinatorKeys: [] };
    await eventually(
      async () => (await broker.client.request(findCoordinatorApi, 3, coordinator)).errorCode === Errors.NONE,
    );
    const offsets = { name: '__consumer_offsets', id: '' };
    assert.deepEqual(await deleted(offsets, 0), [Errors.INVALID_TOPIC_EXCEPTION, -1]);
  });

  test('looks for times do not find what is gone (B97, B100)', async () => {
    const topic = await broker.topic();
    const records = [10, 40, 20].map((timestamp) => record('v', { timestamp }));
    await broker.append(topic, encodeRecordBatch({ records, codec: 'gzip' }));
    await broker.append(topic, encodeRecordBatch({ records: [record('v', { timestamp: 30 })] }));
    assert.deepEqual(await found(topic, 0), [Errors.NONE, 0]);
    await deleted(topic, 1);
    assert.deepEqual(await found(topic, 0), [Errors.NONE, 1]);
    await deleted(topic, 2);
    assert.deepEqual(await found(topic, 0), [Errors.NONE, 2]);
    assert.deepEqual(await found(topic, 25), [Errors.NONE, 3]);
    assert.deepEqual(await found(topic, 35), [Errors.NONE, -1]);
  });

  test('the middle of a batch may be the start: the batch is read whole (B97, B100)', async () => {
    const topic = await broker.topic();
    await broker.append(topic, batch(['a', 'b', 'c', 'd'], { codec: 'zstd' }));
    await deleted(topic, 2);
    const kept = await broker.fetchOne(topic, 2);
    assert.deepEqual(
      recordsOf(kept).map(({ offset }) => offset),
      [0, 1, 2, 3],
    );
    assert.equal((await broker.fetchOne(topic, 1)).errorCode, Errors.OFFSET_OUT_OF_RANGE);
  });

  test('a producer whose records are gone goes on in sequence, and its duplicates are known (B51, B57)', async () => {
    const topic = await broker.topic();
    const id = await broker.producerId();
    for (const sequence of [0, 1, 2]) await broker.append(topic, sequenced(id, 0, sequence));
    await deleted(topic, -1);
    assert.equal(await broker.append(topic, sequenced(id, 0, 2)), 2);
    assert.equal(await broker.append(topic, sequenced(id, 0, 3)), 3);
    assert.equal(await broker.offset(topic, -1), 4);
  });

  test('a transaction that began below the start is open from there on (B67)', async () => {
    const topic = await broker.topic();
    const producer = await TransactionalProducer.ready(broker, 2);
    for (const value of ['a', 'b', 'c']) await producer.send(topic, [value]);
    assert.deepEqual(await deleted(topic, 2), [Errors.NONE, 2]);
    const open = await broker.fetchOne(topic, 2, { isolationLevel: 1 });
    assert.equal(open.lastStableOffset, 2);
    assert.deepEqual(valuesOf(open), []);
    await producer.end('commit');
    await eventually(async () => (await broker.fetchOne(topic, 2, { isolationLevel: 1 })).lastStableOffset === 4);
    const committed = recordsOf(await broker.fetchOne(topic, 2, { isolationLevel: 1 }));
    assert.deepEqual(
      committed.filter(({ offset }) => offset >= 2).map(({ value }) => value?.toString()),
      ['c'],
    );
  });

  test('an aborted transaction is told of as long as a record or its marker is there (B68)', async () => {
    const topic = await broker.topic();
    const producer = await TransactionalProducer.ready(broker, 2);
    await producer.send(topic, ['a', 'b', 'c']);
    await producer.end('abort');
    await eventually(async () => (await broker.offset(topic, -1)) === 4);
    await eventually(async () => (await broker.fetchOne(topic, 0, { isolationLevel: 1 })).lastStableOffset === 4);
    await deleted(topic, 2);
    const read = await broker.fetchOne(topic, 2, { isolationLevel: 1 });
    assert.deepEqual(read.abortedTransactions, [{ producerId: producer.producerId, firstOffset: 0 }]);
  });

  test('a session is told of the new start once', async () => {
    const topic = await filled();
    const ask = async (sessionId: number, sessionEpoch: number) =>
      broker.client.request(
        fetchApi,
        12,
        fetchRequest(sessionEpoch === 0 ? [[topic, fetchPartition(0, 4)]] : [], { sessionId, sessionEpoch }),
      );
    const { sessionId } = await ask(0, 0);
    await deleted(topic, 3);
    const told = await ask(sessionId, 1);
    assert.deepEqual(
      told.responses.flatMap(({ partitions }) => partitions.map(({ logStartOffset }) => logStartOffset)),
      [3],
    );
    assert.deepEqual((await ask(sessionId, 2)).responses, []);
  });

  const noWake = isElsewhere ? 'Apache Kafka lets it wait for its time' : false;
  test('a fetch that waits below the new start is told at once', { skip: noWake }, async () => {
    const topic = await filled();
    const client = await broker.connect();
    const parked = broker.fetchOne(topic, 1, { client, maxWaitMs: 120_000, minBytes: 1_000_000 });
    await broker.offset(topic, -1);
    await deleted(topic, 3);
    assert.equal((await parked).errorCode, Errors.OFFSET_OUT_OF_RANGE);
  });

  test('a request without topics is answered without topics', async () => {
    for (const version of versions) {
      const answer = await broker.client.request(deleteRecordsApi, version, { topics: [], timeoutMs: 0 });
      assert.deepEqual(answer.topics, []);
    }
  });
});

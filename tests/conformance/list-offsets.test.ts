/** ListOffsets: B86, B96–B99. */
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { encodeRecordBatch, Errors } from '@moldau/protocol';
import type { ListOffsetsPartition, ListOffsetsRequest } from '@moldau/protocol/messages/list-offsets';
import { listOffsetsApi } from '@moldau/protocol/messages/list-offsets';
import { brokerUnderTest, topicName, versionsOf } from './support/broker-under-test.ts';
import { batch, listOffsetsRequest, record, STRANGE_ID, type Topic } from './support/requests.ts';

const versions = versionsOf(listOffsetsApi);

suite('ListOffsets', { timeout: 60_000 }, () => {
  const broker = brokerUnderTest();

  async function listed(
    topic: Topic,
    partitions: readonly Partial<ListOffsetsPartition>[],
    version: number,
    rest: Partial<ListOffsetsRequest> = {},
  ) {
    const { topics } = await broker.client.request(
      listOffsetsApi,
      version,
      listOffsetsRequest(topic, partitions, rest),
    );
    assert.equal(topics.length, 1);
    return topics[0]?.partitions ?? [];
  }

  /** Code, offset, timestamp and leader epoch of one look-up. */
  async function found(topic: Topic, timestamp: number, version = 11, rest: Partial<ListOffsetsRequest> = {}) {
    const [answer] = await listed(topic, [{ timestamp }], version, rest);
    return [answer?.errorCode, answer?.offset, answer?.timestamp, answer?.leaderEpoch];
  }

  function stamped(...timestamps: number[]): Buffer {
    return encodeRecordBatch({ records: timestamps.map((timestamp) => record('v', { timestamp })), codec: 'gzip' });
  }

  test('earliest and latest, in every version and isolation level (B96)', async () => {
    const topic = await broker.topic();
    await broker.append(topic, batch(['a', 'b', 'c']));
    for (const version of versions) {
      const epoch = version >= 4 ? 0 : -1;
      for (const isolationLevel of version >= 2 ? [0, 1] : [0]) {
        assert.deepEqual(await found(topic, -2, version, { isolationLevel }), [0, 0, -1, epoch], `v${version}`);
        assert.deepEqual(await found(topic, -1, version, { isolationLevel }), [0, 3, -1, epoch], `v${version}`);
      }
    }
  });

  test('an empty log (B96)', async () => {
    const topic = await broker.topic();
    for (const timestamp of [-1, -2, -4]) {
      const [code, offset, time] = await found(topic, timestamp);
      assert.deepEqual([code, offset, time], [Errors.NONE, 0, -1], `${timestamp}`);
    }
    for (const timestamp of [-3, -5, 0]) {
      assert.deepEqual(await found(topic, timestamp), [Errors.NONE, -1, -1, -1], `${timestamp}`);
    }
  });

  test('the record with the greatest timestamp, wherever it is (B96)', async () => {
    const topic = await broker.topic();
    await broker.append(topic, stamped(10, 40, 20));
    assert.deepEqual(await found(topic, -3, 7), [Errors.NONE, 1, 40, 0]);
    await broker.append(topic, stamped(30, 40));
    assert.deepEqual(await found(topic, -3), [Errors.NONE, 1, 40, 0]);
    await broker.append(topic, stamped(30, 50, 50));
    assert.deepEqual(await found(topic, -3), [Errors.NONE, 6, 50, 0]);
  });

  test('a special value that is too new for the version, or none at all (B96)', async () => {
    const topic = await broker.topic();
    await broker.append(topic, batch(['v']));
    const since = new Map([
      [-3, 7],
      [-4, 8],
      [-5, 9],
      [-6, 11],
      [-7, 99],
      [-1000, 99],
    ]);
    for (const [timestamp, from] of since) {
      for (const version of versions) {
        const [code, offset] = await found(topic, timestamp, version);
        assert.equal(code, version >= from ? Errors.NONE : Errors.UNSUPPORTED_VERSION, `${timestamp} in v${version}`);
        if (version < from) assert.equal(offset, -1);
      }
    }
  });

  test('nothing is tiered, so there is nothing to tell of tiers (B96)', async () => {
    const topic = await broker.topic();
    await broker.append(topic, batch(['v']));
    assert.deepEqual(await found(topic, -4), [Errors.NONE, 0, -1, 0]);
    assert.deepEqual((await found(topic, -5)).slice(0, 3), [Errors.NONE, -1, -1]);
    assert.deepEqual((await found(topic, -6)).slice(0, 3), [Errors.NONE, -1, -1]);
  });

  test('a time finds the first record of that time or later, inside compressed batches too (B97)', async () => {
    const topic = await broker.topic();
    await broker.append(topic, stamped(100, 300, 200));
    await broker.append(topic, stamped(250, 400));
    for (const version of versions) {
      const epoch = version >= 4 ? 0 : -1;
      assert.deepEqual(await found(topic, 0, version), [0, 0, 100, epoch], `v${version}`);
      assert.deepEqual(await found(topic, 101, version), [0, 1, 300, epoch]);
      assert.deepEqual(await found(topic, 300, version), [0, 1, 300, epoch]);
      assert.deepEqual(await found(topic, 301, version), [0, 4, 400, epoch]);
      assert.deepEqual(await found(topic, 401, version), [0, -1, -1, -1]);
    }
  });

  test('errors are each partition’s own (B98)', async () => {
    const topic = await broker.topic();
    const unknown = { name: topicName(), id: STRANGE_ID };
    for (const version of versions) {
      const answers = await listed(topic, [{ partitionIndex: 1 }, { partitionIndex: 0 }], version);
      const codes = new Map(answers.map(({ partitionIndex, errorCode }) => [partitionIndex, errorCode]));
      assert.deepEqual([codes.get(0), codes.get(1)], [Errors.NONE, Errors.UNKNOWN_TOPIC_OR_PARTITION]);
      const [strange] = await listed(unknown, [{}], version);
      assert.equal(strange?.errorCode, Errors.UNKNOWN_TOPIC_OR_PARTITION);
      assert.equal(strange.offset, -1);
      assert.equal(strange.timestamp, -1);
    }
  });

  test('the same partition twice is no request, the others are answered (B98)', async () => {
    const topic = await broker.topic(2);
    for (const version of versions) {
      const answers = await listed(topic, [{}, { timestamp: -2 }, { partitionIndex: 1 }], version);
      const codes = new Map(answers.map(({ partitionIndex, errorCode }) => [partitionIndex, errorCode]));
      assert.deepEqual([codes.get(0), codes.get(1)], [Errors.INVALID_REQUEST, Errors.NONE]);
    }
  });

  test('the leader epoch is checked where it is given (B86)', async () => {
    const topic = await broker.topic();
    for (const version of versions.filter((each) => each >= 4)) {
      const code = async (currentLeaderEpoch: number) =>
        (await listed(topic, [{ currentLeaderEpoch }], version))[0]?.errorCode;
      assert.equal(await code(-1), Errors.NONE);
      assert.equal(await code(0), Errors.NONE);
      assert.equal(await code(1), Errors.UNKNOWN_LEADER_EPOCH);
    }
  });

  test('a debugging client sees the log end (B99)', async () => {
    const topic = await broker.topic();
    await broker.append(topic, batch(['v']));
    assert.deepEqual(await found(topic, -1, 7, { replicaId: -2 }), [Errors.NONE, 1, -1, 0]);
  });

  test('a request without topics is answered without topics', async () => {
    for (const version of versions) {
      const request = { replicaId: -1, isolationLevel: 0, topics: [], timeoutMs: 0 };
      assert.deepEqual((await broker.client.request(listOffsetsApi, version, request)).topics, []);
    }
  });
});

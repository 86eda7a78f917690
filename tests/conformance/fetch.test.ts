/** Fetch without sessions: B26, B78–B84, B90–B95. */
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { Errors, ZERO_UUID } from '@moldau/protocol';
import { fetchApi } from '@moldau/protocol/messages/fetch';
import { brokerUnderTest, topicName, versionsOf } from './support/broker-under-test.ts';
import { batchesOf, bytesOf, valuesOf } from './support/records.ts';
import { batch, fetchPartition, STRANGE_ID, type Topic } from './support/requests.ts';

/** Longer than any test may take. */
const FOR_EVER = 120_000;

suite('Fetch', { timeout: 60_000 }, () => {
  const broker = brokerUnderTest();

  /** A topic whose partition 0 holds `count` batches of two records and about `bytes` bytes. */
  async function filled(count: number, bytes = 100): Promise<Topic> {
    const topic = await broker.topic();
    for (let index = 0; index < count; index++) {
      await broker.append(topic, batch([`${index}a`, `${index}b`.padEnd(bytes, '.')]));
    }
    return topic;
  }

  test('every version and both isolation levels return the same records and the true ends (B83, B90)', async () => {
    const topic = await filled(2);
    for (const version of versionsOf(fetchApi)) {
      for (const isolationLevel of [0, 1]) {
        const data = await broker.fetchOne(topic, 0, { version, isolationLevel });
        assert.equal(data.errorCode, Errors.NONE, `v${version}`);
        assert.equal(data.highWatermark, 4);
        assert.equal(data.lastStableOffset, 4);
        assert.equal(data.logStartOffset, version >= 5 ? 0 : -1);
        assert.equal(data.preferredReadReplica, -1);
        assert.deepEqual(data.abortedTransactions, isolationLevel === 1 ? [] : null);
        assert.deepEqual(
          batchesOf(data).map(({ baseOffset }) => baseOffset),
          [0, 2],
        );
      }
    }
  });

  test('an offset inside a batch returns that whole batch (B78)', async () => {
    const topic = await filled(3);
    for (const offset of [2, 3]) {
      assert.deepEqual(
        batchesOf(await broker.fetchOne(topic, offset)).map(({ baseOffset }) => baseOffset),
        [2, 4],
      );
    }
  });

  test('the log end is no error; beyond it and below the start it is OFFSET_OUT_OF_RANGE (B82)', async () => {
    const topic = await filled(1);
    for (const version of versionsOf(fetchApi)) {
      const end = await broker.fetchOne(topic, 2, { version });
      assert.equal(end.errorCode, Errors.NONE);
      assert.equal(end.highWatermark, 2);
      assert.equal(bytesOf(end).length, 0);
      for (const offset of [3, -1, 1_000_000]) {
        const beyond = await broker.fetchOne(topic, offset, { version, maxWaitMs: FOR_EVER });
        assert.equal(beyond.errorCode, Errors.OFFSET_OUT_OF_RANGE);
        assert.equal(beyond.highWatermark, -1);
        assert.equal(beyond.lastStableOffset, -1);
        assert.equal(beyond.logStartOffset, -1);
        assert.equal(bytesOf(beyond).length, 0);
      }
    }
  });

  test('the first partition with data returns a whole batch whatever the limits say (B79)', async () => {
    const topic = await filled(2, 5000);
    const empty = await broker.topic();
    const { responses } = await broker.fetch(
      [
        [empty, fetchPartition(0, 0, { partitionMaxBytes: 1 })],
        [topic, fetchPartition(0, 0, { partitionMaxBytes: 1 })],
      ],
      { maxBytes: 1, maxWaitMs: FOR_EVER },
    );
    assert.deepEqual(
      responses.map(({ partitions: [data] }) => data && batchesOf(data).length),
      [0, 1],
    );
    assert.equal(batchesOf(await broker.fetchOne(topic, 0, { maxBytes: 0 })).length, 1);
  });

  test('later partitions share what is left and return nothing that does not fit (B79, B80)', async () => {
    const topic = await broker.topic(3);
    for (const partition of [0, 1, 2]) {
      for (const value of ['first', 'second']) {
        await broker.append(topic, batch([value.padEnd(4000, '.')]), { partition });
      }
    }
    const size = batch(['first'.padEnd(4000, '.')]).length;
    const partitions = [0, 1, 2].map((partition) => fetchPartition(partition, 0));
    const lengths = async (maxBytes: number) => {
      const { responses } = await broker.fetch([[topic, ...partitions]], { maxBytes });
      return responses[0]?.partitions.map((data) => batchesOf(data).length);
    };
    assert.deepEqual(await lengths(1), [1, 0, 0]);
    assert.deepEqual(await lengths(2 * size + 10), [2, 0, 0]);
    assert.deepEqual(await lengths(3 * size + 10), [2, 1, 0]);
    assert.deepEqual(await lengths(100 * size), [2, 2, 2]);
  });

  test('a partition’s own limit holds for it alone (B80)', async () => {
    const topic = await broker.topic(2);
    for (const partition of [0, 1, 0, 1]) await broker.append(topic, batch(['v'.padEnd(4000, '.')]), { partition });
    const { responses } = await broker.fetch([
      [topic, fetchPartition(0, 0, { partitionMaxBytes: 5000 }), fetchPartition(1, 0)],
    ]);
    assert.deepEqual(
      responses[0]?.partitions.map((data) => batchesOf(data).length),
      [1, 2],
    );
  });

  test('enough bytes are answered at once, over several partitions too (B81)', async () => {
    const topic = await broker.topic(2);
    const sent = batch(['v'.padEnd(1000, '.')]);
    for (const partition of [0, 1]) await broker.append(topic, Buffer.from(sent), { partition });
    const both = [fetchPartition(0, 0), fetchPartition(1, 0)];
    await broker.fetch([[topic, ...both]], { maxWaitMs: FOR_EVER, minBytes: 2 * sent.length });
    await broker.fetch([[topic, ...both]], { maxWaitMs: FOR_EVER, minBytes: 0 });
    await broker.fetch([], { maxWaitMs: FOR_EVER, minBytes: 1 });
  });

  test('min_bytes above max_bytes waits for no more than max_bytes (B81)', async () => {
    const topic = await filled(3, 1000);
    const data = await broker.fetchOne(topic, 0, { maxWaitMs: FOR_EVER, minBytes: 1_000_000, maxBytes: 1500 });
    assert.equal(batchesOf(data).length, 1);
  });

  test('too few bytes wait until max_wait_ms, then what there is comes (B81)', async () => {
    const topic = await filled(1);
    const data = await broker.fetchOne(topic, 0, { maxWaitMs: 50, minBytes: 100_000 });
    assert.equal(batchesOf(data).length, 1);
    assert.equal(bytesOf(await broker.fetchOne(topic, 2, { maxWaitMs: 50 })).length, 0);
  });

  test('an append wakes a parked fetch, in every version (B81)', async () => {
    const topic = await broker.topic(2);
    for (const [index, version] of versionsOf(fetchApi).entries()) {
      const client = await broker.connect();
      const parked = broker.fetch([[topic, fetchPartition(0, index), fetchPartition(1, 0)]], {
        version,
        client,
        maxWaitMs: FOR_EVER,
      });
      await broker.append(topic, batch([`${version}`]));
      const { responses } = await parked;
      const [data] = responses[0]?.partitions ?? [];
      assert.deepEqual(data && valuesOf(data), [`${version}`]);
      assert.equal(data?.highWatermark, index + 1);
    }
  });

  test('appends add up over partitions until min_bytes are there (B81)', async () => {
    const topic = await broker.topic(2);
    const sent = batch(['v'.padEnd(1000, '.')]);
    const parked = broker.fetch([[topic, fetchPartition(0, 0), fetchPartition(1, 0)]], {
      client: await broker.connect(),
      maxWaitMs: FOR_EVER,
      minBytes: 3 * sent.length,
    });
    for (const partition of [0, 1, 0]) await broker.append(topic, Buffer.from(sent), { partition });
    const { responses } = await parked;
    const lengths = responses[0]?.partitions.map((data) => batchesOf(data).length) ?? [];
    assert.equal(
      lengths.reduce((sum, length) => sum + length, 0),
      3,
    );
  });

  test('an error is answered at once, beside partitions that would wait (B81, B84)', async () => {
    const topic = await broker.topic();
    const other = await broker.topic();
    const bad = [
      [Errors.OFFSET_OUT_OF_RANGE, fetchPartition(0, 7)],
      [Errors.UNKNOWN_LEADER_EPOCH, fetchPartition(0, 0, { currentLeaderEpoch: 99 })],
    ] as const;
    for (const [code, partition] of bad) {
      const { responses } = await broker.fetch(
        [
          [topic, fetchPartition(0, 0)],
          [other, partition],
        ],
        { client: await broker.connect(), maxWaitMs: FOR_EVER },
      );
      assert.deepEqual(
        responses.map(({ partitions }) => partitions[0]?.errorCode),
        [Errors.NONE, code],
      );
    }
  });

  test('an unknown topic does not keep a fetch from waiting for the others (B81)', async () => {
    const topic = await broker.topic();
    const unknown = { name: topicName(), id: STRANGE_ID };
    for (const [index, version] of versionsOf(fetchApi).entries()) {
      const parked = broker.fetch(
        [
          [topic, fetchPartition(0, index), fetchPartition(8, 0)],
          [unknown, fetchPartition(0, 0)],
        ],
        { version, client: await broker.connect(), maxWaitMs: FOR_EVER },
      );
      await broker.offset(topic, -1);
      await broker.append(topic, batch([`${version}`]));
      const answers = (await parked).responses.flatMap(({ partitions }) => partitions);
      const records = answers.find(({ errorCode }) => errorCode === Errors.NONE);
      assert.deepEqual(records && valuesOf(records), [`${version}`]);
      assert.equal(answers.length, 3);
    }
  });

  test('an unknown topic or partition is answered at once (B94)', async () => {
    const unknown = { name: topicName(), id: STRANGE_ID };
    const topic = await broker.topic();
    const client = await broker.connect();
    for (const version of versionsOf(fetchApi)) {
      const options = { version, client, maxWaitMs: FOR_EVER };
      const strange = await broker.fetchOne(unknown, 0, options);
      assert.equal(strange.errorCode, version >= 13 ? Errors.UNKNOWN_TOPIC_ID : Errors.UNKNOWN_TOPIC_OR_PARTITION);
      const { errorCode, highWatermark } = await broker.fetchOne(topic, 0, { ...options, partition: 1 });
      assert.equal(errorCode, Errors.UNKNOWN_TOPIC_OR_PARTITION);
      assert.equal(highWatermark, -1);
    }
    const zero = await broker.fetchOne({ name: '', id: ZERO_UUID }, 0, { version: 13, maxWaitMs: FOR_EVER });
    assert.equal(zero.errorCode, Errors.UNKNOWN_TOPIC_ID);
  });

  test('deleting a topic wakes the fetches that are parked for it (B26, B94)', async () => {
    for (const version of versionsOf(fetchApi)) {
      const topic = await broker.topic();
      const client = await broker.connect();
      const parked = broker.fetchOne(topic, 0, { version, client, maxWaitMs: FOR_EVER });
      await broker.deleteTopic(topic);
      const { errorCode } = await parked;
      assert.ok(
        errorCode === Errors.UNKNOWN_TOPIC_OR_PARTITION || errorCode === Errors.UNKNOWN_TOPIC_ID,
        `v${version}`,
      );
    }
  });

  test('a full fetch answers every partition, in the order of the request (B84, B93)', async () => {
    const [first, second] = [await broker.topic(3), await broker.topic(2)];
    for (const version of versionsOf(fetchApi)) {
      const { responses } = await broker.fetch(
        [
          [second, fetchPartition(1, 0), fetchPartition(0, 0)],
          [first, fetchPartition(2, 0), fetchPartition(0, 0), fetchPartition(1, 0)],
        ],
        { version },
      );
      const answered = responses.map(({ topic, topicId, partitions }) => [
        version >= 13 ? topicId : topic,
        ...partitions.map(({ partitionIndex }) => partitionIndex),
      ]);
      const key = (topic: Topic) => (version >= 13 ? topic.id : topic.name);
      assert.deepEqual(answered, [
        [key(second), 1, 0],
        [key(first), 2, 0, 1],
      ]);
    }
  });

  test('a fetch that is parked when its client leaves does no harm (B15)', async () => {
    const topic = await broker.topic();
    const leaving = await broker.connect();
    const parked = broker.fetchOne(topic, 0, { client: leaving, maxWaitMs: FOR_EVER });
    await leaving.close();
    await assert.rejects(parked);
    await broker.append(topic, batch(['v']));
    assert.deepEqual(valuesOf(await broker.fetchOne(topic, 0)), ['v']);
  });

  test('one connection’s requests wait behind its parked fetch and are answered in order (B9)', async () => {
    const topic = await broker.topic();
    const client = await broker.connect();
    const parked = broker.fetchOne(topic, 0, { client, maxWaitMs: FOR_EVER });
    const next = broker.fetchOne(topic, 0, { client });
    await broker.append(topic, batch(['v']));
    assert.deepEqual(valuesOf(await parked), ['v']);
    assert.deepEqual(valuesOf(await next), ['v']);
  });

  test('a fetch in the name of a broker that is no replica reads nothing', async () => {
    const topic = await filled(1);
    const data = await broker.fetchOne(topic, 0, { version: 11, replicaId: 4711, maxWaitMs: FOR_EVER });
    assert.notEqual(data.errorCode, Errors.NONE);
    assert.equal(bytesOf(data).length, 0);
  });

  test('a large batch and many small ones come back byte for byte (B95)', async () => {
    const topic = await broker.topic();
    const sent = [
      batch(['x'.repeat(900_000)]),
      ...Array.from({ length: 300 }, (_, index) => batch([`small ${index}`])),
    ];
    for (const records of sent) await broker.append(topic, Buffer.from(records));
    const got = batchesOf(await broker.fetchOne(topic, 0));
    assert.equal(got.length, sent.length);
    for (const [index, stored] of got.entries()) assert.deepEqual(stored.bytes.subarray(16), sent[index]?.subarray(16));
  });
});

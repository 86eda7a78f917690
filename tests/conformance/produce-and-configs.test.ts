/** What a topic’s configs make of a Produce request, from the moment they change: B36–B38, B40–B42, B143. */
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { encodeRecordBatch, Errors } from '@moldau/protocol';
import { produceApi } from '@moldau/protocol/messages/produce';
import { brokerUnderTest, versionsOf } from './support/broker-under-test.ts';
import { batch, record } from './support/requests.ts';
import { batchesOf, recordsOf, valuesOf } from './support/records.ts';

suite('Produce and configs', { timeout: 60_000 }, () => {
  const broker = brokerUnderTest();

  test('zstd needs version 7 (B42)', async () => {
    const topic = await broker.topic();
    for (const version of versionsOf(produceApi)) {
      const { errorCode } = await broker.produce(topic, batch(undefined, { codec: 'zstd' }), { version });
      assert.equal(errorCode, version < 7 ? Errors.UNSUPPORTED_COMPRESSION_TYPE : Errors.NONE, `v${version}`);
    }
  });

  test('a changed compression.type holds from the next batch on, and keeps the producer fields (B42, B143)', async () => {
    const topic = await broker.topic();
    const producerId = await broker.producerId();
    for (const [sequence, codec] of (
      ['gzip', 'snappy', 'lz4', 'zstd', 'uncompressed', 'producer'] as const
    ).entries()) {
      await broker.configure(topic, 'compression.type', codec);
      const fields = { producerId, producerEpoch: 0, baseSequence: sequence, codec: 'snappy' as const };
      const offset = await broker.append(topic, batch([codec.repeat(100)], fields));
      const [stored] = batchesOf(await broker.fetchOne(topic, offset));
      assert.equal(stored?.codecId, { uncompressed: 0, gzip: 1, snappy: 2, lz4: 3, zstd: 4, producer: 2 }[codec]);
      assert.equal(stored.producerId, producerId);
      assert.equal(stored.producerEpoch, 0);
      assert.equal(stored.baseSequence, sequence);
      assert.ok(stored.isCrcValid());
    }
    const all = await broker.fetchOne(topic, 0);
    assert.deepEqual(valuesOf(all)[5], 'producer'.repeat(100));
  });

  test('LogAppendTime stamps the batch with the broker’s time from the change on (B40, B143)', async () => {
    const topic = await broker.topic();
    const created = encodeRecordBatch({ records: [record('old', { timestamp: 1000 })] });
    assert.equal((await broker.produce(topic, created)).logAppendTimeMs, -1);
    await broker.configure(topic, 'message.timestamp.type', 'LogAppendTime');
    for (const codec of ['none', 'lz4'] as const) {
      const sent = encodeRecordBatch({
        records: [record('a', { timestamp: 1000 }), record('b', { timestamp: 9 })],
        codec,
      });
      const answer = await broker.produce(topic, sent);
      assert.ok(Math.abs(answer.logAppendTimeMs - Date.now()) < 60_000);
      const fetched = await broker.fetchOne(topic, answer.baseOffset);
      const [stored] = batchesOf(fetched);
      assert.equal(stored?.timestampType, 'LogAppendTime');
      assert.equal(stored.maxTimestamp, answer.logAppendTimeMs);
      assert.ok(stored.isCrcValid());
      assert.deepEqual(
        recordsOf(fetched)
          .slice(0, 2)
          .map(({ timestamp }) => timestamp),
        [answer.logAppendTimeMs, answer.logAppendTimeMs],
      );
    }
    assert.equal(recordsOf(await broker.fetchOne(topic, 0))[0]?.timestamp, 1000);
  });

  test('max.message.bytes counts the whole compressed batch and changes at once (B37, B143)', async () => {
    const topic = await broker.topic();
    const sent = batch(['x'.repeat(5000)]);
    await broker.configure(topic, 'max.message.bytes', String(sent.length));
    assert.equal((await broker.produce(topic, Buffer.from(sent))).errorCode, Errors.NONE);
    await broker.configure(topic, 'max.message.bytes', String(sent.length - 1));
    const refused = await broker.produce(topic, Buffer.from(sent));
    assert.equal(refused.errorCode, Errors.MESSAGE_TOO_LARGE);
    assert.equal(refused.baseOffset, -1);
    const compressed = batch(['x'.repeat(5000)], { codec: 'gzip' });
    assert.equal((await broker.produce(topic, compressed)).errorCode, Errors.NONE);
    await broker.configure(topic, 'compression.type', 'uncompressed');
    assert.equal((await broker.produce(topic, batch(['x'.repeat(5000)], { codec: 'gzip' }))).errorCode, 10);
    assert.equal(await broker.offset(topic, -1), 2);
  });

  test('a topic may allow more than the broker’s default, but no more than a segment (B37)', async () => {
    const configs = { 'max.message.bytes': '4000000', 'segment.bytes': '2000000' };
    const topic = await broker.topic(1, configs);
    const sizes = [1_500_000, 2_500_000, 4_500_000];
    const codes = [];
    for (const size of sizes) codes.push((await broker.produce(topic, batch(['x'.repeat(size)]))).errorCode);
    assert.deepEqual(codes, [Errors.NONE, Errors.RECORD_LIST_TOO_LARGE, Errors.MESSAGE_TOO_LARGE]);
  });

  test('min.insync.replicas asks for no more replicas than there are (B38)', async () => {
    const topic = await broker.topic(1, { 'min.insync.replicas': '2' });
    for (const [index, acks] of [-1, 1].entries()) {
      assert.equal(await broker.append(topic, batch(['v']), { acks }), index);
    }
  });

  test('a record without key on a compacted topic fails its batch and is named from version 8 on (B36)', async () => {
    const topic = await broker.topic(1, { 'cleanup.policy': 'compact' });
    const records = [record('a'), record('b', { key: null }), record('c'), record('d', { key: null })];
    for (const version of versionsOf(produceApi)) {
      const answer = await broker.produce(topic, encodeRecordBatch({ records }), { version });
      assert.equal(answer.errorCode, Errors.INVALID_RECORD);
      if (version < 8) continue;
      assert.deepEqual(
        answer.recordErrors.map(({ batchIndex }) => batchIndex),
        [1, 3],
      );
      assert.ok(answer.recordErrors.every(({ batchIndexErrorMessage }) => batchIndexErrorMessage));
      assert.ok(answer.errorMessage);
    }
    assert.equal(await broker.offset(topic, -1), 0);
    await broker.configure(topic, 'cleanup.policy', 'delete');
    assert.equal((await broker.produce(topic, encodeRecordBatch({ records }))).baseOffset, 0);
  });

  test('timestamps out of bounds are named; -1 is not looked at (B41)', async () => {
    const topic = await broker.topic(1, { 'message.timestamp.before.max.ms': '100000' });
    const now = Date.now();
    const sent = (...stamps: number[]) =>
      encodeRecordBatch({ records: stamps.map((timestamp) => record('v', { timestamp })) });
    const late = await broker.produce(topic, sent(now, now - 1_000_000, now));
    assert.equal(late.errorCode, Errors.INVALID_TIMESTAMP);
    assert.deepEqual(
      late.recordErrors.map(({ batchIndex }) => batchIndex),
      [1],
    );
    const early = await broker.produce(topic, sent(now, now, now + 7_200_000));
    assert.equal(early.errorCode, Errors.INVALID_TIMESTAMP);
    assert.deepEqual(
      early.recordErrors.map(({ batchIndex }) => batchIndex),
      [2],
    );
    assert.equal((await broker.produce(topic, sent(-1))).errorCode, Errors.NONE);
    await broker.configure(topic, 'message.timestamp.before.max.ms', '10000000');
    assert.equal((await broker.produce(topic, sent(now - 1_000_000))).errorCode, Errors.NONE);
  });
});

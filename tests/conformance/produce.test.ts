/** Produce without idempotence: B10, B33–B35, B38, B39, B43–B47. */
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { crc32c, encodeRecordBatch, Errors, RecordBatch, ZERO_UUID } from '@moldau/protocol';
import { findCoordinatorApi } from '@moldau/protocol/messages/find-coordinator';
import { produceApi } from '@moldau/protocol/messages/produce';
import { requestFrame } from '../support/wire-client.ts';
import { brokerUnderTest, eventually, topicName, versionsOf } from './support/broker-under-test.ts';
import { batch, produceRequest, record, sequenced, STRANGE_ID, topicData } from './support/requests.ts';
import { batchesOf, recordsOf, valuesOf } from './support/records.ts';

suite('Produce', { timeout: 60_000 }, () => {
  const broker = brokerUnderTest();

  test('every version gives the first record of a batch its offset, without gaps from 0 on (B33)', async () => {
    const topic = await broker.topic();
    for (const [index, version] of versionsOf(produceApi).entries()) {
      const answer = await broker.produce(topic, batch(['a', 'b', 'c']), { version });
      assert.equal(answer.errorCode, Errors.NONE, `v${version}`);
      assert.equal(answer.baseOffset, index * 3);
      assert.equal(answer.logAppendTimeMs, -1);
      assert.equal(answer.logStartOffset, version >= 5 ? 0 : -1);
      assert.deepEqual(answer.recordErrors, []);
    }
    assert.equal(await broker.offset(topic, -1), versionsOf(produceApi).length * 3);
  });

  test('acks 0, 1 and all append alike; 0 is never answered (B10, B33)', async () => {
    const topic = await broker.topic();
    const client = await broker.connect();
    assert.equal(await broker.append(topic, batch(['leader']), { client, acks: 1 }), 0);
    client.send(produceApi, 9, produceRequest([topicData(topic, [0, batch(['nobody'])])], { acks: 0 }));
    assert.equal(await broker.append(topic, batch(['all']), { client }), 2);
    assert.deepEqual(valuesOf(await broker.fetchOne(topic, 0)), ['leader', 'nobody', 'all']);
    assert.equal(client.unasked, 0);
  });

  test('an error with acks 0 closes the connection, and only that one (B10)', async () => {
    const client = await broker.connect();
    const unknown = { name: topicName(), id: STRANGE_ID };
    client.send(produceApi, 9, produceRequest([topicData(unknown, [0, batch()])], { acks: 0 }));
    await client.closedByAnyone;
    assert.equal(client.unasked, 0);
    assert.ok(broker.client.isOpen);
  });

  test('a good partition beside a bad one is written with acks 0 though the connection closes (B10)', async () => {
    const topic = await broker.topic();
    const client = await broker.connect();
    const data = topicData(topic, [0, batch(['kept'])], [7, batch()]);
    client.send(produceApi, 9, produceRequest([data], { acks: 0 }));
    await client.closedByAnyone;
    assert.deepEqual(valuesOf(await broker.fetchOne(topic, 0)), ['kept']);
  });

  test('other values of acks are refused and nothing is written (B38)', async () => {
    const topic = await broker.topic();
    for (const acks of [2, -2, 32767]) {
      const answer = await broker.produce(topic, batch(), { acks });
      assert.equal(answer.errorCode, Errors.INVALID_REQUIRED_ACKS);
      assert.equal(answer.baseOffset, -1);
      assert.equal(answer.logAppendTimeMs, -1);
    }
    assert.equal(await broker.offset(topic, -1), 0);
  });

  test('an unknown topic or partition fails alone, in every version (B39, B47)', async () => {
    const topic = await broker.topic();
    const unknown = { name: topicName(), id: STRANGE_ID };
    for (const version of versionsOf(produceApi)) {
      const body = produceRequest([topicData(topic, [1, batch()], [0, batch()]), topicData(unknown, [0, batch()])]);
      const { responses } = await broker.client.request(produceApi, version, body);
      const codes = new Map(
        responses.flatMap(({ name, topicId, partitionResponses }) =>
          partitionResponses.map(({ index, errorCode }) => [`${version >= 13 ? topicId : name}/${index}`, errorCode]),
        ),
      );
      const [known, strange] = version >= 13 ? [topic.id, unknown.id] : [topic.name, unknown.name];
      assert.equal(codes.get(`${known}/0`), Errors.NONE);
      assert.equal(codes.get(`${known}/1`), Errors.UNKNOWN_TOPIC_OR_PARTITION);
      assert.equal(
        codes.get(`${strange}/0`),
        version >= 13 ? Errors.UNKNOWN_TOPIC_ID : Errors.UNKNOWN_TOPIC_OR_PARTITION,
      );
    }
    assert.equal(await broker.offset(topic, -1), versionsOf(produceApi).length * 3);
  });

  test('the zero topic id is unknown (B39)', async () => {
    const answer = await broker.produce({ name: '', id: ZERO_UUID }, batch(), { version: 13 });
    assert.equal(answer.errorCode, Errors.UNKNOWN_TOPIC_ID);
  });

  test('one request carries many topics and partitions, and a topic in two entries (B47)', async () => {
    const first = await broker.topic(3);
    const second = await broker.topic(2);
    for (const version of versionsOf(produceApi)) {
      const body = produceRequest([
        topicData(first, [2, batch(['f2'])], [0, batch(['f0'])]),
        topicData(second, [0, batch(['s0'])], [1, batch(['s1'])]),
        topicData(first, [1, batch(['f1'])]),
      ]);
      const { responses } = await broker.client.request(produceApi, version, body);
      const answers = responses.flatMap(({ partitionResponses }) => partitionResponses);
      assert.equal(answers.length, 5, `v${version}`);
      assert.ok(answers.every(({ errorCode, baseOffset }) => errorCode === 0 && baseOffset === version - 3));
    }
    for (const index of [0, 1, 2]) {
      const fetched = await broker.fetchOne(first, 0, { partition: index });
      assert.deepEqual(
        valuesOf(fetched),
        Array.from(versionsOf(produceApi), () => `f${index}`),
      );
    }
  });

  test('a request without topics is answered without topics', async () => {
    for (const version of versionsOf(produceApi)) {
      assert.deepEqual((await broker.client.request(produceApi, version, produceRequest([]))).responses, []);
    }
  });

  test('batches of every codec come back as they were sent but for offset and epoch (B43, B95)', async () => {
    const topic = await broker.topic();
    for (const codec of ['none', 'gzip', 'snappy', 'lz4', 'zstd'] as const) {
      const sent = batch(['x'.repeat(2000), 'y'.repeat(2000)], { codec });
      const offset = await broker.append(topic, Buffer.from(sent), { version: 7 });
      const [stored] = batchesOf(await broker.fetchOne(topic, offset));
      assert.equal(stored?.baseOffset, offset);
      assert.equal(stored.partitionLeaderEpoch, 0);
      assert.deepEqual(stored.bytes.subarray(16), sent.subarray(16), codec);
    }
  });

  test('null and empty stay apart, and headers keep order, repetition and nulls (B44)', async () => {
    const topic = await broker.topic();
    const headers = [
      { key: 'h', value: Buffer.from('2') },
      { key: 'h', value: Buffer.from('1') },
      { key: '', value: Buffer.alloc(0) },
      { key: 'none', value: null },
    ];
    const sent = [
      record('', { key: null, value: null }),
      record('', { key: Buffer.alloc(0), value: Buffer.alloc(0) }),
      record('v', { headers }),
    ];
    await broker.append(topic, encodeRecordBatch({ records: sent, codec: 'zstd' }));
    const got = recordsOf(await broker.fetchOne(topic, 0));
    assert.deepEqual(got[0]?.key, null);
    assert.deepEqual(got[0]?.value, null);
    assert.deepEqual(got[1]?.key, Buffer.alloc(0));
    assert.deepEqual(got[1]?.value, Buffer.alloc(0));
    assert.deepEqual(got[2]?.headers, headers);
  });

  for (const [what, records, code] of unsoundRecordSets()) {
    test(`${what} instead of one sound batch is refused, and nothing is written (B34, B35)`, async () => {
      const topic = await broker.topic();
      const answer = await broker.produce(topic, records, { client: await broker.connect() });
      assert.equal(answer.errorCode, code);
      assert.equal(answer.baseOffset, -1);
      assert.equal(answer.logAppendTimeMs, -1);
      assert.equal(await broker.offset(topic, -1), 0);
    });
  }

  test('bytes after the batch that begin no other are left out (B34)', async () => {
    const topic = await broker.topic();
    for (const rest of [Buffer.alloc(5), batch().subarray(0, 40)]) {
      await broker.append(topic, Buffer.concat([batch(['v']), rest]));
    }
    const stored = batchesOf(await broker.fetchOne(topic, 0));
    assert.deepEqual(
      stored.map(({ sizeInBytes }) => sizeInBytes),
      [batch(['v']).length, batch(['v']).length],
    );
    assert.deepEqual(valuesOf(await broker.fetchOne(topic, 0)), ['v', 'v']);
  });

  test('the log’s start is told with refusals that have to do with its content', async () => {
    const topic = await broker.topic();
    const producerId = await broker.producerId();
    await broker.append(topic, sequenced(producerId, 0, 0));
    const gap = await broker.produce(topic, sequenced(producerId, 0, 5));
    assert.deepEqual([gap.errorCode, gap.baseOffset, gap.logStartOffset], [45, -1, 0]);
    const early = encodeRecordBatch({ records: [record('v', { timestamp: Date.now() + 7_200_000 })] });
    const refused = await broker.produce(topic, early);
    assert.deepEqual([refused.errorCode, refused.baseOffset, refused.logStartOffset], [32, -1, 0]);
    const large = await broker.produce(topic, batch(['x'.repeat(2_000_000)]));
    assert.deepEqual([large.errorCode, large.baseOffset, large.logStartOffset], [10, -1, -1]);
  });

  test('internal topics are for the admin client only (B45)', async () => {
    const key = { key: '', keyType: 0, coordinatorKeys: ['any'] };
    await eventually(async () => {
      const { coordinators } = await broker.client.request(findCoordinatorApi, 4, key);
      return coordinators[0]?.errorCode === Errors.NONE;
    });
    const offsets = { name: '__consumer_offsets', id: ZERO_UUID };
    assert.equal((await broker.produce(offsets, batch())).errorCode, Errors.INVALID_TOPIC_EXCEPTION);
    const body = produceRequest([topicData(offsets, [0, batch([])])]);
    broker.client.sendRaw(requestFrame(produceApi, 9, body, 77, '__admin_client'));
    const frame = await broker.client.nextFrame();
    assert.ok(!frame.includes(Buffer.from([0, Errors.INVALID_TOPIC_EXCEPTION])));
  });

  test('a timeout of 0 fails nothing that needs no other replica (B47)', async () => {
    const topic = await broker.topic();
    for (const acks of [1, -1]) {
      const body = produceRequest([topicData(topic, [0, batch()])], { acks, timeoutMs: 0 });
      const { responses } = await broker.client.request(produceApi, 9, body);
      assert.equal(responses[0]?.partitionResponses[0]?.errorCode, Errors.NONE);
    }
  });

  test('ten connections that pipeline a thousand batches each get their answers in order (B9)', async () => {
    const topic = await broker.topic(4);
    const writers = await Promise.all(Array.from({ length: 10 }, () => broker.connect()));
    const bases = await Promise.all(
      writers.map((client, writer) =>
        Promise.all(
          Array.from({ length: 1000 }, (_, index) =>
            broker.append(topic, batch([`${writer}/${index}`]), {
              client,
              partition: writer % 4,
              acks: index % 2 ? 1 : -1,
            }),
          ),
        ),
      ),
    );
    for (const offsets of bases)
      assert.deepEqual(
        offsets,
        offsets.toSorted((a, b) => a - b),
      );
    for (const partition of [0, 1, 2, 3]) {
      const fetched = valuesOf(await broker.fetchOne(topic, 0, { partition }));
      for (const [writer, offsets] of bases.entries()) {
        if (writer % 4 !== partition) continue;
        assert.deepEqual(
          offsets.map((offset) => fetched[offset]),
          offsets.map((_, index) => `${writer}/${index}`),
        );
      }
    }
  });
});

/** What is wrong, the bytes, and the error. */
function unsoundRecordSets(): (readonly [string, Buffer, number])[] {
  const { INVALID_RECORD, CORRUPT_MESSAGE } = Errors;
  return [
    ['no bytes', Buffer.alloc(0), INVALID_RECORD],
    ['two batches', Buffer.concat([batch(), batch()]), INVALID_RECORD],
    ['half a batch', batch().subarray(0, 40), INVALID_RECORD],
    ['a batch cut short', batch().subarray(0, -1), INVALID_RECORD],
    ['zeros after the batch', Buffer.concat([batch(), Buffer.alloc(40)]), CORRUPT_MESSAGE],
    ['magic 3', changed((bytes) => bytes.writeInt8(3, 16)), CORRUPT_MESSAGE],
    ['magic 1', changed((bytes) => bytes.writeInt8(1, 16)), INVALID_RECORD],
    ['a base offset', batch(undefined, { baseOffset: 5 }), INVALID_RECORD],
    ['a wrong checksum', changed((bytes) => bytes.writeUInt32BE(1, 17)), CORRUPT_MESSAGE],
    ['a flipped bit', changed((bytes) => bytes.writeUInt8(bytes.readUInt8(70) ^ 1, 70)), CORRUPT_MESSAGE],
    ['a count of 0', resealed((bytes) => bytes.writeInt32BE(0, 57)), INVALID_RECORD],
    ['a count too small', resealed((bytes) => bytes.writeInt32BE(2, 57)), INVALID_RECORD],
    ['a last offset delta too large', resealed((bytes) => bytes.writeInt32BE(5, 23)), INVALID_RECORD],
    ['a control batch', batch(undefined, { control: true }), INVALID_RECORD],
    ['a producer id without sequence', batch(undefined, { producerId: 5, producerEpoch: 0 }), INVALID_RECORD],
  ];
}

function changed(change: (bytes: Buffer) => void): Buffer {
  const bytes = batch();
  change(bytes);
  return bytes;
}

/** Changed, but with the checksum of what it is now. */
function resealed(change: (bytes: Buffer) => void): Buffer {
  const bytes = changed(change);
  bytes.writeUInt32BE(crc32c(bytes.subarray(21)), 17);
  assert.ok(new RecordBatch(bytes).isCrcValid());
  return bytes;
}

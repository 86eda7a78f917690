import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { decodeEndTxnMarker, encodeEndTxnMarker } from './control-record.ts';
import { decodeRecords } from './decode-records.ts';
import { encodeRecordBatch } from './encode-record-batch.ts';
import { RecordBatch } from './record-batch.ts';

/** `fixtures/kafka-batches.json` holds batches in hex as Kafka 4.2's own Java code wrote them. */
const fixtures = new Map<string, string>(
  Object.entries(JSON.parse(readFileSync(new URL('fixtures/kafka-batches.json', import.meta.url), 'utf8'))),
);

function kafkaBatch(name: string): RecordBatch {
  return new RecordBatch(Buffer.from(fixtures.get(name) ?? assert.fail(name), 'hex'));
}

const RECORDS = [
  { timestamp: 1700000000000, key: Buffer.from('k'), value: Buffer.from('v'), headers: [] },
  { timestamp: 1700000000007, key: null, value: Buffer.alloc(0), headers: [] },
  {
    timestamp: 1699999999990,
    key: Buffer.alloc(0),
    value: null,
    headers: [
      { key: 'h', value: Buffer.from('1') },
      { key: 'h', value: null },
      { key: '', value: Buffer.alloc(0) },
      { key: 'ž', value: Buffer.from('2') },
    ],
  },
  { timestamp: -1, key: Buffer.from('big'), value: Buffer.from('The Moldau flows on. '.repeat(60)), headers: [] },
];
const PRODUCER = { producerId: 9000000001, producerEpoch: 3, baseSequence: 2147483646 };

for (const codec of ['none', 'gzip', 'snappy', 'lz4', 'zstd'] as const) {
  test(`reads a ${codec} batch of Kafka’s field for field and record for record (B43, B44, B50)`, () => {
    const batch = kafkaBatch(codec);
    assert.ok(batch.isCrcValid());
    assert.equal(batch.sizeInBytes, batch.buffer.length);
    assert.deepEqual([batch.baseOffset, batch.lastOffset, batch.nextOffset, batch.count], [40, 43, 44, 4]);
    assert.deepEqual([batch.producerId, batch.producerEpoch], [9000000001, 3]);
    assert.deepEqual([batch.baseSequence, batch.lastSequence], [2147483646, 1]);
    assert.deepEqual([batch.partitionLeaderEpoch, batch.magic, batch.timestampType], [7, 2, 'CreateTime']);
    assert.deepEqual([batch.baseTimestamp, batch.maxTimestamp], [1700000000000, 1700000000007]);
    assert.deepEqual([batch.isTransactional, batch.isControl, batch.hasDeleteHorizon], [false, false, false]);
    const expected = RECORDS.map((record, index) => ({ offset: 40 + index, ...record }));
    assert.deepEqual([...decodeRecords(batch)], expected);
  });
}

for (const codec of ['none', 'snappy'] as const) {
  test(`writes a ${codec} batch byte for byte as Kafka does`, () => {
    const bytes = encodeRecordBatch({ records: RECORDS, codec, baseOffset: 40, partitionLeaderEpoch: 7, ...PRODUCER });
    assert.equal(bytes.toString('hex'), fixtures.get(codec));
  });
}

test('writes a transactional batch byte for byte as Kafka does', () => {
  const producer = { producerId: 12, producerEpoch: 0, baseSequence: 0, transactional: true };
  const bytes = encodeRecordBatch({
    records: RECORDS.slice(0, 1),
    baseOffset: 5,
    partitionLeaderEpoch: 2,
    ...producer,
  });
  assert.equal(bytes.toString('hex'), fixtures.get('transactional'));
});

for (const [result, baseOffset] of [
  ['commit', 77],
  ['abort', 78],
] as const) {
  test(`reads and writes the ${result} marker as Kafka does (B66)`, () => {
    const batch = kafkaBatch(result);
    assert.ok(batch.isCrcValid() && batch.isControl && batch.isTransactional);
    assert.deepEqual(decodeEndTxnMarker(batch), { result, coordinatorEpoch: 9 });
    const bytes = encodeEndTxnMarker({
      result,
      coordinatorEpoch: 9,
      producerId: 12,
      producerEpoch: 1,
      timestamp: 1700000000000,
      baseOffset,
      partitionLeaderEpoch: 4,
    });
    assert.equal(bytes.toString('hex'), fixtures.get(result));
  });
}

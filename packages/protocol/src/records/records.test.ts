import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { DecompressionLimitError, MalformedCompressionError } from '../compression/compression-errors.ts';
import { decodeRecords } from './decode-records.ts';
import { encodeRecordBatch, sizeOfRecord } from './encode-record-batch.ts';
import { RECORD_BATCH_HEADER_BYTES, RecordBatch, withRecordBytes } from './record-batch.ts';
import { InvalidRecordError } from './record-errors.ts';

const RUNS = 3000 * Number(process.env['FUZZ'] ?? 1);
const codecs = fc.constantFrom('none', 'gzip', 'snappy', 'lz4', 'zstd');
const bytes = fc.uint8Array({ maxLength: 300 }).map((array) => Buffer.from(array));
const PLAIN_OBJECT = { noNullPrototype: true };
const header = fc.record(
  { key: fc.string({ unit: 'binary', maxLength: 20 }).map((text) => text.toWellFormed()), value: fc.option(bytes) },
  PLAIN_OBJECT,
);
const record = fc.record(
  {
    timestamp: fc.oneof(fc.integer({ min: -1, max: 2 ** 31 - 1 }), fc.integer({ min: 0, max: 4e12 })),
    key: fc.option(bytes),
    value: fc.option(bytes),
    headers: fc.array(header, { maxLength: 5 }),
  },
  PLAIN_OBJECT,
);

function plainBatch(value = 'value'): Buffer {
  const records = ['a', 'b', 'c'].map((key, i) => ({ timestamp: i, key: Buffer.from(key), value: Buffer.from(value) }));
  return encodeRecordBatch({ records });
}

test('what is encoded is decoded, under every codec', () => {
  fc.assert(
    fc.property(
      fc.array(record, { minLength: 1, maxLength: 20 }),
      codecs,
      fc.nat(1e9),
      (records, codec, baseOffset) => {
        const batch = new RecordBatch(encodeRecordBatch({ records, codec, baseOffset }));
        assert.ok(batch.isCrcValid());
        const expected = records.map((each, index) => ({ offset: baseOffset + index, ...each }));
        assert.deepEqual([...decodeRecords(batch)], expected);
        assert.equal(batch.maxTimestamp, Math.max(...records.map((each) => each.timestamp)));
      },
    ),
  );
});

test('the size of a record is what it takes in the batch', () => {
  fc.assert(
    fc.property(record, (each) => {
      const size = encodeRecordBatch({ records: [each] }).length;
      assert.equal(RECORD_BATCH_HEADER_BYTES + sizeOfRecord(each, 0, 0), size);
    }),
  );
});

test('offsets keep the gaps that compaction leaves, at the end of a batch too', () => {
  const records = [3, 7].map((offsetDelta) => ({ offsetDelta, timestamp: 1, key: null, value: null }));
  const batch = new RecordBatch(encodeRecordBatch({ records, baseOffset: 100, lastOffsetDelta: 9 }));
  assert.deepEqual(
    Array.from(decodeRecords(batch), (each) => each.offset),
    [103, 107],
  );
  assert.equal(batch.lastOffset, 109);
});

test('a batch emptied by compaction has no records and keeps its range', () => {
  const batch = new RecordBatch(encodeRecordBatch({ records: [], lastOffsetDelta: 4, baseOffset: 10 }));
  assert.deepEqual([...decodeRecords(batch)], []);
  assert.deepEqual([batch.count, batch.lastOffset], [0, 14]);
});

test('under LogAppendTime every record shows the broker’s time, and under CreateTime its own again (B40)', () => {
  const batch = new RecordBatch(plainBatch());
  batch.setMaxTimestamp('LogAppendTime', 5000);
  assert.ok(batch.isCrcValid());
  assert.equal(batch.timestampType, 'LogAppendTime');
  assert.deepEqual(
    Array.from(decodeRecords(batch), (each) => each.timestamp),
    [5000, 5000, 5000],
  );
  batch.setMaxTimestamp('CreateTime', 2);
  assert.ok(batch.isCrcValid());
  assert.deepEqual(
    Array.from(decodeRecords(batch), (each) => each.timestamp),
    [0, 1, 2],
  );
});

test('timestamps at the far ends of 64 bits are summed exactly before they are rounded', () => {
  const batch = new RecordBatch(encodeRecordBatch({ records: [{ timestamp: 10, key: null, value: null }] }));
  batch.buffer.writeBigInt64BE(2n ** 63n - 1n, 27);
  assert.deepEqual(
    Array.from(decodeRecords(batch), (each) => each.timestamp),
    [2 ** 63],
  );
  const far = [0, -(2 ** 52) - 1, Number.MAX_SAFE_INTEGER].map((timestamp) => ({ timestamp, key: null, value: null }));
  const written = new RecordBatch(encodeRecordBatch({ records: far }));
  assert.deepEqual(
    Array.from(decodeRecords(written), (each) => each.timestamp),
    far.map((each) => each.timestamp),
  );
});

test('base offset and leader epoch are set without touching what the CRC covers', () => {
  const batch = new RecordBatch(plainBatch());
  batch.baseOffset = 2 ** 40 + 5;
  batch.partitionLeaderEpoch = 17;
  assert.ok(batch.isCrcValid());
  assert.deepEqual([batch.baseOffset, batch.partitionLeaderEpoch], [2 ** 40 + 5, 17]);
});

test('any changed byte under the CRC is noticed', () => {
  const original = plainBatch();
  for (let position = 17; position < original.length; position++) {
    const changed = Buffer.from(original);
    changed[position] = (changed[position] ?? 0) ^ 0x10;
    assert.equal(new RecordBatch(changed).isCrcValid(), false, `byte ${position}`);
  }
});

test('a batch keeps its header under new record bytes', () => {
  const original = new RecordBatch(
    encodeRecordBatch({ records: [{ timestamp: 8, key: null, value: null }], producerId: 5 }),
  );
  const plain = original.recordBytes;
  const result = new RecordBatch(withRecordBytes(original, 3, Buffer.alloc(10)));
  assert.ok(result.isCrcValid());
  assert.deepEqual([result.codecId, result.producerId, result.baseTimestamp, result.sizeInBytes], [3, 5, 8, 71]);
  assert.ok(new RecordBatch(withRecordBytes(result, 0, plain)).bytes.equals(original.bytes));
});

const malformed: [string, (batch: Buffer) => void][] = [
  ['more records than the header counts', (batch) => batch.writeInt32BE(2, 57)],
  ['fewer records than the header counts', (batch) => batch.writeInt32BE(4, 57)],
  ['a count far beyond the bytes', (batch) => batch.writeInt32BE(0x7fffffff, 57)],
  ['a negative count', (batch) => batch.writeInt32BE(-1, 57)],
  ['an offset outside the batch', (batch) => batch.writeInt32BE(1, 23)],
  ['a record that ends outside the batch', (batch) => batch.writeUInt8(0x7e, 61)],
  ['a record of negative length', (batch) => batch.writeUInt8(1, 61)],
  ['a record shorter than its fields', (batch) => batch.writeUInt8(4, 61)],
  ['a key of a length below -1', (batch) => batch.writeUInt8(3, 65)],
  ['a key longer than its record', (batch) => batch.writeUInt8(0x7e, 65)],
  ['an offset that does not grow', (batch) => batch.writeUInt8(0, 61 + 14 + 3)],
  ['a varint that does not end', (batch) => batch.fill(0xff, 61, 72)],
  ['a negative number of headers', (batch) => batch.writeUInt8(1, 61 + 13)],
  ['more headers than bytes', (batch) => batch.writeUInt8(8, 61 + 13)],
];
for (const [what, damage] of malformed) {
  test(`${what}: refused as an invalid record`, () => {
    const batch = plainBatch();
    damage(batch);
    assert.throws(() => [...decodeRecords(new RecordBatch(batch))], InvalidRecordError);
  });
}

test('random damage ends in records or a typed error, never in anything else', () => {
  const originals = (['none', 'gzip', 'snappy', 'lz4', 'zstd'] as const).map((codec) =>
    encodeRecordBatch({ codec, records: [{ timestamp: 1, key: null, value: Buffer.from('river '.repeat(50)) }] }),
  );
  const damage = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(fc.constantFrom(...originals), damage, (original, changes) => {
      const batch = Buffer.from(original);
      for (const [at, byte] of changes) batch[57 + (at % (batch.length - 57))] = byte;
      try {
        for (const each of decodeRecords(new RecordBatch(batch))) assert.ok(each.offset >= 0);
      } catch (error) {
        assert.ok(
          error instanceof InvalidRecordError ||
            error instanceof MalformedCompressionError ||
            error instanceof DecompressionLimitError,
          String(error),
        );
      }
    }),
    { numRuns: RUNS },
  );
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  type CompressionCodec,
  compress,
  decodeRecords,
  Errors,
  encodeEndTxnMarker,
  encodeRecordBatch,
  RecordBatch,
  type RecordBatchToEncode,
  withRecordBytes,
} from '@moldau/protocol';
import { AppendError, type LogConfig } from '../partition-log.ts';
import { validateBatch } from './validate-batch.ts';
import type { ValidationOptions } from './validation-options.ts';

const NOW = 1700000000000;
const HOUR = 3600000;
const DEFAULTS: LogConfig = {
  segmentBytes: 1073741824,
  segmentMs: 604800000,
  segmentJitterMs: 0,
  segmentIndexBytes: 10485760,
  indexIntervalBytes: 4096,
  flushMessages: Infinity,
  flushMs: Infinity,
  flushPolicy: 'none',
  retentionBytes: -1,
  retentionMs: 604800000,
  fileDeleteDelayMs: 60000,
  maxMessageBytes: 1048588,
  deleteRetentionMs: 0,
  minCompactionLagMs: 0,
  minCleanableDirtyRatio: 0.5,
  cleanupPolicy: new Set(['delete']),
  compressionType: 'producer',
  compressionGzipLevel: -1,
  compressionLz4Level: 9,
  compressionZstdLevel: 3,
  preallocate: false,
  messageTimestampType: 'CreateTime',
  messageTimestampBeforeMaxMs: Infinity,
  messageTimestampAfterMaxMs: HOUR,
};
const COMPACTED: Partial<LogConfig> = { cleanupPolicy: new Set(['compact']) };

function validate(bytes: Buffer, config: Partial<LogConfig> = {}, options: Partial<ValidationOptions> = {}) {
  return validateBatch(bytes, { config: { ...DEFAULTS, ...config }, origin: 'client', nowMs: NOW, ...options });
}

function refused(
  bytes: Buffer,
  code: number,
  config: Partial<LogConfig> = {},
  options: Partial<ValidationOptions> = {},
): AppendError {
  const before = Buffer.from(bytes);
  try {
    validate(bytes, config, options);
  } catch (error) {
    assert.ok(error instanceof AppendError, String(error));
    assert.equal(error.code, code, error.message);
    assert.ok(bytes.equals(before), 'the producer’s bytes changed');
    return error;
  }
  assert.fail('not refused');
}

function batchOf(timestamps: number[], rest: Partial<RecordBatchToEncode> = {}): Buffer {
  const records = timestamps.map((timestamp) => ({ timestamp, key: Buffer.from('k'), value: Buffer.from('water') }));
  return encodeRecordBatch({ records, ...rest });
}

function changed(change: (batch: RecordBatch) => void, batch = batchOf([NOW, NOW])): Buffer {
  const view = new RecordBatch(batch);
  change(view);
  view.updateCrc();
  return batch;
}

function badIndexes(error: AppendError): number[] {
  return error.recordErrors.map((each) => each.batchIndex);
}

test('a sound batch is taken as it is, without a look at its records', () => {
  for (const codec of ['none', 'gzip', 'snappy', 'lz4', 'zstd'] as const) {
    const bytes = batchOf([NOW, NOW + 1], { codec });
    const before = Buffer.from(bytes);
    assert.deepEqual(validate(bytes), { bytes, rewritten: false, logAppendTimeMs: -1 });
    assert.ok(bytes.equals(before));
  }
  const opaque = withRecordBytes(new RecordBatch(batchOf([NOW])), 3, Buffer.from('no lz4 at all'));
  assert.equal(validate(opaque).bytes, opaque);
});

test('none, several, cut off and old batches are refused (B34)', () => {
  refused(Buffer.alloc(0), Errors.INVALID_RECORD);
  refused(Buffer.concat([batchOf([NOW]), batchOf([NOW])]), Errors.INVALID_RECORD);
  for (const magic of [0, 1]) {
    const old = batchOf([NOW]);
    old.writeInt8(magic, 16);
    refused(old, Errors.INVALID_RECORD);
    refused(old.subarray(0, 40), Errors.INVALID_RECORD);
  }
  const whole = batchOf([NOW]);
  for (let end = 1; end < whole.length; end++) refused(whole.subarray(0, end), Errors.INVALID_RECORD);
});

test('a magic or a length that no batch has is CORRUPT_MESSAGE, in what follows the batch too (B35)', () => {
  for (const magic of [3, -1]) {
    const strange = batchOf([NOW]);
    strange.writeInt8(magic, 16);
    refused(strange, Errors.CORRUPT_MESSAGE);
    refused(Buffer.concat([batchOf([NOW]), strange]), Errors.CORRUPT_MESSAGE);
  }
  for (const length of [-1, 0, 13]) {
    const strange = batchOf([NOW]);
    strange.writeInt32BE(length, 8);
    refused(strange, Errors.CORRUPT_MESSAGE);
    refused(Buffer.concat([batchOf([NOW]), strange]), Errors.CORRUPT_MESSAGE);
  }
});

test('what follows a client’s batch and is no whole batch is left out, from others it is refused', () => {
  const whole = batchOf([NOW]);
  for (const rest of [Buffer.alloc(1), Buffer.alloc(11), whole.subarray(0, 40), whole.subarray(0, -1)]) {
    const bytes = Buffer.concat([whole, rest]);
    assert.deepEqual(validate(bytes).bytes, whole);
    refused(bytes, Errors.INVALID_RECORD, {}, { origin: 'replication' });
  }
});

test('a base offset other than 0 is refused (B34)', () => {
  refused(batchOf([NOW], { baseOffset: 1 }), Errors.INVALID_RECORD);
});

test('a wrong CRC is CORRUPT_MESSAGE, from a leader as from a client (B35)', () => {
  const damaged = batchOf([NOW]);
  damaged.writeUInt8(7, damaged.length - 1);
  refused(damaged, Errors.CORRUPT_MESSAGE);
  refused(damaged, Errors.CORRUPT_MESSAGE, {}, { origin: 'replication' });
});

test('counts that do not fit, missing sequences and control batches are refused to clients (B35)', () => {
  refused(
    changed(({ buffer }) => buffer.writeInt32BE(0, 57)),
    Errors.INVALID_RECORD,
  );
  refused(
    changed(({ buffer }) => buffer.writeInt32BE(3, 57)),
    Errors.INVALID_RECORD,
  );
  refused(
    changed(({ buffer }) => buffer.writeInt32BE(5, 23)),
    Errors.INVALID_RECORD,
  );
  refused(
    changed(({ buffer }) => buffer.writeInt32BE(-1, 23)),
    Errors.INVALID_RECORD,
  );
  refused(batchOf([NOW], { producerId: 5, producerEpoch: 0 }), Errors.INVALID_RECORD);
  const marker = { result: 'commit', coordinatorEpoch: 0, producerId: 1, producerEpoch: 0, timestamp: NOW } as const;
  refused(encodeEndTxnMarker(marker), Errors.INVALID_RECORD);
  const written = encodeEndTxnMarker(marker);
  assert.equal(validate(written, { ...COMPACTED, compressionType: 'gzip' }, { origin: 'coordinator' }).bytes, written);
});

test('records without key on a compacted topic are listed one by one (B36)', () => {
  for (const codec of ['none', 'zstd'] as const) {
    const records = [Buffer.from('a'), null, Buffer.alloc(0), null].map((key) => ({
      timestamp: NOW,
      key,
      value: null,
    }));
    const bytes = encodeRecordBatch({ records, codec });
    const error = refused(bytes, Errors.INVALID_RECORD, COMPACTED);
    assert.deepEqual(badIndexes(error), [1, 3]);
    assert.match(error.message, /2 bad records/);
    assert.equal(validate(bytes).bytes, bytes);
    assert.equal(validate(bytes, COMPACTED, { origin: 'coordinator' }).bytes, bytes);
  }
});

test('what must be looked into must be sound (B35)', () => {
  const opaque = withRecordBytes(new RecordBatch(batchOf([NOW])), 3, Buffer.from('no lz4 at all'));
  refused(opaque, Errors.INVALID_RECORD, COMPACTED);
  refused(opaque, Errors.INVALID_RECORD, { compressionType: 'zstd' });
});

test('the batch as stored must fit max.message.bytes and the segment (B37)', () => {
  const bytes = batchOf([NOW]);
  assert.equal(validate(bytes, { maxMessageBytes: bytes.length, segmentBytes: bytes.length }).bytes, bytes);
  refused(bytes, Errors.MESSAGE_TOO_LARGE, { maxMessageBytes: bytes.length - 1 });
  refused(bytes, Errors.RECORD_LIST_TOO_LARGE, { segmentBytes: bytes.length - 1 });
  const follower = { origin: 'replication' } as const;
  assert.equal(validate(bytes, { maxMessageBytes: 1, segmentBytes: 1 }, follower).bytes, bytes);
});

test('the size is checked again after the broker’s recompression (B37, B42)', () => {
  const value = Buffer.alloc(10_000, 'a');
  const bytes = encodeRecordBatch({ codec: 'gzip', records: [{ timestamp: NOW, key: null, value }] });
  refused(bytes, Errors.MESSAGE_TOO_LARGE, { compressionType: 'uncompressed', maxMessageBytes: 9000 });
});

test('LogAppendTime puts the broker’s time into the batch (B40)', () => {
  for (const codec of ['none', 'lz4'] as const) {
    const { bytes, rewritten, logAppendTimeMs } = validate(batchOf([5, 9], { codec }), {
      messageTimestampType: 'LogAppendTime',
    });
    const batch = new RecordBatch(bytes);
    assert.deepEqual([rewritten, logAppendTimeMs, batch.maxTimestamp, batch.baseTimestamp], [false, NOW, NOW, 5]);
    assert.ok(batch.isCrcValid());
    assert.deepEqual(
      Array.from(decodeRecords(batch), (each) => each.timestamp),
      [NOW, NOW],
    );
  }
});

test('a coordinator’s batch and a marker get the broker’s time too', () => {
  const marker = { result: 'abort', coordinatorEpoch: 0, producerId: 1, producerEpoch: 0, timestamp: 5 } as const;
  const options = { origin: 'coordinator' } as const;
  const { bytes } = validate(encodeEndTxnMarker(marker), { messageTimestampType: 'LogAppendTime' }, options);
  assert.equal(new RecordBatch(bytes).maxTimestamp, NOW);
});

test('CreateTime stamps out of bounds are listed; those on the bounds and -1 are fine (B41)', () => {
  const config = { messageTimestampBeforeMaxMs: 1000 };
  for (const codec of ['none', 'snappy'] as const) {
    const timestamps = [NOW, NOW - 1001, NOW + HOUR, NOW + HOUR + 1, NOW - 1000, -1];
    const error = refused(batchOf(timestamps, { codec }), Errors.INVALID_TIMESTAMP, config);
    assert.deepEqual(badIndexes(error), [1, 3]);
  }
  const fine = batchOf([NOW - 1000, -1, NOW + HOUR]);
  assert.equal(validate(fine, config).bytes, fine);
  const old = batchOf([0, -1, 1]);
  assert.equal(validate(old).bytes, old);
  assert.deepEqual(badIndexes(refused(batchOf([0, NOW + 2 * HOUR]), Errors.INVALID_TIMESTAMP)), [1]);
});

test('a bad timestamp wins over a bad key, and both are listed (B41)', () => {
  const records = [
    { timestamp: NOW, key: null, value: null },
    { timestamp: NOW + 2 * HOUR, key: Buffer.from('k'), value: null },
  ];
  const error = refused(encodeRecordBatch({ records }), Errors.INVALID_TIMESTAMP, COMPACTED);
  assert.deepEqual(badIndexes(error), [0, 1]);
});

test('a producer may not claim LogAppendTime where the broker gives the time; elsewhere the claim is dropped', () => {
  const claimed = () => batchOf([NOW, NOW - 5], { timestampType: 'LogAppendTime', maxTimestamp: NOW });
  refused(claimed(), Errors.INVALID_TIMESTAMP, { messageTimestampType: 'LogAppendTime' });
  const batch = new RecordBatch(validate(claimed()).bytes);
  assert.deepEqual([batch.timestampType, batch.maxTimestamp, batch.isCrcValid()], ['CreateTime', NOW, true]);
});

test('timestamps beyond all numbers are kept bit for bit where the topic sets no bound', () => {
  const unbounded = { messageTimestampAfterMaxMs: Infinity };
  const claimed = batchOf([NOW], { timestampType: 'LogAppendTime', maxTimestamp: NOW });
  claimed.writeBigInt64BE(2n ** 63n - 1n, 35);
  new RecordBatch(claimed).updateCrc();
  const { bytes } = validate(claimed, unbounded);
  assert.equal(bytes.readBigInt64BE(35), 2n ** 63n - 1n);
  assert.ok(new RecordBatch(bytes).isCrcValid());
});

test('a greatest timestamp that no record has is put right where it looks out of bounds', () => {
  const bytes = validate(batchOf([NOW - 7, NOW - 9], { maxTimestamp: NOW + 2 * HOUR })).bytes;
  assert.deepEqual([new RecordBatch(bytes).maxTimestamp, new RecordBatch(bytes).isCrcValid()], [NOW - 7, true]);
});

test('the topic’s compression.type changes the codec and nothing else (B42)', () => {
  const codecs: [LogConfig['compressionType'], CompressionCodec][] = [
    ['uncompressed', 'none'],
    ['gzip', 'gzip'],
    ['snappy', 'snappy'],
    ['lz4', 'lz4'],
    ['zstd', 'zstd'],
  ];
  for (const [compressionType, target] of codecs) {
    for (const [, codec] of codecs) {
      const producer = { producerId: 9, producerEpoch: 2, baseSequence: 11, transactional: true };
      const sent = new RecordBatch(batchOf([NOW, NOW + 3, NOW - 4], { codec, ...producer }));
      const { bytes, rewritten } = validate(sent.buffer, { compressionType });
      const stored = new RecordBatch(bytes);
      assert.equal(rewritten, codec !== target);
      assert.ok(stored.isCrcValid());
      assert.equal(stored.codecId, new RecordBatch(batchOf([0], { codec: target })).codecId);
      assert.deepEqual([stored.producerId, stored.producerEpoch, stored.baseSequence], [9, 2, 11]);
      assert.ok(stored.isTransactional);
      assert.deepEqual([...decodeRecords(stored)], [...decodeRecords(sent)]);
    }
  }
});

test('recompression uses the topic’s level (B42)', () => {
  const text = Buffer.from(Array.from({ length: 30_000 }, (_, i) => (i * i) % 97));
  const bytes = () => encodeRecordBatch({ records: [{ timestamp: NOW, key: null, value: text }] });
  const sizeAt = (compressionGzipLevel: number) =>
    validate(bytes(), { compressionType: 'gzip', compressionGzipLevel }).bytes.length;
  assert.ok(sizeAt(9) < sizeAt(1));
});

test('zstd in Produce below v7 and codecs that do not exist are refused (B42)', () => {
  const zstd = batchOf([NOW], { codec: 'zstd' });
  refused(zstd, Errors.UNSUPPORTED_COMPRESSION_TYPE, {}, { apiVersion: 6 });
  assert.equal(validate(zstd, {}, { apiVersion: 7 }).bytes, zstd);
  const unknown = changed(({ buffer }) => buffer.writeInt16BE(5, 21));
  refused(unknown, Errors.UNSUPPORTED_COMPRESSION_TYPE, {}, { apiVersion: 6 });
  refused(unknown, Errors.CORRUPT_MESSAGE, {}, { apiVersion: 7 });
});

test('a decompression bomb is refused where it would have to be opened', () => {
  const records = compress('zstd', Buffer.alloc(64 * 1024 * 1024));
  const bomb = withRecordBytes(new RecordBatch(batchOf([NOW])), 4, records);
  refused(bomb, Errors.MESSAGE_TOO_LARGE, COMPACTED);
  refused(bomb, Errors.MESSAGE_TOO_LARGE, { compressionType: 'uncompressed' });
  assert.equal(validate(bomb).bytes, bomb);
});

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { decodeRecords } from './decode-records.ts';
import { encodeRecordBatch } from './encode-record-batch.ts';
import { RawRecordCursor } from './raw-records.ts';
import { RecordBatch } from './record-batch.ts';
import { RecordBatchRewrite } from './rewrite-record-batch.ts';

const nullableBytes = fc.option(fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)));

const record = fc.record({
  gap: fc.integer({ min: 1, max: 300 }),
  timestamp: fc.integer({ min: 0, max: 2 ** 45 }),
  key: nullableBytes,
  value: nullableBytes,
  headers: fc.array(fc.record({ key: fc.string(), value: nullableBytes }), { maxLength: 3 }),
  isKept: fc.boolean(),
});

describe('a batch made anew with some of its records', () => {
  test('has these records at their offsets, with their times, and all else as it was', () => {
    const options = {
      records: fc.array(record, { minLength: 1, maxLength: 30 }),
      codec: fc.constantFrom('none' as const, 'gzip' as const, 'snappy' as const, 'lz4' as const, 'zstd' as const),
      horizonMs: fc.option(fc.integer({ min: 0, max: 2 ** 45 }), { nil: undefined }),
      type: fc.constantFrom('CreateTime' as const, 'LogAppendTime' as const),
    };
    const property = fc.property(fc.record(options), ({ records, codec, horizonMs, type }) => {
      let offsetDelta = -1;
      const encoded = records.map(({ gap, isKept: _, ...fields }) => ({
        ...fields,
        offsetDelta: (offsetDelta += gap),
      }));
      const source = new RecordBatch(
        encodeRecordBatch({
          records: encoded,
          codec,
          baseOffset: 1000,
          lastOffsetDelta: offsetDelta + 5,
          producerId: 7,
          producerEpoch: 2,
          baseSequence: 40,
          partitionLeaderEpoch: 3,
          timestampType: type,
          ...(type === 'LogAppendTime' ? { maxTimestamp: 5000 } : {}),
        }),
      );
      const kept = new Set(
        encoded.filter((_, index) => records[index]?.isKept).map((entry) => 1000 + entry.offsetDelta),
      );
      const cursor = new RawRecordCursor(source);
      const rewrite = new RecordBatchRewrite(source, horizonMs);
      while (cursor.next()) if (kept.has(cursor.offset)) rewrite.keep(cursor);
      const made = new RecordBatch(rewrite.finish(cursor.buffer));

      assert.ok(made.isCrcValid());
      assert.deepEqual(
        [...decodeRecords(made)],
        [...decodeRecords(source)].filter(({ offset }) => kept.has(offset)),
      );
      for (const field of [
        'baseOffset',
        'lastOffset',
        'producerId',
        'producerEpoch',
        'lastSequence',
        'timestampType',
        'partitionLeaderEpoch',
      ] as const) {
        assert.equal(made[field], source[field], field);
      }
      if (kept.size === 0) return;
      assert.equal(made.codecId, source.codecId);
      assert.equal(made.hasDeleteHorizon, horizonMs !== undefined);
      if (horizonMs !== undefined) assert.equal(made.baseTimestamp, horizonMs);
    });
    fc.assert(property, { seed: Number(process.env['SEED'] ?? 1), numRuns: 200 * Number(process.env['FUZZ'] ?? 1) });
  });

  test('without any record is a header that still says what its producer sent last', () => {
    const records = [{ timestamp: 50, key: Buffer.from('k'), value: null }];
    const source = new RecordBatch(
      encodeRecordBatch({ records, codec: 'lz4', producerId: 7, producerEpoch: 0, baseSequence: 9 }),
    );
    const made = new RecordBatch(new RecordBatchRewrite(source).finish(Buffer.alloc(0)));
    assert.equal(made.sizeInBytes, 61);
    assert.ok(made.isCrcValid());
    assert.deepEqual(
      [made.count, made.codecId, made.lastSequence, made.lastOffset, made.maxTimestamp, made.baseTimestamp],
      [0, 0, 9, 0, 50, -1],
    );
    assert.deepEqual([...decodeRecords(made)], []);
  });
});

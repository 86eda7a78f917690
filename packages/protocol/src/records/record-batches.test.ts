import assert from 'node:assert/strict';
import { test } from 'node:test';
import { encodeRecordBatch } from './encode-record-batch.ts';
import { recordBatches } from './record-batches.ts';
import { CorruptRecordError, InvalidRecordError } from './record-errors.ts';

function batchAt(baseOffset: number): Buffer {
  return encodeRecordBatch({ baseOffset, records: [{ timestamp: 1, key: null, value: Buffer.from('x') }] });
}

test('gives the batches of a buffer in order', () => {
  const log = Buffer.concat([batchAt(0), batchAt(1), batchAt(2)]);
  assert.deepEqual(
    Array.from(recordBatches(log), (batch) => batch.baseOffset),
    [0, 1, 2],
  );
});

test('a tail cut off at any byte ends the run before it (B80)', () => {
  const one = batchAt(0);
  const log = Buffer.concat([one, batchAt(1)]);
  for (let end = one.length; end < log.length; end++) {
    assert.deepEqual(
      Array.from(recordBatches(log.subarray(0, end)), (batch) => batch.baseOffset),
      [0],
    );
    assert.deepEqual(
      Array.from(recordBatches(log, 0, end), (batch) => batch.baseOffset),
      [0],
    );
  }
});

test('an impossible length is corruption, another magic an invalid record', () => {
  const short = batchAt(0);
  short.writeInt32BE(48, 8);
  assert.throws(() => [...recordBatches(short)], CorruptRecordError);
  const negative = batchAt(0);
  negative.writeInt32BE(-1, 8);
  assert.throws(() => [...recordBatches(negative)], CorruptRecordError);
  const old = batchAt(0);
  old.writeInt8(1, 16);
  assert.throws(() => [...recordBatches(old)], InvalidRecordError);
});

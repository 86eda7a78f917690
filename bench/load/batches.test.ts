import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { decodeRecords, recordBatches } from '@moldau/protocol';
import { batchSet } from './batches.ts';
import { randomNumbers, recordValue } from './record-values.ts';

describe('batches', () => {
  test('are nearly as large as asked for, with whole records of the size asked for', () => {
    const { batches, recordsPerBatch } = batchSet({ batchBytes: 20_000, recordBytes: 100, codec: 'none' });
    for (const batch of batches) {
      assert.ok(batch.length <= 20_000 && batch.length > 19_000, `${batch.length} bytes`);
      const [only] = [...recordBatches(batch)];
      assert.ok(only !== undefined);
      const records = [...decodeRecords(only)];
      assert.equal(records.length, recordsPerBatch);
      assert.ok(records.every(({ value }) => value?.length === 100));
    }
  });

  test('that are compressed hold more, but not suspiciously many records', () => {
    const plain = batchSet({ batchBytes: 20_000, recordBytes: 1000, codec: 'none' });
    const packed = batchSet({ batchBytes: 20_000, recordBytes: 1000, codec: 'lz4' });
    const gain = packed.recordsPerBatch / plain.recordsPerBatch;
    assert.ok(gain > 1.5 && gain < 4, `${gain} times as many`);
  });

  test('have exactly the number of records that is asked for', () => {
    const { recordsPerBatch } = batchSet({ batchBytes: 170, records: 20, recordBytes: 100, codec: 'none' });
    assert.equal(recordsPerBatch, 20);
  });
});

test('the same seed gives the same values', () => {
  const [one, other] = [randomNumbers(7), randomNumbers(7)];
  assert.deepEqual(recordValue(300, one), recordValue(300, other));
  assert.notDeepEqual(recordValue(300, one), recordValue(300, randomNumbers(8)));
});

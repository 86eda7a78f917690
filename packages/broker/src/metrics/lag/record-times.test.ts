import assert from 'node:assert/strict';
import { test } from 'node:test';
import { encodeRecordBatch, RecordBatch } from '@moldau/protocol';
import { type ReadablePartition, RecordTimes } from './record-times.ts';

const NOW = 1_000_000;

/** Batches of so many records each, a millisecond apart; record n is written at `timeOf(n)`. */
class Log implements ReadablePartition {
  reads = 0;
  released = 0;
  readonly highWatermark: number;
  readonly log: ReadablePartition['log'];

  constructor(records: number, perBatch: number, timeOf: (offset: number) => number) {
    this.highWatermark = records;
    this.log = {
      read: ({ offset }) => {
        this.reads++;
        const first = offset - (offset % perBatch);
        const bytes = encodeRecordBatch({
          records: Array.from({ length: perBatch }, (_, index) => ({
            timestamp: timeOf(first + index),
            key: null,
            value: Buffer.from('x'),
          })),
        });
        new RecordBatch(bytes).baseOffset = first;
        // As a ring buffer may hand it out: cut in the middle of the header.
        const chunks = [bytes.subarray(0, 20), bytes.subarray(20)];
        return { chunks, byteLength: bytes.length, release: () => this.released++ };
      },
    };
  }
}

test('the time of a record is read once, and remembered', async () => {
  const log = new Log(100, 1, (offset) => offset * 1000);
  const times = new RecordTimes();
  const budget = { lookups: 10 };
  assert.equal(await times.at(log, 42, NOW, budget), 42_000);
  assert.equal(await times.at(log, 42, NOW, budget), 42_000);
  assert.deepEqual([log.reads, log.released, budget.lookups], [1, 1, 9]);
});

test('within a batch it is estimated from the first and the last record', async () => {
  const log = new Log(100, 11, (offset) => 5_000 + offset);
  const times = new RecordTimes();
  assert.equal(await times.at(log, 11, NOW, { lookups: 1 }), 5_011);
  assert.equal(await times.at(log, 16, NOW, { lookups: 1 }), 5_016);
});

test('beyond the budget it is estimated from what is known before and after', async () => {
  const log = new Log(100, 1, (offset) => offset * 1000);
  const times = new RecordTimes();
  assert.equal(await times.at(log, 50, NOW, { lookups: 0 }), undefined);
  await times.at(log, 20, NOW, { lookups: 1 });
  await times.at(log, 40, NOW, { lookups: 1 });
  const nothingLeft = { lookups: 0 };
  assert.equal(await times.at(log, 30, NOW, nothingLeft), 30_000);
  assert.equal(await times.at(log, 10, NOW, nothingLeft), 20_000);
  assert.equal(await times.at(log, 70, 100_000, nothingLeft), 70_000);
  assert.equal(log.reads, 2);
});

test('memory is bounded, and a read that fails is no time', async () => {
  const log = new Log(1000, 1, (offset) => offset);
  const times = new RecordTimes();
  const budget = { lookups: 1000 };
  for (let offset = 0; offset < 200; offset++) await times.at(log, offset, NOW, budget);
  await times.at(log, 199, NOW, budget);
  assert.equal(log.reads, 200);
  await times.at(log, 3, NOW, budget);
  assert.equal(log.reads, 201);
  const broken: ReadablePartition = { highWatermark: 5, log: { read: () => Promise.reject(new Error('broken')) } };
  assert.equal(await times.at(broken, 1, NOW, budget), undefined);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { encodeEndTxnMarker, encodeRecordBatch, RecordBatch } from '@moldau/protocol';
import { CorruptSnapshotError, decodeProducerSnapshot } from './producer-snapshot.ts';
import { ProducerState } from './producer-state.ts';

/** As Kafka 4.2 wrote it: producer 9000000001 in a transaction, and producer 7 of which no batch is left. */
const KAFKA_SNAPSHOT = Buffer.from(
  '0001ff71329e000000020000000218711a01000300000005000000000000002c000000030000018bcfe5680000000002' +
    '000000000000002900000000000000070000ffffffffffffffffffffffff000000000000018bcfe56809ffffffffffffffffffffffff',
  'hex',
);
const NOW = 1700000000010;
const DAY = 86400000;

function batch(baseOffset: number, baseSequence: number, count = 1, transactional = false): RecordBatch {
  const records = Array.from({ length: count }, () => ({ timestamp: NOW, key: null, value: null }));
  const producer = { producerId: 5, producerEpoch: 1, baseSequence, transactional };
  return new RecordBatch(encodeRecordBatch({ records, baseOffset, ...producer }));
}

test('reads and writes Kafka’s snapshot byte for byte (B55)', () => {
  const producers = new ProducerState();
  producers.load(KAFKA_SNAPSHOT, NOW, DAY);
  assert.deepEqual(producers.activeProducers(), [
    {
      producerId: 9000000001,
      producerEpoch: 3,
      lastSequence: 5,
      lastTimestamp: 1700000000000,
      coordinatorEpoch: 2,
      currentTransactionFirstOffset: 41,
    },
    {
      producerId: 7,
      producerEpoch: 0,
      lastSequence: -1,
      lastTimestamp: 1700000000009,
      coordinatorEpoch: -1,
      currentTransactionFirstOffset: -1,
    },
  ]);
  assert.deepEqual(producers.snapshot(), KAFKA_SNAPSHOT);
  assert.equal(producers.lastStableOffset(100), 41);
});

test('a snapshot and the batches after it make the same state as the log from its start (B55)', () => {
  const head = [batch(0, 0, 2), batch(2, 2, 3, true)];
  const marker = { result: 'abort', coordinatorEpoch: 4, producerId: 5, producerEpoch: 1, timestamp: NOW } as const;
  const tail = [batch(5, 5, 1, true), new RecordBatch(encodeEndTxnMarker({ ...marker, baseOffset: 6 })), batch(7, 6)];
  const whole = new ProducerState();
  for (const each of [...head, ...tail]) whole.update(each);
  const before = new ProducerState();
  for (const each of head) before.update(each);
  const resumed = new ProducerState();
  resumed.load(before.snapshot(), NOW, DAY);
  for (const each of tail) resumed.update(each);
  assert.deepEqual(resumed.snapshot(), whole.snapshot());
  assert.deepEqual(resumed.lastStableOffset(8), whole.lastStableOffset(8));
  assert.equal(resumed.check(batch(0, 6), 'client')?.baseOffset, 7);
});

test('the last batch is known again after a restart', () => {
  const before = new ProducerState();
  before.update(batch(40, 2147483646, 4));
  const after = new ProducerState();
  after.load(before.snapshot(), NOW, DAY);
  assert.deepEqual(after.check(batch(0, 2147483646, 4), 'client'), { baseOffset: 40, lastOffset: 43, timestamp: NOW });
  assert.equal(after.check(batch(0, 2), 'client'), undefined);
});

test('all batches that may be sent again are known again after a restart (B51, B54)', () => {
  const before = new ProducerState();
  for (let at = 0; at < 7; at++) before.update(batch(at * 2, at * 2, 2));
  const after = new ProducerState();
  after.load(before.snapshot(), NOW, DAY);
  for (let at = 2; at < 7; at++) assert.equal(after.check(batch(0, at * 2, 2), 'client')?.baseOffset, at * 2);
  assert.throws(() => after.check(batch(0, 2, 2), 'client'));
  assert.deepEqual(after.snapshot(), before.snapshot());
  for (let at = 0; at < before.snapshot().length; at++) {
    assert.throws(() => decodeProducerSnapshot(before.snapshot().subarray(0, at)), CorruptSnapshotError, `${at} bytes`);
  }
});

test('producers that expired meanwhile are not loaded, but for those with an open transaction (B56)', () => {
  const producers = new ProducerState();
  producers.load(KAFKA_SNAPSHOT, NOW + DAY, DAY);
  assert.deepEqual(
    producers.activeProducers().map((each) => each.producerId),
    [9000000001],
  );
});

test('a snapshot cut off or changed anywhere is refused and leaves the state as it was', () => {
  const producers = new ProducerState();
  producers.update(batch(0, 0));
  const expected = producers.snapshot();
  for (let at = 0; at < KAFKA_SNAPSHOT.length; at++) {
    const changed = Buffer.from(KAFKA_SNAPSHOT);
    changed[at] = (changed[at] ?? 0) ^ 1;
    assert.throws(() => producers.load(changed, NOW, DAY), CorruptSnapshotError, `byte ${at}`);
    assert.throws(() => decodeProducerSnapshot(KAFKA_SNAPSHOT.subarray(0, at)), CorruptSnapshotError, `${at} bytes`);
  }
  assert.deepEqual(producers.snapshot(), expected);
});

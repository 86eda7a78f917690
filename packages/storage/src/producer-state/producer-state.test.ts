import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Errors, encodeEndTxnMarker, encodeRecordBatch, RecordBatch } from '@moldau/protocol';
import fc from 'fast-check';
import { AppendError } from '../partition-log.ts';
import { type DuplicateBatch, ProducerState } from './producer-state.ts';
import type { VerificationGuard } from './verifications.ts';

/** A partition that appends what its producer state lets it. */
class Partition {
  readonly producers = new ProducerState();
  readonly log: RecordBatch[] = [];
  end = 0;

  /** The coordinator agrees to everything. */
  send(bytes: Buffer, origin: 'client' | 'coordinator' = 'client', transactionVersion = 1): DuplicateBatch | undefined {
    const batch = new RecordBatch(bytes);
    const bumpsEpochs = transactionVersion >= 2;
    const verification = batch.isTransactional && origin === 'client' ? this.asked(batch, bumpsEpochs) : undefined;
    return this.sendWith(verification, bytes, origin, transactionVersion);
  }

  /** The guard that a batch's producer draws before its coordinator is asked. */
  asked(batch: RecordBatch, bumpsEpochs = false): VerificationGuard | undefined {
    const { producerId, producerEpoch, baseSequence } = batch;
    return this.producers.beginVerification({ producerId, producerEpoch, baseSequence, bumpsEpochs }, 0);
  }

  sendWith(
    verification: VerificationGuard | undefined,
    bytes: Buffer,
    origin: 'client' | 'coordinator' = 'client',
    transactionVersion = 1,
  ): DuplicateBatch | undefined {
    const batch = new RecordBatch(bytes);
    const duplicate = this.producers.check(batch, origin, { verification, transactionVersion });
    if (duplicate !== undefined) return duplicate;
    batch.baseOffset = this.end;
    this.end = batch.nextOffset;
    this.log.push(batch);
    this.producers.update(batch);
    return undefined;
  }

  refuses(bytes: Buffer, code: number, origin: 'client' | 'coordinator' = 'client', transactionVersion = 1): void {
    assert.throws(
      () => this.send(bytes, origin, transactionVersion),
      (error) => error instanceof AppendError && error.code === code,
    );
  }
}

interface Sent {
  id?: number;
  epoch?: number;
  count?: number;
  transactional?: boolean;
  timestamp?: number;
}

function data(
  baseSequence: number,
  { id = 7, epoch = 0, count = 1, transactional = false, timestamp = 1000 }: Sent = {},
) {
  const records = Array.from({ length: count }, () => ({ timestamp, key: null, value: null }));
  return encodeRecordBatch({ records, producerId: id, producerEpoch: epoch, baseSequence, transactional });
}

function marker(result: 'commit' | 'abort', { id = 7, epoch = 0 } = {}, coordinatorEpoch = 1): Buffer {
  return encodeEndTxnMarker({ result, coordinatorEpoch, producerId: id, producerEpoch: epoch, timestamp: 2000 });
}

test('batches without producer id are no business of it', () => {
  const partition = new Partition();
  const plain = () => encodeRecordBatch({ records: [{ timestamp: 1, key: null, value: null }] });
  assert.equal(partition.send(plain()), undefined);
  assert.equal(partition.send(plain()), undefined);
  assert.equal(partition.producers.size, 0);
});

test('an unknown producer may begin anywhere, under transaction version 2 only at 0 (B49)', () => {
  new Partition().send(data(41));
  const transactional = true;
  new Partition().send(data(41, { transactional }), 'client', 1);
  new Partition().refuses(data(41, { transactional }), Errors.OUT_OF_ORDER_SEQUENCE_NUMBER, 'client', 2);
  new Partition().send(data(0, { transactional }), 'client', 2);
});

test('a gap in the sequence is refused, the next in sequence taken (B52)', () => {
  const partition = new Partition();
  partition.send(data(0, { count: 3 }));
  partition.refuses(data(4), Errors.OUT_OF_ORDER_SEQUENCE_NUMBER);
  partition.refuses(data(2), Errors.OUT_OF_ORDER_SEQUENCE_NUMBER);
  partition.send(data(3));
  assert.equal(partition.end, 4);
});

test('each of the last five batches is known again with its offsets, an older one is out of order (B51)', () => {
  const partition = new Partition();
  for (let batch = 0; batch < 6; batch++) partition.send(data(batch * 2, { count: 2, timestamp: 500 + batch }));
  for (let batch = 1; batch < 6; batch++) {
    const expected = { baseOffset: batch * 2, lastOffset: batch * 2 + 1, timestamp: 500 + batch };
    assert.deepEqual(partition.send(data(batch * 2, { count: 2 })), expected);
  }
  partition.refuses(data(0, { count: 2 }), Errors.OUT_OF_ORDER_SEQUENCE_NUMBER);
  partition.refuses(data(10, { count: 1 }), Errors.OUT_OF_ORDER_SEQUENCE_NUMBER);
  assert.equal(partition.end, 12);
});

test('after sequence 2147483647 comes 0, inside a batch too (B50)', () => {
  const partition = new Partition();
  partition.send(data(2147483645, { count: 3 }));
  partition.refuses(data(1), Errors.OUT_OF_ORDER_SEQUENCE_NUMBER);
  partition.send(data(0, { count: 2 }));
  const inside = new Partition();
  inside.send(data(2147483646, { count: 4 }));
  assert.equal(inside.send(data(2147483646, { count: 4 }))?.baseOffset, 0);
  inside.send(data(2));
});

test('an older epoch is refused; a newer one begins at 0 and forgets the batches before (B53)', () => {
  const partition = new Partition();
  partition.send(data(0, { epoch: 3 }));
  partition.refuses(data(1, { epoch: 2 }), Errors.INVALID_PRODUCER_EPOCH);
  partition.refuses(data(0, { epoch: 2 }), Errors.INVALID_PRODUCER_EPOCH);
  partition.refuses(data(1, { epoch: 4 }), Errors.OUT_OF_ORDER_SEQUENCE_NUMBER);
  assert.equal(partition.send(data(0, { epoch: 4 })), undefined);
  assert.equal(partition.send(data(0, { epoch: 4 }))?.baseOffset, 1);
});

test('five batches in flight, cut off anywhere and sent again in order, leave each record once (B54)', () => {
  for (let answered = 0; answered <= 5; answered++) {
    const partition = new Partition();
    for (let batch = 0; batch < answered; batch++) partition.send(data(batch));
    for (let batch = 0; batch < 5; batch++) partition.send(data(batch));
    assert.equal(partition.end, 5);
    assert.deepEqual(
      partition.log.map((batch) => batch.baseSequence),
      [0, 1, 2, 3, 4],
    );
  }
});

test('retries of any kind in any order never leave a record twice or a sequence out of order', () => {
  const action = fc.record({ id: fc.nat(2), back: fc.nat(8), count: fc.integer({ min: 1, max: 3 }) });
  fc.assert(
    fc.property(fc.array(action, { maxLength: 60 }), (actions) => {
      const partition = new Partition();
      const batches = new Map<number, { sequence: number; count: number }[]>();
      for (const { id, back, count } of actions) {
        const known = batches.get(id) ?? [];
        batches.set(id, known);
        const last = known.at(-1);
        const next = last === undefined ? 0 : last.sequence + last.count;
        const again = known[known.length - back];
        const sent = again ?? { sequence: next, count };
        if (again === undefined) known.push(sent);
        try {
          const duplicate = partition.send(data(sent.sequence, { id, count: sent.count }));
          assert.equal(duplicate === undefined, again === undefined);
        } catch (error) {
          assert.ok(error instanceof AppendError && error.code === Errors.OUT_OF_ORDER_SEQUENCE_NUMBER && back > 5);
        }
      }
      for (const [id, known] of batches) {
        const written = partition.log.filter((batch) => batch.producerId === id).map((batch) => batch.baseSequence);
        assert.deepEqual(
          written,
          known.map((each) => each.sequence),
        );
      }
    }),
  );
});

test('what followers and recovery replay is never refused', () => {
  const producers = new ProducerState();
  producers.update(new RecordBatch(data(5, { epoch: 3 })));
  const older = new RecordBatch(data(9, { epoch: 2 }));
  assert.equal(producers.check(older, 'replication'), undefined);
});

test('a producer idle too long is forgotten, one with an open transaction is not (B56)', () => {
  const partition = new Partition();
  partition.send(data(0, { id: 1, timestamp: 1000 }));
  partition.send(data(0, { id: 2, timestamp: 1000, transactional: true }));
  partition.send(data(0, { id: 3, timestamp: 1500 }));
  partition.producers.removeExpired(1999, 1000);
  assert.equal(partition.producers.size, 3);
  partition.producers.removeExpired(2000, 1000);
  assert.deepEqual(
    partition.producers.activeProducers().map((each) => each.producerId),
    [2, 3],
  );
  partition.send(data(77, { id: 1 }));
});

test('a transaction opens with its first batch and holds the last stable offset there until its marker (B67)', () => {
  const partition = new Partition();
  partition.send(data(0, { id: 1 }));
  partition.send(data(0, { id: 2, transactional: true, count: 2 }));
  partition.send(data(2, { id: 2, transactional: true }));
  partition.send(data(0, { id: 3, transactional: true }));
  assert.equal(partition.producers.lastStableOffset(partition.end), 1);
  assert.ok(partition.producers.hasOpenTransaction(2));
  partition.send(marker('commit', { id: 2 }), 'coordinator');
  assert.equal(partition.producers.lastStableOffset(5), 1);
  assert.equal(partition.producers.lastStableOffset(6), 4);
  partition.send(marker('abort', { id: 3 }), 'coordinator');
  assert.equal(partition.producers.lastStableOffset(7), 7);
  assert.ok(!partition.producers.hasOpenTransaction(2));
});

test('the last stable offset does not pass a marker that is not below the high watermark', () => {
  const partition = new Partition();
  partition.send(data(0, { transactional: true }));
  partition.send(marker('commit'), 'coordinator');
  assert.equal(partition.producers.lastStableOffset(1), 0);
  assert.equal(partition.producers.lastStableOffset(2), 2);
});

test('a marker tells which transaction it ended, and an empty one ends none', () => {
  const producers = new ProducerState();
  const at = (bytes: Buffer, offset: number): RecordBatch => {
    const batch = new RecordBatch(bytes);
    batch.baseOffset = offset;
    return batch;
  };
  producers.update(at(data(0, { id: 5, transactional: true }), 10));
  producers.update(at(data(0, { id: 6, transactional: true }), 11));
  const completed = producers.update(at(marker('abort', { id: 5 }), 12));
  assert.deepEqual(completed, { producerId: 5, firstOffset: 10, lastOffset: 12, result: 'abort' });
  assert.equal(completed && producers.lastStableOffsetAfter(completed), 11);
  assert.equal(producers.update(at(marker('commit', { id: 5 }), 13)), undefined);
  const last = producers.update(at(marker('commit', { id: 6 }), 14));
  assert.equal(last && producers.lastStableOffsetAfter(last), 15);
});

test('a marker of an older epoch or an older coordinator is refused', () => {
  const partition = new Partition();
  partition.send(data(0, { epoch: 2, transactional: true }));
  partition.refuses(marker('commit', { epoch: 1 }), Errors.INVALID_PRODUCER_EPOCH, 'coordinator');
  partition.send(marker('commit', { epoch: 2 }, 5), 'coordinator');
  partition.refuses(marker('commit', { epoch: 2 }, 4), Errors.TRANSACTION_COORDINATOR_FENCED, 'coordinator');
});

test('a marker of the epoch that is open is refused where epochs are bumped, and repeated where none is (B72)', () => {
  const partition = new Partition();
  partition.send(data(0, { transactional: true }));
  partition.refuses(marker('commit'), Errors.INVALID_PRODUCER_EPOCH, 'coordinator', 2);
  partition.send(marker('commit', { epoch: 1 }), 'coordinator', 2);
  partition.send(marker('commit', { epoch: 1 }), 'coordinator', 2);
  assert.equal(partition.producers.lastStableOffset(partition.end), partition.end);
  partition.send(data(0, { epoch: 1, transactional: true }), 'client', 2);
  partition.refuses(marker('commit', { epoch: 1 }), Errors.INVALID_PRODUCER_EPOCH, 'coordinator', 2);
  assert.ok(partition.producers.hasOpenTransaction(7));
});

test('a transaction does not begin where its coordinator was not asked (B65)', () => {
  const partition = new Partition();
  const first = () => data(0, { transactional: true });
  const refused = (guard: VerificationGuard | undefined, bytes: Buffer) =>
    assert.throws(
      () => partition.sendWith(guard, bytes),
      (error) => error instanceof AppendError && error.code === Errors.INVALID_TXN_STATE,
    );
  refused(undefined, first());
  refused({ producerId: 7 }, first());
  const guard = partition.asked(new RecordBatch(first()));
  assert.equal(partition.asked(new RecordBatch(first())), guard, 'asked twice, one guard');
  partition.sendWith(guard, first());
  assert.equal(partition.asked(new RecordBatch(first())), undefined, 'open: nobody is asked');
  partition.sendWith(undefined, data(1, { transactional: true }));
  refused(undefined, data(0, { epoch: 1, transactional: true }));
});

test('an answer that the end of the transaction has overtaken opens none (B65)', () => {
  const partition = new Partition();
  const late = () => data(0, { transactional: true });
  const guard = partition.asked(new RecordBatch(late()));
  partition.send(marker('abort'), 'coordinator');
  const again = partition.asked(new RecordBatch(late()));
  assert.notEqual(again, guard);
  assert.throws(
    () => partition.sendWith(guard, late()),
    (error) => error instanceof AppendError && error.code === Errors.INVALID_TXN_STATE,
  );
  assert.ok(!partition.producers.hasOpenTransaction(7));
});

test('of the batches that wait for an answer the first is taken first', () => {
  const partition = new Partition();
  const [first, second] = [0, 1].map((sequence) => () => data(sequence, { transactional: true }));
  assert(first !== undefined && second !== undefined);
  partition.asked(new RecordBatch(first()));
  partition.refuses(second(), Errors.OUT_OF_ORDER_SEQUENCE_NUMBER);
  partition.send(first());
  partition.send(second());
});

test('guards of those who never wrote do not stay for ever', () => {
  const partition = new Partition();
  partition.asked(new RecordBatch(data(0, { transactional: true })));
  assert.equal(partition.producers.size, 1);
  partition.producers.removeExpired(1000, 1000);
  assert.equal(partition.producers.size, 0);
});

test('a marker with a bumped epoch lets the sequence begin at 0 again', () => {
  const partition = new Partition();
  partition.send(data(0, { transactional: true, count: 3 }));
  partition.send(marker('commit', { epoch: 1 }), 'coordinator');
  partition.refuses(data(3, { transactional: true }), Errors.INVALID_PRODUCER_EPOCH);
  partition.refuses(data(3, { epoch: 1, transactional: true }), Errors.OUT_OF_ORDER_SEQUENCE_NUMBER);
  partition.send(data(0, { epoch: 1, transactional: true }));
});

test('a producer with an open transaction cannot write outside of it', () => {
  const partition = new Partition();
  partition.send(data(0, { transactional: true }));
  partition.refuses(data(1), Errors.INVALID_TXN_STATE);
});

test('lists producers as DescribeProducers shows them (B58)', () => {
  const partition = new Partition();
  partition.send(data(0, { id: 1, count: 4, timestamp: 11 }));
  partition.send(data(0, { id: 2, epoch: 3, transactional: true, timestamp: 12 }));
  const idle = { coordinatorEpoch: -1, currentTransactionFirstOffset: -1 };
  assert.deepEqual(partition.producers.activeProducers(), [
    { producerId: 1, producerEpoch: 0, lastSequence: 3, lastTimestamp: 11, ...idle },
    { ...idle, producerId: 2, producerEpoch: 3, lastSequence: 0, lastTimestamp: 12, currentTransactionFirstOffset: 4 },
  ]);
});

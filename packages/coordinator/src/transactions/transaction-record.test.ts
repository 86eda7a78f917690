import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Transaction } from './transaction.ts';
import { transactionOfRecord, transactionRecord, transactionTombstone } from './transaction-record.ts';

const transaction: Transaction = {
  transactionalId: 'orders',
  state: 'PrepareCommit',
  producerId: 7,
  producerEpoch: 3,
  previousProducerId: 6,
  previousProducerEpoch: -1,
  nextProducerId: 8,
  timeoutMs: 60_000,
  partitions: new Map([
    ['input', new Set([0, 2])],
    ['output', new Set([1])],
  ]),
  startMs: 1_000,
  lastUpdateMs: 2_000,
  clientTransactionVersion: 2,
};

test('what is known about a transaction survives the log', () => {
  assert.deepEqual(transactionOfRecord(transactionRecord(transaction, 2)), { transactionalId: 'orders', transaction });
  assert.deepEqual(transactionOfRecord(transactionTombstone('orders')), {
    transactionalId: 'orders',
    transaction: undefined,
  });
});

test('a cluster that was never upgraded has records that every Kafka reads, without the new fields', () => {
  const record = transactionRecord({ ...transaction, clientTransactionVersion: 0 }, 0);
  assert.equal(record.value?.readInt16BE(0), 0);
  const read = transactionOfRecord(record)?.transaction;
  assert.deepEqual([read?.producerId, read?.previousProducerId, read?.nextProducerId], [7, -1, -1]);
  assert.equal(transactionRecord(transaction, 1).value?.readInt16BE(0), 1);
});

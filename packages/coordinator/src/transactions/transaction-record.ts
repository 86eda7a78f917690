/** Transactions in `__transaction_state`, in the format of Kafka 4.2. */
import { decodeRecordKey, decodeVersioned, encodeRecordKey, encodeVersioned, readRecordType } from '@moldau/protocol';
import {
  type PartitionsSchema,
  type TransactionLogValue,
  transactionLogRecord as descriptor,
} from '@moldau/protocol/records/transaction-log';
import type { CoordinatorRecord } from '../ports.ts';
import type { Transaction } from './transaction.ts';
import { noPartitions, type TransactionPartitions } from './transaction-partitions.ts';
import { numberOfState, stateOfNumber } from './transaction-state.ts';

/** The version that a cluster at `transaction.version` 1 or more writes: the first that can tell of producer ids to come. */
const flexibleVersion = 1;
const oldVersion = 0;

/** Version 0 is for clusters that were never upgraded; there nobody works at a version that needs the rest. */
export function transactionRecord(transaction: Transaction, transactionVersion: number): CoordinatorRecord {
  const { transactionalId, producerId, producerEpoch, timeoutMs, state, partitions } = transaction;
  const isFlexible = transactionVersion >= 1;
  const value: TransactionLogValue = {
    producerId,
    previousProducerId: isFlexible ? transaction.previousProducerId : -1,
    nextProducerId: isFlexible ? transaction.nextProducerId : -1,
    producerEpoch,
    nextProducerEpoch: -1,
    transactionTimeoutMs: timeoutMs,
    transactionStatus: numberOfState(state),
    transactionPartitions: state === 'Empty' ? null : schemaOf(partitions),
    transactionLastUpdateTimestampMs: transaction.lastUpdateMs,
    transactionStartTimestampMs: transaction.startMs,
    clientTransactionVersion: isFlexible ? transaction.clientTransactionVersion : 0,
  };
  return {
    key: encodeRecordKey(descriptor, { transactionalId }),
    value: encodeVersioned(descriptor.value, value, isFlexible ? flexibleVersion : oldVersion),
  };
}

export function transactionTombstone(transactionalId: string): CoordinatorRecord {
  return { key: encodeRecordKey(descriptor, { transactionalId }), value: null };
}

/** Undefined for records of other kinds. Throws for what does not parse. */
export function transactionOfRecord({ key, value }: CoordinatorRecord): ReplayedTransaction | undefined {
  if (readRecordType(key) !== descriptor.type) return undefined;
  const { transactionalId } = decodeRecordKey(descriptor, key);
  const decoded = value === null ? null : decodeVersioned(descriptor.value, value);
  const state = decoded === null ? undefined : stateOfNumber(decoded.transactionStatus);
  if (decoded === null || state === undefined) return { transactionalId, transaction: undefined };
  const transaction: Transaction = {
    transactionalId,
    state,
    producerId: decoded.producerId,
    producerEpoch: decoded.producerEpoch,
    previousProducerId: decoded.previousProducerId,
    previousProducerEpoch: -1,
    nextProducerId: decoded.nextProducerId,
    timeoutMs: decoded.transactionTimeoutMs,
    partitions: partitionsOf(decoded.transactionPartitions),
    startMs: decoded.transactionStartTimestampMs,
    lastUpdateMs: decoded.transactionLastUpdateTimestampMs,
    clientTransactionVersion: decoded.clientTransactionVersion,
  };
  return { transactionalId, transaction };
}

export interface ReplayedTransaction {
  readonly transactionalId: string;
  /** Undefined: the id is no more. */
  readonly transaction: Transaction | undefined;
}

function schemaOf(partitions: TransactionPartitions): PartitionsSchema[] {
  return Array.from(partitions, ([topic, indexes]) => ({ topic, partitionIds: [...indexes] }));
}

function partitionsOf(schema: readonly PartitionsSchema[] | null): TransactionPartitions {
  if (schema === null || schema.length === 0) return noPartitions;
  return new Map(schema.map(({ topic, partitionIds }) => [topic, new Set(partitionIds)]));
}

/**
 * AddPartitionsToTxn: up to v3 a client's own transaction, since v4 a batch of them, which brokers send to each other:
 * to add partitions in the name of a client, or only to ask whether they were added.
 */
import { type ErrorCode, Errors } from '@moldau/protocol';
import type {
  AddPartitionsToTxnRequest,
  AddPartitionsToTxnResponse,
  AddPartitionsToTxnResult,
  AddPartitionsToTxnTopic,
  AddPartitionsToTxnTopicResult,
  AddPartitionsToTxnTransaction,
} from '@moldau/protocol/messages/add-partitions-to-txn';
import type { TopicCatalog, TransactionPartition } from '../../ports.ts';
import { producerFencedFrom } from './init-producer-id.ts';

const batchesFrom = 4;
const transactionVersion2From = 5;

export function isBatch(apiVersion: number): boolean {
  return apiVersion >= batchesFrom;
}

/** The level of `transaction.version` that a request of this version is made at. */
export function transactionVersionOfAdd(apiVersion: number): number {
  return apiVersion >= transactionVersion2From ? 2 : 0;
}

export function transactionsOf(
  request: AddPartitionsToTxnRequest,
  apiVersion: number,
): readonly AddPartitionsToTxnTransaction[] {
  if (isBatch(apiVersion)) return request.transactions;
  return [
    {
      transactionalId: request.v3AndBelowTransactionalId,
      producerId: request.v3AndBelowProducerId,
      producerEpoch: request.v3AndBelowProducerEpoch,
      verifyOnly: false,
      topics: request.v3AndBelowTopics,
    },
  ];
}

export function partitionsOf(topics: readonly AddPartitionsToTxnTopic[]): TransactionPartition[] {
  return topics.flatMap(({ name, partitions }) => partitions.map((partition) => ({ topic: name, partition })));
}

/** All or nothing: a partition that does not exist keeps the others from being tried. Undefined if all exist (B62). */
export function refuseUnknown(
  partitions: readonly TransactionPartition[],
  catalog: TopicCatalog,
): ErrorCode[] | undefined {
  const exist = partitions.map(
    ({ topic, partition }) => partition >= 0 && partition < (catalog.topicByName(topic)?.partitions ?? 0),
  );
  if (!exist.includes(false)) return undefined;
  return exist.map((exists) => (exists ? Errors.OPERATION_NOT_ATTEMPTED : Errors.UNKNOWN_TOPIC_OR_PARTITION));
}

/** `codes` in the order of the request's partitions. */
export function addResult(
  { transactionalId, topics }: AddPartitionsToTxnTransaction,
  codes: readonly ErrorCode[],
  apiVersion: number,
): AddPartitionsToTxnResult {
  let at = 0;
  const topicResults = topics.map(
    ({ name, partitions }): AddPartitionsToTxnTopicResult => ({
      name,
      resultsByPartition: partitions.map((partitionIndex) => ({
        partitionIndex,
        partitionErrorCode: producerFencedFrom(2, codes[at++] ?? Errors.NONE, apiVersion),
      })),
    }),
  );
  return { transactionalId, topicResults };
}

export function addResponse(
  results: readonly AddPartitionsToTxnResult[],
  apiVersion: number,
): AddPartitionsToTxnResponse {
  return {
    throttleTimeMs: 0,
    errorCode: Errors.NONE,
    resultsByTransaction: isBatch(apiVersion) ? results : [],
    resultsByTopicV3AndBelow: isBatch(apiVersion) ? [] : (results[0]?.topicResults ?? []),
  };
}

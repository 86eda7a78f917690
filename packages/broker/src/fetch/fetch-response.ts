import { type ErrorCode, Errors } from '@moldau/protocol';
import type {
  AbortedTransaction,
  FetchableTopicResponse,
  FetchResponse,
  PartitionData,
} from '@moldau/protocol/messages/fetch';
import type { FetchPlan } from './fetch-session-cache.ts';
import type { FetchTerms } from './partition-fetch.ts';
import type { PartitionRead } from './read-partitions.ts';

const NO_RECORDS: readonly Buffer[] = [];

export function fetchErrorResponse(errorCode: ErrorCode): FetchResponse {
  return { throttleTimeMs: 0, errorCode, sessionId: 0, responses: [], nodeEndpoints: [] };
}

/** The client fetches too fast: it gets nothing, and is told for how long (B13). */
export function throttledResponse(throttleTimeMs: number, sessionId: number): FetchResponse {
  return { throttleTimeMs, errorCode: Errors.NONE, sessionId, responses: [], nodeEndpoints: [] };
}

/** How long the answer would be, as far as quotas care. */
export function responseBytes(reads: readonly PartitionRead[]): number {
  return reads.reduce((sum, { result }) => sum + PARTITION_BYTES + (result?.byteLength ?? 0), 0);
}

/** What an answer says of a partition beside its records, about. */
const PARTITION_BYTES = 64;

/**
 * The answer to a fetch. A full one names every partition asked for (B84); an incremental one only those with records,
 * an error, or a high watermark or log start that differ from what the session was last told (B85).
 */
export function fetchResponse(plan: FetchPlan, reads: readonly PartitionRead[], terms: FetchTerms): FetchResponse {
  const responses: FetchableTopicResponse[] = [];
  let current: GrowingTopicResponse | undefined;
  for (const read of unknownLast(reads)) {
    const data = partitionData(read, terms);
    const { cached } = read.fetch;
    const news = isNews(data, cached);
    cached.toldHighWatermark = data.errorCode === Errors.NONE ? data.highWatermark : -1;
    cached.toldLogStartOffset = data.logStartOffset;
    if (plan.incremental && !news) continue;
    if (current === undefined || current.topic !== cached.topic || current.topicId !== cached.topicId) {
      current = { topic: cached.topic, topicId: cached.topicId, partitions: [] };
      responses.push(current);
    }
    current.partitions.push(data);
    if (plan.incremental && (read.result?.byteLength ?? 0) > 0) plan.session?.moveToEnd(cached);
  }
  return { throttleTimeMs: 0, errorCode: Errors.NONE, sessionId: plan.session?.id ?? 0, responses, nodeEndpoints: [] };
}

/** Kafka's order: what is not in the cluster comes after what is. */
function unknownLast(reads: readonly PartitionRead[]): readonly PartitionRead[] {
  const isUnknown = ({ fetch }: PartitionRead): boolean => fetch.kind === 'unknown';
  if (!reads.some(isUnknown)) return reads;
  return [...reads.filter((read) => !isUnknown(read)), ...reads.filter(isUnknown)];
}

type GrowingTopicResponse = FetchableTopicResponse & { readonly partitions: PartitionData[] };

function isNews(data: PartitionData, cached: PartitionRead['fetch']['cached']): boolean {
  return (
    data.errorCode !== Errors.NONE ||
    data.divergingEpoch !== undefined ||
    (Array.isArray(data.records) && data.records.length > 0) ||
    data.highWatermark !== cached.toldHighWatermark ||
    data.logStartOffset !== cached.toldLogStartOffset
  );
}

function partitionData(read: PartitionRead, terms: FetchTerms): PartitionData {
  const { fetch } = read;
  const partitionIndex = fetch.cached.asked.partition;
  if (fetch.kind === 'unknown') return { ...errorData(partitionIndex, fetch.error, terms), abortedTransactions: [] };
  if (fetch.kind === 'refused') return errorData(partitionIndex, fetch.error, terms);
  if (read.readError !== Errors.NONE) return errorData(partitionIndex, read.readError, terms);
  const { partition } = fetch;
  const data: PartitionData = {
    partitionIndex,
    errorCode: Errors.NONE,
    highWatermark: partition.highWatermark,
    lastStableOffset: partition.lastStableOffset,
    logStartOffset: partition.log.logStartOffset,
    abortedTransactions: terms.readCommitted && fetch.kind === 'readable' && !isTooLarge(read) ? aborted(read) : null,
    preferredReadReplica: -1,
    records: read.result?.chunks ?? NO_RECORDS,
  };
  if (fetch.kind === 'diverged') data.divergingEpoch = { epoch: fetch.epoch, endOffset: fetch.endOffset };
  return data;
}

function aborted({ aborted: transactions = [] }: PartitionRead): readonly AbortedTransaction[] {
  return transactions.map(({ producerId, firstOffset }) => ({ producerId, firstOffset }));
}

/** Not even the first batch fits: Kafka then says nothing of transactions either. */
function isTooLarge({ result }: PartitionRead): boolean {
  return result?.byteLength === 0;
}

function errorData(partitionIndex: number, errorCode: ErrorCode, terms: FetchTerms): PartitionData {
  return {
    partitionIndex,
    errorCode: speakable(errorCode, terms.apiVersion),
    highWatermark: -1,
    lastStableOffset: -1,
    logStartOffset: -1,
    abortedTransactions: null,
    preferredReadReplica: -1,
    records: NO_RECORDS,
  };
}

/** Clients of v5 and below do not know the storage error (B159). */
function speakable(errorCode: ErrorCode, apiVersion: number): ErrorCode {
  return errorCode === Errors.KAFKA_STORAGE_ERROR && apiVersion <= 5 ? Errors.NOT_LEADER_OR_FOLLOWER : errorCode;
}

import type { HostedTopic, Partition, ReplicaManager } from '@moldau/cluster';
import { type ErrorCode, Errors, ProtocolError, RECORD_BATCH_HEADER_BYTES, RecordBatch } from '@moldau/protocol';
import type {
  PartitionProduceData,
  PartitionProduceResponse,
  TopicProduceData,
} from '@moldau/protocol/messages/produce';
import { AppendError, type AppendInfo, BatchFormatError } from '@moldau/storage';
import type { RequestContext } from '../handlers/handler.ts';
import { countProduced, countRefused } from './produce-traffic.ts';
import type { Verdict } from './verify-transaction.ts';

/** One partition's part of a Produce request after the append was tried. */
export interface ProducedPartition {
  /** Complete when the append failed; else it holds if the wait for the acknowledgement goes well. */
  readonly response: PartitionProduceResponse;
  /** Where the acknowledgement is awaited; absent when the append failed. */
  readonly appended?: AppendedPartition;
  /** The acknowledgement has not come and is still of interest. */
  isAwaited?: boolean;
}

export interface AppendedPartition {
  readonly partition: Partition;
  readonly lastOffset: number;
}

/** Appends one partition's batch. Never throws: what goes wrong is the partition's own answer (B33–B45). */
export function producePartition(
  replicas: ReplicaManager,
  topic: TopicProduceData,
  data: PartitionProduceData,
  acks: number,
  context: RequestContext,
  verdict?: Verdict,
): ProducedPartition {
  let partition: Partition | undefined;
  try {
    partition = findPartition(replicas, topic, data.index, context);
    checkAcks(acks);
    const batch = data.records;
    if (batch === null || batch.length === 0) {
      throw new BatchFormatError('A partition of a Produce request holds exactly one record batch');
    }
    if (verdict instanceof ProtocolError) throw verdict;
    const { apiVersion } = context;
    const info = partition.append(batch, acks, { origin: 'client', apiVersion, verification: verdict });
    countProduced(partition, info, batch.length);
    return {
      response: success(data.index, info, partition),
      appended: { partition, lastOffset: info.lastOffset },
    };
  } catch (error) {
    if (partition !== undefined) countRefused(partition.traffic, error, data.records?.length ?? 0);
    const logStartOffset = tellsLogStart(error) ? partition?.log.logStartOffset : undefined;
    return { response: failure(data.index, error, logStartOffset) };
  }
}

function findPartition(
  replicas: ReplicaManager,
  topic: TopicProduceData,
  index: number,
  context: RequestContext,
): Partition {
  const hosted = context.apiVersion >= 13 ? replicas.topicById(topic.topicId) : replicas.topicByName(topic.name);
  if (hosted === undefined) throw unknownTopic(context.apiVersion);
  if (hosted.isInternal && context.clientId !== ADMIN_CLIENT) {
    throw new ProtocolError(Errors.INVALID_TOPIC_EXCEPTION, `${hosted.name} is an internal topic`);
  }
  return hosted.partitions.get(index) ?? missingPartition(hosted, index);
}

/** The one client id that Kafka lets write to internal topics (B45). */
const ADMIN_CLIENT = '__admin_client';

function unknownTopic(apiVersion: number): ProtocolError {
  if (apiVersion >= 13) return new ProtocolError(Errors.UNKNOWN_TOPIC_ID);
  return new ProtocolError(Errors.UNKNOWN_TOPIC_OR_PARTITION);
}

function missingPartition(hosted: HostedTopic, index: number): never {
  if (hosted.image.partitions[index] === undefined) throw new ProtocolError(Errors.UNKNOWN_TOPIC_OR_PARTITION);
  throw new ProtocolError(Errors.KAFKA_STORAGE_ERROR);
}

function success(index: number, info: AppendInfo, partition: Partition): PartitionProduceResponse {
  return {
    index,
    errorCode: Errors.NONE,
    baseOffset: info.baseOffset,
    logAppendTimeMs: info.logAppendTimeMs,
    logStartOffset: partition.log.logStartOffset,
    recordErrors: [],
    errorMessage: null,
  };
}

/** As Kafka does, refusals that have to do with the log's content tell where it starts, others do not. */
function tellsLogStart(error: unknown): boolean {
  if (error instanceof ProtocolError) return error.code === Errors.NOT_ENOUGH_REPLICAS;
  if (error instanceof BatchFormatError) return false;
  return error instanceof AppendError && !withoutLogStart.has(error.code);
}

const withoutLogStart: ReadonlySet<ErrorCode> = new Set([
  Errors.CORRUPT_MESSAGE,
  Errors.MESSAGE_TOO_LARGE,
  Errors.RECORD_LIST_TOO_LARGE,
  Errors.KAFKA_STORAGE_ERROR,
  Errors.UNSUPPORTED_COMPRESSION_TYPE,
]);

export function failure(index: number, error: unknown, logStartOffset = -1): PartitionProduceResponse {
  const known = error instanceof AppendError || error instanceof ProtocolError;
  if (!known) throw error;
  const recordErrors = error instanceof AppendError ? error.recordErrors : [];
  return {
    index,
    errorCode: error.code,
    baseOffset: -1,
    logAppendTimeMs: -1,
    logStartOffset,
    recordErrors: recordErrors.map((record) => ({
      batchIndex: record.batchIndex,
      batchIndexErrorMessage: record.message,
    })),
    errorMessage: error.message,
  };
}

export function isTransactional(batch: Buffer | null): boolean {
  return batch !== null && batch.length >= RECORD_BATCH_HEADER_BYTES && new RecordBatch(batch).isTransactional;
}

/** B38. */
function checkAcks(acks: number): void {
  if (acks === 0 || acks === 1 || acks === -1) return;
  throw new ProtocolError(Errors.INVALID_REQUIRED_ACKS, `acks is ${acks}; -1, 0 and 1 are possible`);
}

/** Request bodies with every field that a test does not care about at its default. */
import { encodeRecordBatch, type RecordBatchToEncode, type RecordToEncode, ZERO_UUID } from '@moldau/protocol';
import type { FetchPartition, FetchRequest } from '@moldau/protocol/messages/fetch';
import type { InitProducerIdRequest } from '@moldau/protocol/messages/init-producer-id';
import type { ListOffsetsPartition, ListOffsetsRequest } from '@moldau/protocol/messages/list-offsets';
import type { MetadataRequest } from '@moldau/protocol/messages/metadata';
import type { ProduceRequest, TopicProduceData } from '@moldau/protocol/messages/produce';

export interface Topic {
  readonly name: string;
  readonly id: string;
}

/** An id that no topic has. */
export const STRANGE_ID = 'bW9sZGF1LW5vdC1hLXRvcA';

export function record(value: string, rest: Partial<RecordToEncode> = {}): RecordToEncode {
  return { timestamp: Date.now(), key: Buffer.from('key'), value: Buffer.from(value), ...rest };
}

/** A batch of one record for each value. */
export function batch(
  values: readonly string[] = ['one', 'two', 'three'],
  rest: Partial<RecordBatchToEncode> = {},
): Buffer {
  return encodeRecordBatch({ records: values.map((value) => record(value)), ...rest });
}

/** A batch of an idempotent producer. */
export function sequenced(producerId: number, producerEpoch: number, baseSequence: number, count = 1): Buffer {
  const values = Array.from({ length: count }, (_, index) => `sequence-${baseSequence + index}`);
  return batch(values, { producerId, producerEpoch, baseSequence });
}

/** The records for each partition of one topic. */
export function topicData(
  topic: Topic,
  ...partitions: readonly (readonly [number, Buffer | null])[]
): TopicProduceData {
  return {
    name: topic.name,
    topicId: topic.id,
    partitionData: partitions.map(([index, records]) => ({ index, records })),
  };
}

export function produceRequest(
  topics: readonly TopicProduceData[],
  { acks = -1, timeoutMs = 10_000 }: Partial<ProduceRequest> = {},
): ProduceRequest {
  return { transactionalId: null, acks, timeoutMs, topicData: topics };
}

export function fetchPartition(
  partition: number,
  fetchOffset: number,
  rest: Partial<FetchPartition> = {},
): FetchPartition {
  return {
    partition,
    currentLeaderEpoch: -1,
    fetchOffset,
    lastFetchedEpoch: -1,
    logStartOffset: -1,
    partitionMaxBytes: 1_048_576,
    replicaDirectoryId: ZERO_UUID,
    highWatermark: 0x7fffffffffffffffn,
    ...rest,
  };
}

export type FetchedTopic = readonly [Topic, ...FetchPartition[]];

export function fetchRequest(topics: readonly FetchedTopic[], rest: Partial<FetchRequest> = {}): FetchRequest {
  return {
    clusterId: null,
    replicaId: -1,
    maxWaitMs: 0,
    minBytes: 1,
    maxBytes: 52_428_800,
    isolationLevel: 0,
    sessionId: 0,
    sessionEpoch: -1,
    topics: topics.map(([{ name, id }, ...partitions]) => ({ topic: name, topicId: id, partitions })),
    forgottenTopicsData: [],
    rackId: '',
    ...rest,
  };
}

export function listOffsetsRequest(
  topic: Topic,
  partitions: readonly Partial<ListOffsetsPartition>[],
  rest: Partial<ListOffsetsRequest> = {},
): ListOffsetsRequest {
  const asked = partitions.map((partition) => ({
    partitionIndex: 0,
    currentLeaderEpoch: -1,
    timestamp: -1,
    ...partition,
  }));
  return { replicaId: -1, isolationLevel: 0, topics: [{ name: topic.name, partitions: asked }], timeoutMs: 0, ...rest };
}

export function metadataRequest(
  topics: readonly (string | Topic)[] | null,
  rest: Partial<MetadataRequest> = {},
): MetadataRequest {
  const asked = topics?.map((topic) =>
    typeof topic === 'string' ? { topicId: ZERO_UUID, name: topic } : { topicId: topic.id, name: null },
  );
  return {
    topics: asked ?? null,
    allowAutoTopicCreation: false,
    includeClusterAuthorizedOperations: false,
    includeTopicAuthorizedOperations: false,
    ...rest,
  };
}

export function initProducerIdRequest(rest: Partial<InitProducerIdRequest> = {}): InitProducerIdRequest {
  return {
    transactionalId: null,
    transactionTimeoutMs: 60_000,
    producerId: -1,
    producerEpoch: -1,
    enable2Pc: false,
    keepPreparedTxn: false,
    ...rest,
  };
}

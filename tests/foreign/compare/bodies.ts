/** Request bodies with every field that a case does not care about at its default. */

import { encodeRecordBatch, type RecordBatchToEncode } from '@moldau/protocol';
import type { FetchPartition, FetchRequest } from '@moldau/protocol/messages/fetch';
import type { JoinGroupRequest } from '@moldau/protocol/messages/join-group';
import type { ListOffsetsRequest } from '@moldau/protocol/messages/list-offsets';
import type { MetadataRequest } from '@moldau/protocol/messages/metadata';
import type { OffsetCommitRequest } from '@moldau/protocol/messages/offset-commit';
import type { OffsetFetchRequest } from '@moldau/protocol/messages/offset-fetch';
import { type ProduceRequest, produceApi } from '@moldau/protocol/messages/produce';
import type { Session, Topic } from './session.ts';

export const zeroId = 'AAAAAAAAAAAAAAAAAAAAAA';
/** An id that no topic has. */
export const strangeId = 'bW9sZGF1LW5vdC1hLXRvcA';
/** September 2001: fixed, so that bytes are the same in every run. */
export const time = 1_000_000_000_000;

export function batch(
  differences: Partial<RecordBatchToEncode> = {},
  values: readonly (string | null)[] = ['one', 'two', 'three'],
): Buffer {
  const records = values.map((value, index) => ({
    timestamp: time + index * 10,
    key: Buffer.from(`key-${index}`),
    value: value === null ? null : Buffer.from(value),
  }));
  return encodeRecordBatch({ records, ...differences });
}

export function produceBody(
  topic: Topic,
  records: Buffer | null,
  differences: Partial<ProduceRequest> = {},
  index = 0,
): ProduceRequest {
  return {
    transactionalId: null,
    acks: -1,
    timeoutMs: 5000,
    topicData: [{ name: topic.name, topicId: topic.id, partitionData: [{ index, records }] }],
    ...differences,
  };
}

/** Writes a batch before the case begins. */
export async function written(session: Session, topic: Topic, records: Buffer, index = 0): Promise<void> {
  const { responses } = await session.quietly(produceApi, 12, produceBody(topic, records, {}, index));
  const error = responses[0]?.partitionResponses[0]?.errorCode;
  if (error !== 0) throw new Error(`writing to ${topic.name}: error ${error}`);
}

export function fetchPartition(fetchOffset: number, differences: Partial<FetchPartition> = {}): FetchPartition {
  return {
    partition: 0,
    currentLeaderEpoch: -1,
    fetchOffset,
    lastFetchedEpoch: -1,
    logStartOffset: -1,
    partitionMaxBytes: 1_048_576,
    replicaDirectoryId: zeroId,
    highWatermark: 9223372036854775807n,
    ...differences,
  };
}

export function fetchBody(
  topic: Topic,
  partitions: readonly FetchPartition[],
  differences: Partial<FetchRequest> = {},
): FetchRequest {
  return {
    clusterId: null,
    replicaId: -1,
    maxWaitMs: 0,
    minBytes: 1,
    maxBytes: 52_428_800,
    isolationLevel: 0,
    sessionId: 0,
    sessionEpoch: -1,
    topics: partitions.length === 0 ? [] : [{ topic: topic.name, topicId: topic.id, partitions }],
    forgottenTopicsData: [],
    rackId: '',
    ...differences,
  };
}

export function listOffsetsBody(
  name: string,
  timestamps: readonly number[],
  differences: Partial<ListOffsetsRequest> = {},
  leaderEpoch = -1,
): ListOffsetsRequest {
  const partitions = timestamps.map((timestamp, index) => ({
    partitionIndex: index,
    currentLeaderEpoch: leaderEpoch,
    timestamp,
  }));
  return { replicaId: -1, isolationLevel: 0, topics: [{ name, partitions }], timeoutMs: 5000, ...differences };
}

export function metadataBody(
  names: readonly string[] | null,
  differences: Partial<MetadataRequest> = {},
): MetadataRequest {
  return {
    topics: names === null ? null : names.map((name) => ({ topicId: zeroId, name })),
    allowAutoTopicCreation: true,
    includeClusterAuthorizedOperations: false,
    includeTopicAuthorizedOperations: false,
    ...differences,
  };
}

/** A consumer's subscription of version 0 to one topic: Kafka never answers a consumer whose subscription does not parse. */
export const subscription = Buffer.from('00000000000100057365616c73ffffffff', 'hex');

export function joinBody(groupId: string, differences: Partial<JoinGroupRequest> = {}): JoinGroupRequest {
  return {
    groupId,
    sessionTimeoutMs: 10_000,
    rebalanceTimeoutMs: 10_000,
    memberId: '',
    groupInstanceId: null,
    protocolType: 'consumer',
    protocols: [{ name: 'range', metadata: subscription }],
    reason: null,
    ...differences,
  };
}

export function commitBody(
  groupId: string,
  topic: Topic,
  differences: Partial<OffsetCommitRequest> = {},
  offset = 5n,
  metadata: string | null = 'note',
  partition = 0,
): OffsetCommitRequest {
  const entry = {
    partitionIndex: partition,
    committedOffset: offset,
    committedLeaderEpoch: -1,
    committedMetadata: metadata,
  };
  return {
    groupId,
    generationIdOrMemberEpoch: -1,
    memberId: '',
    groupInstanceId: null,
    retentionTimeMs: -1,
    topics: [{ name: topic.name, topicId: topic.id, partitions: [entry] }],
    ...differences,
  };
}

/** Asks in the form of the version: one group at the top below v8, a list of groups from then on. */
export function offsetFetchBody(
  version: number,
  groupId: string,
  topics: readonly Topic[] | null,
  partitions: readonly number[] = [0],
): OffsetFetchRequest {
  const single = version < 8;
  return {
    groupId: single ? groupId : '',
    topics: single ? (topics?.map(({ name }) => ({ name, partitionIndexes: partitions })) ?? null) : [],
    groups: single
      ? []
      : [
          {
            groupId,
            memberId: null,
            memberEpoch: -1,
            topics: topics?.map(({ name, id }) => ({ name, topicId: id, partitionIndexes: partitions })) ?? null,
          },
        ],
    requireStable: false,
  };
}

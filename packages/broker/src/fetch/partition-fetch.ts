import type { HostedTopic, Partition, ReplicaManager } from '@moldau/cluster';
import { type ErrorCode, Errors } from '@moldau/protocol';
import type { FetchPartition } from '@moldau/protocol/messages/fetch';
import type { SessionPartition } from './fetch-session.ts';

/**
 * One partition of a fetch before anything is read: where it stands and how much there is to read. Cheap enough to do
 * again whenever the partition moves.
 */
export type PartitionFetch = ReadablePartition | RefusedPartition | DivergedPartition | UnknownPartition;

export interface ReadablePartition {
  readonly kind: 'readable';
  readonly cached: SessionPartition;
  readonly partition: Partition;
  readonly offset: number;
  /** Exclusive bound: the high watermark, or the last stable offset for `read_committed` (B68). */
  readonly endOffset: number;
  /** Bytes below `endOffset`, at most the partition's own limit. */
  readonly availableBytes: number;
}

export interface RefusedPartition {
  readonly kind: 'refused';
  readonly cached: SessionPartition;
  readonly partition?: Partition;
  readonly error: ErrorCode;
}

/** Not in the cluster: as Kafka does, it is told, but no reason not to wait for the other partitions of the fetch. */
export interface UnknownPartition {
  readonly kind: 'unknown';
  readonly cached: SessionPartition;
  readonly error: ErrorCode;
}

/** The reader's last epoch ends elsewhere in this log: it has to truncate (B87). */
export interface DivergedPartition {
  readonly kind: 'diverged';
  readonly cached: SessionPartition;
  readonly partition: Partition;
  readonly epoch: number;
  readonly endOffset: number;
}

export interface FetchTerms {
  readonly apiVersion: number;
  readonly readCommitted: boolean;
  /** Below 0 for consumers; a broker's id when a follower asks. */
  readonly replicaId: number;
}

export function inspectPartition(
  replicas: ReplicaManager,
  cached: SessionPartition,
  terms: FetchTerms,
): PartitionFetch {
  const usesTopicIds = terms.apiVersion >= 13;
  const topic = usesTopicIds ? replicas.topicById(cached.topicId) : replicas.topicByName(cached.topic);
  if (topic === undefined) {
    return {
      kind: 'unknown',
      cached,
      error: usesTopicIds ? Errors.UNKNOWN_TOPIC_ID : Errors.UNKNOWN_TOPIC_OR_PARTITION,
    };
  }
  const partition = topic.partitions.get(cached.asked.partition);
  if (partition === undefined) return missingPartition(topic, cached, terms);
  return inspectLeader(partition, cached, terms);
}

/** One that exists in the image but has no log here is refused: its log directory is offline (B159). */
function missingPartition(topic: HostedTopic, cached: SessionPartition, terms: FetchTerms): PartitionFetch {
  const isUnknown = topic.image.partitions[cached.asked.partition] === undefined;
  if (isUnknown) return { kind: 'unknown', cached, error: Errors.UNKNOWN_TOPIC_OR_PARTITION };
  return { kind: 'refused', cached, error: storageErrorOf(terms) };
}

/** Old clients do not know the error (B159). */
export function storageErrorOf({ apiVersion }: FetchTerms): ErrorCode {
  return apiVersion <= 5 ? Errors.NOT_LEADER_OR_FOLLOWER : Errors.KAFKA_STORAGE_ERROR;
}

function inspectLeader(partition: Partition, cached: SessionPartition, terms: FetchTerms): PartitionFetch {
  const { asked } = cached;
  const epochError = partition.checkLeaderEpoch(asked.currentLeaderEpoch);
  if (epochError !== Errors.NONE) return { kind: 'refused', cached, partition, error: epochError };
  if (terms.replicaId >= 0 && !partition.hasFollower(terms.replicaId)) {
    return { kind: 'refused', cached, partition, error: unknownFollower(asked) };
  }
  const { log } = partition;
  if (asked.lastFetchedEpoch >= 0) {
    const diverged = findDivergence(partition, cached);
    if (diverged !== undefined) return diverged;
  }
  if (asked.fetchOffset < log.logStartOffset || asked.fetchOffset > log.logEndOffset) {
    return { kind: 'refused', cached, partition, error: Errors.OFFSET_OUT_OF_RANGE };
  }
  return readable(partition, cached, terms);
}

/** A fetch in the name of a broker that is no replica, whoever sends it, reads nothing. */
function unknownFollower(asked: FetchPartition): ErrorCode {
  return asked.currentLeaderEpoch === -1 ? Errors.NOT_LEADER_OR_FOLLOWER : Errors.UNKNOWN_LEADER_EPOCH;
}

function findDivergence(partition: Partition, cached: SessionPartition): PartitionFetch | undefined {
  const { lastFetchedEpoch, fetchOffset } = cached.asked;
  const end = partition.log.endOffsetForEpoch(lastFetchedEpoch);
  if (end.epoch < 0 || end.endOffset < 0) {
    return { kind: 'refused', cached, partition, error: Errors.OFFSET_OUT_OF_RANGE };
  }
  if (end.epoch >= lastFetchedEpoch && end.endOffset >= fetchOffset) return undefined;
  return { kind: 'diverged', cached, partition, epoch: end.epoch, endOffset: end.endOffset };
}

export function readable(partition: Partition, cached: SessionPartition, terms: FetchTerms): ReadablePartition {
  const endOffset = terms.readCommitted ? partition.lastStableOffset : partition.highWatermark;
  const offset = cached.asked.fetchOffset;
  return {
    kind: 'readable',
    cached,
    partition,
    offset,
    endOffset,
    availableBytes: availableBytes(partition, cached.asked, endOffset),
  };
}

function availableBytes(partition: Partition, asked: FetchPartition, endOffset: number): number {
  if (asked.fetchOffset >= endOffset) return 0;
  return Math.min(partition.log.bytesBetween(asked.fetchOffset, endOffset), asked.partitionMaxBytes);
}

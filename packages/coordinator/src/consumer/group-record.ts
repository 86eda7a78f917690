/**
 * A consumer group in `__consumer_offsets`, in Kafka's own formats: keys 3 to 8 and 16, one record for each fact. What
 * a command changes, it changes by writing one of these, so replaying them makes the same state.
 */
import {
  type CoordinatorRecordDescriptor,
  decodeRecordKey,
  decodeVersioned,
  encodeRecordKey,
  encodeVersioned,
  readRecordType,
} from '@moldau/protocol';
import { consumerGroupCurrentMemberAssignmentRecord as currentRecord } from '@moldau/protocol/records/consumer-group-current-member-assignment';
import { consumerGroupMemberMetadataRecord as metadataRecord } from '@moldau/protocol/records/consumer-group-member-metadata';
import { consumerGroupMetadataRecord as groupRecord } from '@moldau/protocol/records/consumer-group-metadata';
import { consumerGroupPartitionMetadataRecord as partitionMetadataRecord } from '@moldau/protocol/records/consumer-group-partition-metadata';
import { consumerGroupRegularExpressionRecord as patternRecord } from '@moldau/protocol/records/consumer-group-regular-expression';
import { consumerGroupTargetAssignmentMemberRecord as targetRecord } from '@moldau/protocol/records/consumer-group-target-assignment-member';
import { consumerGroupTargetAssignmentMetadataRecord as targetEpochRecord } from '@moldau/protocol/records/consumer-group-target-assignment-metadata';
import type { CoordinatorRecord } from '../ports.ts';
import type { CurrentAssignment, MemberMetadata } from './consumer-member.ts';
import { currentAssignmentOf, currentAssignmentValue } from './current-assignment-value.ts';
import { memberMetadataOf, memberMetadataValue } from './member-metadata-value.ts';
import { listOf, type TopicPartitions, topicPartitionsOf } from './topic-partitions.ts';

/** What a pattern matched when it was last tried. */
export interface ResolvedPattern {
  /** In ascending order. */
  readonly topics: readonly string[];
  /** Kafka's metadata version at that time; ours says nothing by it. */
  readonly version: number;
  /** Wall-clock milliseconds. */
  readonly timestampMs: number;
}

export interface GroupEpoch {
  readonly epoch: number;
  /** Of the topics that the group subscribes to; see `metadata-hash.ts`. */
  readonly metadataHash: number;
}

/** A fact about a group; null for one that is no more. */
export type ConsumerGroupRecord =
  | { readonly type: 'group-epoch'; readonly value: GroupEpoch | null }
  | { readonly type: 'member-metadata'; readonly memberId: string; readonly value: MemberMetadata | null }
  | { readonly type: 'target-epoch'; readonly value: number | null }
  | { readonly type: 'target-assignment'; readonly memberId: string; readonly value: TopicPartitions | null }
  | { readonly type: 'current-assignment'; readonly memberId: string; readonly value: CurrentAssignment | null }
  | { readonly type: 'pattern'; readonly pattern: string; readonly value: ResolvedPattern | null };

export function encodeGroupRecord(groupId: string, record: ConsumerGroupRecord): CoordinatorRecord {
  switch (record.type) {
    case 'group-epoch':
      return encoded(groupRecord, { groupId }, record.value);
    case 'member-metadata':
      return encoded(
        metadataRecord,
        { groupId, memberId: record.memberId },
        record.value && memberMetadataValue(record.value),
      );
    case 'target-epoch':
      return encoded(targetEpochRecord, { groupId }, record.value === null ? null : { assignmentEpoch: record.value });
    case 'target-assignment':
      return encoded(
        targetRecord,
        { groupId, memberId: record.memberId },
        record.value && { topicPartitions: listOf(record.value) },
      );
    case 'current-assignment':
      return encoded(
        currentRecord,
        { groupId, memberId: record.memberId },
        record.value && currentAssignmentValue(record.value),
      );
    case 'pattern':
      return encoded(
        patternRecord,
        { groupId, regularExpression: record.pattern },
        record.value && patternValue(record.value),
      );
  }
}

/** The group id and the fact; undefined for records that say nothing about a consumer group. */
export function decodeGroupRecord({
  key,
  value,
}: CoordinatorRecord): { groupId: string; record: ConsumerGroupRecord } | undefined {
  switch (readRecordType(key)) {
    case groupRecord.type:
      return decoded(groupRecord, key, value, (_key, epoch) => ({ type: 'group-epoch', value: epoch }));
    case metadataRecord.type:
      return decoded(metadataRecord, key, value, ({ memberId }, metadata) => ({
        type: 'member-metadata',
        memberId,
        value: metadata && memberMetadataOf(metadata),
      }));
    case targetEpochRecord.type:
      return decoded(targetEpochRecord, key, value, (_key, target) => ({
        type: 'target-epoch',
        value: target && target.assignmentEpoch,
      }));
    case targetRecord.type:
      return decoded(targetRecord, key, value, ({ memberId }, target) => ({
        type: 'target-assignment',
        memberId,
        value: target && topicPartitionsOf(target.topicPartitions),
      }));
    case currentRecord.type:
      return decoded(currentRecord, key, value, ({ memberId }, current) => ({
        type: 'current-assignment',
        memberId,
        value: current && currentAssignmentOf(current),
      }));
    case patternRecord.type:
      return decoded(patternRecord, key, value, ({ regularExpression: pattern }, resolved) => ({
        type: 'pattern',
        pattern,
        value: resolved && { topics: resolved.topics, version: resolved.version, timestampMs: resolved.timestamp },
      }));
    default:
      return undefined;
  }
}

/** Kafka before 4.1 kept what it knew about the topics in a record of its own. */
export function partitionMetadataTombstone(groupId: string): CoordinatorRecord {
  return encoded(partitionMetadataRecord, { groupId }, null);
}

function patternValue({ topics, version, timestampMs }: ResolvedPattern) {
  return { topics, version, timestamp: timestampMs };
}

function encoded<Key, Value>(
  descriptor: CoordinatorRecordDescriptor<Key, Value>,
  key: Key,
  value: Value | null,
): CoordinatorRecord {
  return {
    key: encodeRecordKey(descriptor, key),
    value: value === null ? null : encodeVersioned(descriptor.value, value, 0),
  };
}

function decoded<Key extends { readonly groupId: string }, Value>(
  descriptor: CoordinatorRecordDescriptor<Key, Value>,
  key: Buffer,
  value: Buffer | null,
  recordOf: (key: Key, value: Value | null) => ConsumerGroupRecord,
): { groupId: string; record: ConsumerGroupRecord } {
  const decodedKey = decodeRecordKey(descriptor, key);
  const decodedValue = value === null ? null : decodeVersioned(descriptor.value, value);
  return { groupId: decodedKey.groupId, record: recordOf(decodedKey, decodedValue) };
}

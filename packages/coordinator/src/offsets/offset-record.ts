/**
 * Committed offsets in `__consumer_offsets` (keys 0 and 1), written as Kafka 4.2 writes them: value version 4, or 1 if
 * the client gave a retention of its own, which newer versions cannot carry.
 */
import {
  decodeRecordKey,
  decodeVersioned,
  encodeRecordKey,
  encodeVersioned,
  readRecordType,
  ZERO_UUID,
} from '@moldau/protocol';
import { legacyOffsetCommitRecord } from '@moldau/protocol/records/legacy-offset-commit';
import { type OffsetCommitKey, offsetCommitRecord as descriptor } from '@moldau/protocol/records/offset-commit';
import type { CoordinatorRecord } from '../ports.ts';
import type { CommittedOffset } from './committed-offset.ts';

export function offsetRecord(
  group: string,
  topic: string,
  partition: number,
  committed: CommittedOffset,
): CoordinatorRecord {
  const value = {
    offset: committed.offset,
    leaderEpoch: committed.leaderEpoch,
    metadata: committed.metadata,
    commitTimestamp: committed.commitTimestampMs,
    expireTimestamp: committed.expireTimestampMs ?? -1,
    topicId: committed.topicId,
  };
  const version = committed.expireTimestampMs === null ? 4 : 1;
  return {
    key: encodeRecordKey(descriptor, { group, topic, partition }),
    value: encodeVersioned(descriptor.value, value, version),
  };
}

export function offsetTombstone(group: string, topic: string, partition: number): CoordinatorRecord {
  return { key: encodeRecordKey(descriptor, { group, topic, partition }), value: null };
}

export function offsetRecordKey(key: Buffer): OffsetCommitKey {
  const isLegacy = readRecordType(key) === legacyOffsetCommitRecord.type;
  return decodeRecordKey(isLegacy ? legacyOffsetCommitRecord : descriptor, key);
}

export function offsetOfRecord(buffer: Buffer): CommittedOffset {
  const value = decodeVersioned(descriptor.value, buffer);
  return {
    offset: value.offset,
    leaderEpoch: value.leaderEpoch,
    metadata: value.metadata,
    commitTimestampMs: value.commitTimestamp,
    expireTimestampMs: value.expireTimestamp === -1 ? null : value.expireTimestamp,
    topicId: value.topicId ?? ZERO_UUID,
  };
}

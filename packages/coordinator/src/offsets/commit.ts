/** OffsetCommit: what is stored, partition by partition. Whether the group accepts it at all is decided before. */
import { type ErrorCode, Errors } from '@moldau/protocol';
import type { OffsetCommitResponse } from '@moldau/protocol/messages/offset-commit';
import type { OffsetCommitter } from '../groups/group.ts';
import type { Step } from '../machine/step.ts';
import type { CommittedOffset } from './committed-offset.ts';
import { offsetRecord } from './offset-record.ts';
import type { OffsetStore } from './offset-store.ts';
import type { TransactionalOffsets } from './transactional-offsets.ts';

export interface CommitCommand extends OffsetCommitter {
  readonly groupId: string;
  /** -1 for the broker's own retention. */
  readonly retentionTimeMs: number;
  readonly topics: readonly TopicToCommit[];
}

export interface TopicToCommit {
  readonly name: string;
  readonly topicId: string;
  readonly partitions: readonly PartitionToCommit[];
}

export interface PartitionToCommit {
  readonly partitionIndex: number;
  readonly committedOffset: bigint;
  readonly committedLeaderEpoch: number;
  readonly committedMetadata: string | null;
  /** Why it cannot be committed whatever the group says, or NONE. */
  readonly errorCode: ErrorCode;
}

export interface CommitStores {
  readonly offsets: OffsetStore;
  readonly transactional: TransactionalOffsets;
}

export function commitOffsets(
  { offsets, transactional }: CommitStores,
  commit: CommitCommand,
  step: Step,
): OffsetCommitResponse {
  return commitResponse(commit, (topic, partition) => {
    if ((partition.committedMetadata?.length ?? 0) > step.settings.offsetMetadataMaxBytes) {
      return Errors.OFFSET_METADATA_TOO_LARGE;
    }
    const committed = committedOffset(commit, topic, partition, step.now.wallClockMs);
    offsets.set(commit.groupId, topic.name, partition.partitionIndex, committed);
    transactional.committed(commit.groupId, topic.name, partition.partitionIndex);
    step.outcome.records.push(offsetRecord(commit.groupId, topic.name, partition.partitionIndex, committed));
    return Errors.NONE;
  });
}

/** The answer; `result` is asked for the partitions that have no error of their own. */
export function commitResponse(
  { topics }: Pick<CommitCommand, 'topics'>,
  result: (topic: TopicToCommit, partition: PartitionToCommit) => ErrorCode,
): OffsetCommitResponse {
  return {
    throttleTimeMs: 0,
    topics: topics.map((topic) => ({
      name: topic.name,
      topicId: topic.topicId,
      partitions: topic.partitions.map((partition) => ({
        partitionIndex: partition.partitionIndex,
        errorCode: partition.errorCode === Errors.NONE ? result(topic, partition) : partition.errorCode,
      })),
    })),
  };
}

export function committedOffset(
  commit: CommitCommand,
  topic: TopicToCommit,
  partition: PartitionToCommit,
  nowMs: number,
): CommittedOffset {
  return {
    offset: partition.committedOffset,
    leaderEpoch: partition.committedLeaderEpoch,
    metadata: partition.committedMetadata ?? '',
    commitTimestampMs: nowMs,
    expireTimestampMs: commit.retentionTimeMs === -1 ? null : nowMs + commit.retentionTimeMs,
    topicId: topic.topicId,
  };
}

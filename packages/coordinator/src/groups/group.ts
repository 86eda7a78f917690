/**
 * A group of any protocol, as the parts see it that serve all of them: offsets, ListGroups, DeleteGroups. Each
 * protocol has its folder and its own class; a partition of `__consumer_offsets` keeps them in one registry, since a
 * group id has one kind at a time.
 */
import type { ErrorCode } from '@moldau/protocol';
import type { CoordinatorRecord } from '../ports.ts';
import type { CommittedOffset } from '../offsets/committed-offset.ts';

/** As ListGroups v5 spells it. */
export type GroupType = 'classic' | 'consumer' | 'share' | 'streams';

/** Who commits offsets. */
export interface OffsetCommitter {
  readonly memberId: string;
  readonly groupInstanceId: string | null;
  /** -1 for a client that uses the group only to store offsets. */
  readonly generationIdOrMemberEpoch: number;
  readonly apiVersion: number;
  /** Within a transaction who commits need not say who it is, and may do so during a rebalance (B71). */
  readonly isTransactional?: boolean;
}

/** Who fetches offsets; null and -1 below OffsetFetch v9. */
export interface OffsetFetcher {
  readonly memberId: string | null;
  readonly memberEpoch: number;
}

export interface Group {
  readonly groupId: string;
  readonly type: GroupType;
  /** Kafka's name of the state: `Empty`, `Stable` … */
  readonly stateName: string;
  /** Empty if the group only stores offsets. */
  readonly protocolTypeName: string;
  /** Without members; such a group may expire or be deleted. */
  readonly isEmpty: boolean;
  /** Number of members. */
  readonly size: number;
  validateOffsetCommit(committer: OffsetCommitter): ErrorCode;
  validateOffsetFetch(fetcher: OffsetFetcher): ErrorCode;
  validateDelete(): ErrorCode;
  isSubscribedToTopic(topic: string): boolean;
  /**
   * From when on an offset's retention counts, in wall-clock milliseconds; undefined while the group's offsets do not
   * expire at all (B135).
   */
  offsetRetentionStart(): ((offset: CommittedOffset) => number) | undefined;
  /** The records that delete the group itself, without its offsets. */
  tombstones(): CoordinatorRecord[];
}

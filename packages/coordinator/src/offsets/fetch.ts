/** OffsetFetch: the committed offsets of one group, those asked for or all (B133). */
import { type ErrorCode, Errors, ZERO_UUID } from '@moldau/protocol';
import type { OffsetFetchResponsePartitions, OffsetFetchResponseTopics } from '@moldau/protocol/messages/offset-fetch';
import type { OffsetFetcher } from '../groups/group.ts';
import type { CommittedOffset } from './committed-offset.ts';
import type { GroupOffsets } from './offset-store.ts';

export interface FetchCommand extends OffsetFetcher {
  readonly groupId: string;
  /** Null for everything that is committed. */
  readonly topics: readonly TopicToFetch[] | null;
  /** Refuse partitions with offsets of open transactions instead of showing what was committed before (B73). */
  readonly requireStable: boolean;
  /** The id of the topic that has this name now; the zero id if there is none. */
  readonly topicId: (name: string) => string;
}

export interface TopicToFetch {
  readonly name: string;
  readonly topicId: string;
  readonly partitionIndexes: readonly number[];
}

export function fetchOffsets(
  offsets: GroupOffsets,
  fetch: FetchCommand,
  hasPending: (topic: string, partition: number) => boolean,
): OffsetFetchResponseTopics[] {
  const topics = fetch.topics ?? allTopics(offsets, fetch);
  return topics.map(({ name, topicId, partitionIndexes }) => ({
    name,
    topicId,
    partitions: partitionIndexes.map((partition) => {
      if (fetch.requireStable && hasPending(name, partition)) {
        return notCommitted(partition, Errors.UNSTABLE_OFFSET_COMMIT);
      }
      const committed = offsets.get(name)?.get(partition);
      if (committed === undefined || isOfAnotherTopic(committed, topicId)) return notCommitted(partition, Errors.NONE);
      return partitionResponse(partition, committed);
    }),
  }));
}

/** The answer for a partition without an offset to show. */
export function notCommitted(partitionIndex: number, errorCode: ErrorCode): OffsetFetchResponsePartitions {
  return { partitionIndex, committedOffset: -1n, committedLeaderEpoch: -1, metadata: '', errorCode };
}

/** Everything committed, except under the ids of topics that have been deleted and created again (B134). */
function allTopics(offsets: GroupOffsets, fetch: FetchCommand): TopicToFetch[] {
  const topics: TopicToFetch[] = [];
  for (const [name, partitions] of offsets) {
    const topicId = fetch.topicId(name);
    const current = [...partitions].filter(([, committed]) => !isOfAnotherTopic(committed, topicId));
    if (current.length > 0) topics.push({ name, topicId, partitionIndexes: current.map(([partition]) => partition) });
  }
  return topics;
}

/** Ids that are not known are taken to agree. */
function isOfAnotherTopic(committed: CommittedOffset, topicId: string): boolean {
  return committed.topicId !== ZERO_UUID && topicId !== ZERO_UUID && committed.topicId !== topicId;
}

function partitionResponse(partitionIndex: number, committed: CommittedOffset): OffsetFetchResponsePartitions {
  return {
    partitionIndex,
    committedOffset: committed.offset,
    committedLeaderEpoch: committed.leaderEpoch,
    metadata: committed.metadata,
    errorCode: Errors.NONE,
  };
}

/** What members of a group tell each other through the broker, and where the group stands. */
import { Errors, encodeVersioned, ZERO_UUID } from '@moldau/protocol';
import type { JoinGroupResponse } from '@moldau/protocol/messages/join-group';
import { offsetFetchApi } from '@moldau/protocol/messages/offset-fetch';
import type { SyncGroupRequestAssignment } from '@moldau/protocol/messages/sync-group';
import { consumerProtocolAssignmentData } from '@moldau/protocol/records/consumer-protocol-assignment';
import { consumerProtocolSubscriptionData } from '@moldau/protocol/records/consumer-protocol-subscription';
import type { BrokerLink } from './broker-link.ts';
import { nameOf, type TopicPartition } from './partitions.ts';

export const PROTOCOL_NAME = 'roundrobin';

export function subscriptionTo(partitions: readonly TopicPartition[]): Buffer {
  const topics = [...new Set(partitions.map(({ topic }) => topic))];
  const subscription = { topics, userData: null, ownedPartitions: [], generationId: -1, rackId: null };
  return encodeVersioned(consumerProtocolSubscriptionData, subscription, 0);
}

/** The leader's part: everybody gets every n-th partition. Nothing for others. */
export function assignmentsOf(
  { members }: JoinGroupResponse,
  partitions: readonly TopicPartition[],
): SyncGroupRequestAssignment[] {
  return members.map(({ memberId }, index) => {
    const mine = partitions.filter((_, place) => place % members.length === index);
    const byTopic = Map.groupBy(mine, ({ topic }) => topic);
    const assignedPartitions = [...byTopic].map(([topic, parts]) => ({
      topic,
      partitions: parts.map(({ partition }) => partition),
    }));
    const assignment = encodeVersioned(consumerProtocolAssignmentData, { assignedPartitions, userData: null }, 0);
    return { memberId, assignment };
  });
}

/** By partition's name; or the error code. */
export async function fetchCommittedOffsets(
  link: BrokerLink,
  group: string,
  partitions: readonly TopicPartition[],
): Promise<ReadonlyMap<string, number> | number> {
  const byTopic = Map.groupBy(partitions, ({ topic }) => topic);
  const topics = [...byTopic].map(([name, parts]) => ({
    name,
    topicId: ZERO_UUID,
    partitionIndexes: parts.map(({ partition }) => partition),
  }));
  const groups = [{ groupId: group, memberId: null, memberEpoch: -1, topics }];
  const response = await link.call(offsetFetchApi, 8, { groupId: '', topics: [], groups, requireStable: false });
  const answer = response.groups[0];
  if (answer === undefined || answer.errorCode !== Errors.NONE) return answer?.errorCode ?? Errors.UNKNOWN_SERVER_ERROR;
  const offsets = new Map<string, number>();
  for (const { name, partitions } of answer.topics) {
    for (const { partitionIndex, committedOffset, errorCode } of partitions) {
      if (errorCode !== Errors.NONE) return errorCode;
      offsets.set(nameOf({ topic: name, partition: partitionIndex }), Number(committedOffset));
    }
  }
  return offsets;
}

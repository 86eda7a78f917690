/** Requests of the members that the benchmark is made of: consumers of one topic, with what real ones send. */
import { encodeVersioned } from '@moldau/protocol';
import type { JoinGroupRequest, JoinGroupResponse } from '@moldau/protocol/messages/join-group';
import type { SyncGroupRequest } from '@moldau/protocol/messages/sync-group';
import { consumerProtocolAssignmentData } from '@moldau/protocol/records/consumer-protocol-assignment';
import { consumerProtocolSubscriptionData } from '@moldau/protocol/records/consumer-protocol-subscription';

const topics = ['orders'];
const nothing = { userData: null };
const metadata = encodeVersioned(
  consumerProtocolSubscriptionData,
  { topics, ...nothing, ownedPartitions: [], generationId: -1, rackId: null },
  3,
);

export function groupName(group: number): string {
  return `benchmark-group-${group}`;
}

/** A newcomer, in the versions in which it joins without being given an id first. */
export function joinBody(group: number): JoinGroupRequest {
  return {
    groupId: groupName(group),
    sessionTimeoutMs: 300_000,
    rebalanceTimeoutMs: 300_000,
    memberId: '',
    groupInstanceId: null,
    protocolType: 'consumer',
    // What the Java consumer offers by default.
    protocols: [
      { name: 'range', metadata },
      { name: 'cooperative-sticky', metadata },
    ],
    reason: null,
  };
}

/** Everybody is in the first generation of its group; if not, the machine was too slow for the groups' initial delay. */
export function assertStable(joined: readonly JoinGroupResponse[]): void {
  const late = joined.find(({ errorCode, generationId }) => errorCode !== 0 || generationId !== 1);
  if (late !== undefined) throw new Error(`a join was answered ${late.errorCode}, generation ${late.generationId}`);
}

/** The leader gives everybody one partition. */
export function syncBody(group: number, joined: JoinGroupResponse): SyncGroupRequest {
  return {
    groupId: groupName(group),
    generationId: joined.generationId,
    memberId: joined.memberId,
    groupInstanceId: null,
    protocolType: null,
    protocolName: null,
    assignments: joined.members.map(({ memberId }, index) => ({
      memberId,
      assignment: encodeVersioned(
        consumerProtocolAssignmentData,
        { assignedPartitions: [{ topic: 'orders', partitions: [index] }], ...nothing },
        1,
      ),
    })),
  };
}

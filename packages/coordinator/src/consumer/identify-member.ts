/** Who sends a heartbeat, and whether its epoch is the one that the group knows (B119, B123). */
import { Errors } from '@moldau/protocol';
import type { ConsumerGroupHeartbeatRequest } from '@moldau/protocol/messages/consumer-group-heartbeat';
import type { ConsumerGroup } from './consumer-group.ts';
import { type ConsumerMember, staticLeaveEpoch } from './consumer-member.ts';
import { Refusal } from './refusal.ts';
import { isSubset, type TopicPartitions } from './topic-partitions.ts';

/** The epoch of whoever joins, or joins anew. */
export const joinEpoch = 0;

export interface IdentifiedMember {
  /** Undefined for one that the group does not know yet. */
  readonly known: ConsumerMember | undefined;
  /** The member of the same instance that has left for a while and whose place is taken. */
  readonly replaced: ConsumerMember | undefined;
}

type Heartbeat = Pick<ConsumerGroupHeartbeatRequest, 'memberId' | 'memberEpoch' | 'instanceId'>;

/** Throws a Refusal if the group does not know who that is, or knows better. */
export function identifyMember(
  group: ConsumerGroup,
  request: Heartbeat,
  owned: TopicPartitions | null,
): IdentifiedMember {
  if (request.memberEpoch === joinEpoch) return identifyJoining(group, request);
  const known = memberOf(group, request);
  requireEpoch(known, request.memberEpoch, owned);
  return { known, replaced: undefined };
}

/** The member that the ids name. Throws a Refusal if there is none, or if the instance goes by another member id. */
export function memberOf(
  group: ConsumerGroup,
  { memberId, instanceId }: Omit<Heartbeat, 'memberEpoch'>,
): ConsumerMember {
  if (instanceId === null) {
    const member = group.member(memberId);
    if (member !== undefined) return member;
    throw new Refusal(Errors.UNKNOWN_MEMBER_ID, `The group ${group.groupId} has no member ${memberId}.`);
  }
  const member = group.staticMember(instanceId);
  if (member === undefined) {
    throw new Refusal(Errors.UNKNOWN_MEMBER_ID, `The group ${group.groupId} has no member of instance ${instanceId}.`);
  }
  if (member.memberId !== memberId) {
    const message = `The instance ${instanceId} is member ${member.memberId} now, not ${memberId} any more.`;
    throw new Refusal(Errors.FENCED_INSTANCE_ID, message);
  }
  return member;
}

/** A static member is replaced only after it has left: two live clients of one instance do not fight. */
function identifyJoining(group: ConsumerGroup, { memberId, instanceId }: Heartbeat): IdentifiedMember {
  const holder = instanceId === null ? undefined : group.staticMember(instanceId);
  if (holder === undefined) return { known: group.member(memberId), replaced: undefined };
  if (holder.current.memberEpoch !== staticLeaveEpoch) throw unreleased(instanceId, holder.memberId);
  return holder.memberId === memberId ? { known: holder, replaced: undefined } : { known: undefined, replaced: holder };
}

export function unreleased(instanceId: string | null, holderId: string): Refusal {
  const message = `The instance ${instanceId} is member ${holderId}, which has not left the group.`;
  return new Refusal(Errors.UNRELEASED_INSTANCE_ID, message);
}

/** The epoch before is accepted from a member that may not have heard of the present one: its answer was lost. */
function requireEpoch({ current }: ConsumerMember, received: number, owned: TopicPartitions | null): void {
  const { memberEpoch, previousMemberEpoch, assigned } = current;
  if (received === memberEpoch) return;
  const isLate = received < memberEpoch && received === previousMemberEpoch && owned !== null;
  if (isLate && isSubset(owned, assigned)) return;
  const message = `The member is at epoch ${memberEpoch}, not ${received}. It has to give up its partitions and rejoin.`;
  throw new Refusal(Errors.FENCED_MEMBER_EPOCH, message);
}

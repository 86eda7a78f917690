import { Errors } from '@moldau/protocol';
import type { ConsumerGroup } from '../consumer-group.ts';
import type { ClassicProtocolMember, ConsumerMember } from '../consumer-member.ts';
import { memberOf } from '../identify-member.ts';
import { Refusal } from '../refusal.ts';

interface MemberIds {
  readonly memberId: string;
  readonly groupInstanceId: string | null;
}

/** The member that speaks the classic protocol; to it, those of the other protocol are not there. Throws a Refusal. */
export function classicMemberOf(
  group: ConsumerGroup,
  { memberId, groupInstanceId: instanceId }: MemberIds,
): { member: ConsumerMember; classic: ClassicProtocolMember } {
  const member = memberOf(group, { memberId, instanceId });
  const { classic } = member.metadata;
  if (classic !== null) return { member, classic };
  throw new Refusal(Errors.UNKNOWN_MEMBER_ID, `The member ${memberId} does not speak the classic protocol.`);
}

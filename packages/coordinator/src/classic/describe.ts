/** A classic group as DescribeGroups shows it: metadata and protocol only while it is Stable (B113). */
import { Errors } from '@moldau/protocol';
import type { DescribedGroup, DescribedGroupMember } from '@moldau/protocol/messages/describe-groups';
import type { ClassicGroup } from './classic-group.ts';
import { type ClassicMember, emptyAssignment, metadataOf } from './member.ts';

/** What a broker answers that does not compute the authorized operations. */
export const authorizedOperationsOmitted = -2_147_483_648;

export function describeClassicGroup(group: ClassicGroup): DescribedGroup {
  const protocolName = group.state === 'Stable' ? group.protocolName : null;
  return {
    errorCode: Errors.NONE,
    errorMessage: null,
    groupId: group.groupId,
    groupState: group.state,
    protocolType: group.protocolType ?? '',
    protocolData: protocolName ?? '',
    members: Array.from(group.members, (member) => describeMember(member, protocolName)),
    authorizedOperations: authorizedOperationsOmitted,
  };
}

function describeMember(member: ClassicMember, protocolName: string | null): DescribedGroupMember {
  return {
    memberId: member.memberId,
    groupInstanceId: member.groupInstanceId,
    clientId: member.clientId,
    clientHost: member.clientHost,
    memberMetadata: protocolName === null ? emptyAssignment : metadataOf(member, protocolName),
    memberAssignment: member.assignment,
  };
}

import type { GroupCoordinator } from '@moldau/coordinator';
import type { LeaveGroupRequest, LeaveGroupResponse } from '@moldau/protocol/messages/leave-group';
import type { Handler } from './handler.ts';

/** LeaveGroup (key 13): members leave or are removed by an admin (B110). */
export function leaveGroupHandler(dependencies: {
  readonly groups: GroupCoordinator;
}): Handler<LeaveGroupRequest, LeaveGroupResponse> {
  return (request, context) => dependencies.groups.memberships.leaveGroup(context, request);
}

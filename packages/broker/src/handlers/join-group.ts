import type { GroupCoordinator } from '@moldau/coordinator';
import type { JoinGroupRequest, JoinGroupResponse } from '@moldau/protocol/messages/join-group';
import type { Handler } from './handler.ts';

/** JoinGroup (key 11): answered when the join phase of the group ends (B102–B106). */
export function joinGroupHandler(dependencies: {
  readonly groups: GroupCoordinator;
}): Handler<JoinGroupRequest, JoinGroupResponse> {
  return (request, context) => dependencies.groups.memberships.joinGroup(context, request);
}

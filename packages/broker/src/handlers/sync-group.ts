import type { GroupCoordinator } from '@moldau/coordinator';
import type { SyncGroupRequest, SyncGroupResponse } from '@moldau/protocol/messages/sync-group';
import type { Handler } from './handler.ts';

/** SyncGroup (key 14): answered when the leader's assignment is committed (B107). */
export function syncGroupHandler(dependencies: {
  readonly groups: GroupCoordinator;
}): Handler<SyncGroupRequest, SyncGroupResponse> {
  return (request, context) => dependencies.groups.memberships.syncGroup(context, request);
}

import type { GroupCoordinator } from '@moldau/coordinator';
import type { HeartbeatRequest, HeartbeatResponse } from '@moldau/protocol/messages/heartbeat';
import type { Handler } from './handler.ts';

/** Heartbeat (key 12) of a member of a classic group (B108). */
export function heartbeatHandler(dependencies: {
  readonly groups: GroupCoordinator;
}): Handler<HeartbeatRequest, HeartbeatResponse> {
  return (request, context) => dependencies.groups.memberships.heartbeat(context, request);
}

import type { GroupCoordinator } from '@moldau/coordinator';
import type {
  ConsumerGroupHeartbeatRequest,
  ConsumerGroupHeartbeatResponse,
} from '@moldau/protocol/messages/consumer-group-heartbeat';
import type { Handler } from './handler.ts';

/** ConsumerGroupHeartbeat (key 68): a member of a group of the consumer protocol joins, shows that it lives, learns what it is to have (B123, B124). */
export function consumerGroupHeartbeatHandler(dependencies: {
  readonly groups: GroupCoordinator;
}): Handler<ConsumerGroupHeartbeatRequest, ConsumerGroupHeartbeatResponse> {
  return (request, context) => dependencies.groups.memberships.consumerGroupHeartbeat(context, request);
}

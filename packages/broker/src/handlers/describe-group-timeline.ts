import type { GroupCoordinator } from '@moldau/coordinator';
import type {
  DescribeGroupTimelineRequest,
  DescribeGroupTimelineResponse,
} from '@moldau/protocol/messages/moldau/describe-group-timeline';
import type { Handler } from './handler.ts';

/** DescribeGroupTimeline (key 10000, Moldau's own): what happened in groups, so that a rebalance can be explained. */
export function describeGroupTimelineHandler(dependencies: {
  readonly groups: GroupCoordinator;
}): Handler<DescribeGroupTimelineRequest, DescribeGroupTimelineResponse> {
  return (request, context) => dependencies.groups.administration.describeGroupTimelines(context, request);
}

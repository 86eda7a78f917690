import type { GroupCoordinator } from '@moldau/coordinator';
import { Errors } from '@moldau/protocol';
import type {
  ConsumerGroupDescribeRequest,
  ConsumerGroupDescribeResponse,
  DescribedGroup,
} from '@moldau/protocol/messages/consumer-group-describe';
import type { Handler, RequestContext } from './handler.ts';

export interface ConsumerGroupDescribeDependencies {
  readonly groups: GroupCoordinator;
  /** What the caller may do with a group: a bit for each ACL operation, by its number. */
  readonly authorizedGroupOperations: (groupId: string, context: RequestContext) => number;
}

/** ConsumerGroupDescribe (key 69): groups of the consumer protocol, their members and assignments (B128). */
export function consumerGroupDescribeHandler(
  dependencies: ConsumerGroupDescribeDependencies,
): Handler<ConsumerGroupDescribeRequest, ConsumerGroupDescribeResponse> {
  return async (request, context) => {
    const response = await dependencies.groups.administration.consumerGroupDescribe(context, request);
    if (!request.includeAuthorizedOperations) return response;
    const withOperations = (group: DescribedGroup): DescribedGroup =>
      group.errorCode === Errors.NONE
        ? { ...group, authorizedOperations: dependencies.authorizedGroupOperations(group.groupId, context) }
        : group;
    return { ...response, groups: response.groups.map(withOperations) };
  };
}

import type { GroupCoordinator } from '@moldau/coordinator';
import { Errors } from '@moldau/protocol';
import type {
  DescribedGroup,
  DescribeGroupsRequest,
  DescribeGroupsResponse,
} from '@moldau/protocol/messages/describe-groups';
import type { Handler, RequestContext } from './handler.ts';

export interface DescribeGroupsDependencies {
  readonly groups: GroupCoordinator;
  /** What the caller may do with a group: a bit for each ACL operation, by its number. */
  readonly authorizedGroupOperations: (groupId: string, context: RequestContext) => number;
}

/** DescribeGroups (key 15): state and members of classic groups (B113). */
export function describeGroupsHandler(
  dependencies: DescribeGroupsDependencies,
): Handler<DescribeGroupsRequest, DescribeGroupsResponse> {
  return async (request, context) => {
    const response = await dependencies.groups.administration.describeGroups(context, request);
    if (!request.includeAuthorizedOperations) return response;
    const withOperations = (group: DescribedGroup): DescribedGroup =>
      group.errorCode === Errors.NONE
        ? { ...group, authorizedOperations: dependencies.authorizedGroupOperations(group.groupId, context) }
        : group;
    return { ...response, groups: response.groups.map(withOperations) };
  };
}

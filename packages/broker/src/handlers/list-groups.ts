import type { GroupCoordinator } from '@moldau/coordinator';
import type { ListGroupsRequest, ListGroupsResponse } from '@moldau/protocol/messages/list-groups';
import type { Handler } from './handler.ts';

/** ListGroups (key 16): the groups that this broker coordinates (B113). */
export function listGroupsHandler(dependencies: {
  readonly groups: GroupCoordinator;
}): Handler<ListGroupsRequest, ListGroupsResponse> {
  return (request, context) => dependencies.groups.administration.listGroups(context, request);
}

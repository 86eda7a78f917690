import type { GroupCoordinator } from '@moldau/coordinator';
import type { DeleteGroupsRequest, DeleteGroupsResponse } from '@moldau/protocol/messages/delete-groups';
import type { Handler } from './handler.ts';

/** DeleteGroups (key 42): groups without members, with their offsets (B114). */
export function deleteGroupsHandler(dependencies: {
  readonly groups: GroupCoordinator;
}): Handler<DeleteGroupsRequest, DeleteGroupsResponse> {
  return (request, context) => dependencies.groups.administration.deleteGroups(context, request);
}

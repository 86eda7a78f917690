import type { GroupCoordinator } from '@moldau/coordinator';
import type { OffsetDeleteRequest, OffsetDeleteResponse } from '@moldau/protocol/messages/offset-delete';
import type { Handler } from './handler.ts';

/** OffsetDelete (key 47): committed offsets of topics that a group does not use any more (B114, KIP-496). */
export function offsetDeleteHandler(dependencies: {
  readonly groups: GroupCoordinator;
}): Handler<OffsetDeleteRequest, OffsetDeleteResponse> {
  return (request, context) => dependencies.groups.offsets.delete(context, request);
}

import type { GroupCoordinator } from '@moldau/coordinator';
import type { OffsetFetchRequest, OffsetFetchResponse } from '@moldau/protocol/messages/offset-fetch';
import type { Handler } from './handler.ts';

/** OffsetFetch (key 9): what groups have committed (B133). */
export function offsetFetchHandler(dependencies: {
  readonly groups: GroupCoordinator;
}): Handler<OffsetFetchRequest, OffsetFetchResponse> {
  return (request, context) => dependencies.groups.offsets.fetch(context, request);
}

import type { GroupCoordinator } from '@moldau/coordinator';
import type { OffsetCommitRequest, OffsetCommitResponse } from '@moldau/protocol/messages/offset-commit';
import type { Handler } from './handler.ts';

/** OffsetCommit (key 8): answered when the offsets are committed to the log (B112, B132–B137). */
export function offsetCommitHandler(dependencies: {
  readonly groups: GroupCoordinator;
}): Handler<OffsetCommitRequest, OffsetCommitResponse> {
  return (request, context) => dependencies.groups.offsets.commit(context, request);
}

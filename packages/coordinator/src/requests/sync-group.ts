/** SyncGroup at the door. */
import { type ErrorCode, Errors } from '@moldau/protocol';
import type { SyncGroupRequest } from '@moldau/protocol/messages/sync-group';

/** Since v5 a client has to say which protocol it believes in (B107). */
const protocolRequiredFrom = 5;

export function validateSync(request: SyncGroupRequest, apiVersion: number): ErrorCode {
  const lacksProtocol = request.protocolType === null || request.protocolName === null;
  if (apiVersion >= protocolRequiredFrom && lacksProtocol) return Errors.INCONSISTENT_GROUP_PROTOCOL;
  return request.groupId === '' ? Errors.INVALID_GROUP_ID : Errors.NONE;
}

/** The request in memory of its own. */
export function retainedSync(request: SyncGroupRequest): SyncGroupRequest {
  return {
    ...request,
    assignments: request.assignments.map(({ memberId, assignment }) => ({
      memberId,
      assignment: Buffer.from(assignment),
    })),
  };
}

/** SyncGroup of a member of the classic protocol in a consumer group: hands out what the broker has assigned. */
import { Errors } from '@moldau/protocol';
import type { SyncGroupRequest, SyncGroupResponse } from '@moldau/protocol/messages/sync-group';
import { consumerProtocolType } from '../../classic/subscribed-topics.ts';
import type { Step } from '../../machine/step.ts';
import type { ConsumerGroup } from '../consumer-group.ts';
import { renewSession } from '../deadlines.ts';
import { Refusal } from '../refusal.ts';
import { awaitRejoin, hasSynced } from './deadlines.ts';
import { writeAssignment } from './embedded-protocol.ts';
import { classicMemberOf } from './identify.ts';

/** Throws a Refusal. */
export function syncWithConsumerGroup(group: ConsumerGroup, request: SyncGroupRequest, step: Step): SyncGroupResponse {
  const { member, classic } = classicMemberOf(group, request);
  const protocolName = classic.protocols[0]?.name ?? null;
  requireProtocol(request, protocolName);
  const { memberEpoch, state, assigned } = member.current;
  if (request.generationId !== memberEpoch) {
    throw new Refusal(Errors.ILLEGAL_GENERATION, `The member is at generation ${memberEpoch}.`);
  }
  if (group.groupEpoch > memberEpoch && state !== 'UNREVOKED_PARTITIONS') {
    awaitRejoin(group, member, step);
    throw new Refusal(Errors.REBALANCE_IN_PROGRESS, 'The group has a newer epoch: the member has to rejoin.');
  }
  hasSynced(group, member, step);
  renewSession(group, member, step);
  return {
    throttleTimeMs: 0,
    errorCode: Errors.NONE,
    protocolType: consumerProtocolType,
    protocolName,
    assignment: writeAssignment(assigned, classic.protocols, step.catalog),
  };
}

function requireProtocol({ protocolType, protocolName }: SyncGroupRequest, actual: string | null): void {
  const isRightType = protocolType === null || protocolType === consumerProtocolType;
  if (isRightType && (protocolName === null || protocolName === actual)) return;
  throw new Refusal(Errors.INCONSISTENT_GROUP_PROTOCOL, `The member's protocol is ${actual}.`);
}

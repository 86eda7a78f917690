/** The APIs of the classic protocol, asked of a group of the consumer protocol. A Refusal becomes the answer. */
import { type ErrorCode } from '@moldau/protocol';
import type { HeartbeatRequest } from '@moldau/protocol/messages/heartbeat';
import type { JoinGroupResponse } from '@moldau/protocol/messages/join-group';
import type { SyncGroupRequest, SyncGroupResponse } from '@moldau/protocol/messages/sync-group';
import type { JoinCommand } from '../../classic/join-command.ts';
import { joinError, syncError } from '../../classic/responses.ts';
import type { Step } from '../../machine/step.ts';
import type { ConsumerGroup } from '../consumer-group.ts';
import { Refusal } from '../refusal.ts';
import { heartbeatWithConsumerGroup } from './heartbeat.ts';
import { joinConsumerGroup } from './join.ts';
import { syncWithConsumerGroup } from './sync.ts';

export function joinAsClassicMember(group: ConsumerGroup, join: JoinCommand, step: Step): JoinGroupResponse {
  return granted(
    () => joinConsumerGroup(group, join, step),
    (code) => joinError(join.request.memberId, code),
  );
}

export function syncAsClassicMember(group: ConsumerGroup, request: SyncGroupRequest, step: Step): SyncGroupResponse {
  return granted(() => syncWithConsumerGroup(group, request, step), syncError);
}

export function heartbeatAsClassicMember(group: ConsumerGroup, request: HeartbeatRequest, step: Step): ErrorCode {
  return granted(
    () => heartbeatWithConsumerGroup(group, request, step),
    (code) => code,
  );
}

function granted<Response>(ask: () => Response, refused: (code: ErrorCode) => Response): Response {
  try {
    return ask();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return refused(error.code);
  }
}

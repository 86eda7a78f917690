/** A JoinGroup as the commands of a classic group see it. */
import { Errors } from '@moldau/protocol';
import type { JoinGroupRequest, JoinGroupResponse } from '@moldau/protocol/messages/join-group';
import type { ReplyTo } from '../machine/outcome.ts';
import type { Step } from '../machine/step.ts';
import type { ClassicGroup } from './classic-group.ts';
import type { ClassicMember } from './member.ts';
import { noteRejoined } from './member-timeline.ts';
import { joinError } from './responses.ts';

export interface JoinCommand {
  readonly apiVersion: number;
  readonly clientId: string;
  readonly clientHost: string;
  /** Buffers in it are kept: they must not be views of memory that others write to. */
  readonly request: JoinGroupRequest;
  /** What makes a generated member id unique. */
  readonly uuid: string;
  readonly replyTo: ReplyTo<JoinGroupResponse>;
}

/** The member as the join describes it; the join waits in place of an earlier one. */
export function parkChangedJoin(group: ClassicGroup, member: ClassicMember, join: JoinCommand, step: Step): void {
  const { request } = join;
  noteRejoined(group, member, join, step);
  group.members.setProtocols(member, request.protocols);
  member.rebalanceTimeoutMs = request.rebalanceTimeoutMs;
  member.sessionTimeoutMs = request.sessionTimeoutMs;
  const superseded = group.members.takeJoin(member);
  if (superseded !== null) {
    step.outcome.reply(superseded, joinError(member.memberId, Errors.REBALANCE_IN_PROGRESS));
  }
  group.members.parkJoin(member, join.replyTo);
}

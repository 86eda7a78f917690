/** What the timeline tells of the members of a consumer group. */
import type { Step } from '../machine/step.ts';
import { eventMember, eventNames, eventReason } from '../timeline/event-texts.ts';
import type { EventMember } from '../timeline/group-event.ts';
import { noteEvent } from '../timeline/note-event.ts';
import type { ConsumerGroup } from './consumer-group.ts';
import type { ConsumerMember, MemberMetadata } from './consumer-member.ts';

export function noteJoined(group: ConsumerGroup, member: ConsumerMember, reason: string | null, step: Step): void {
  const event = { type: 'member-joined', member: identity(member), reason: eventReason(reason) } as const;
  noteEvent(group.groupId, event, step);
}

/** Patterns are told as they are, between slashes. */
export function noteSubscriptionChanged(
  group: ConsumerGroup,
  before: ConsumerMember,
  member: ConsumerMember,
  step: Step,
): void {
  const [old, now] = [namesOf(before.metadata), namesOf(member.metadata)];
  const topics = eventNames(now.filter((name) => !old.includes(name)));
  const removedTopics = eventNames(old.filter((name) => !now.includes(name)));
  const event = {
    type: 'subscription-changed',
    member: identity(member),
    reason: null,
    topics,
    removedTopics,
  } as const;
  noteEvent(group.groupId, event, step);
}

export function noteLeft(group: ConsumerGroup, member: ConsumerMember, reason: string | null, step: Step): void {
  const event = { type: 'member-left', member: identity(member), reason: eventReason(reason) } as const;
  noteEvent(group.groupId, event, step);
}

export function noteAway(group: ConsumerGroup, member: ConsumerMember, step: Step): void {
  noteEvent(group.groupId, { type: 'member-away', member: identity(member), reason: null }, step);
}

export function noteStaticMemberReplaced(
  group: ConsumerGroup,
  previous: ConsumerMember,
  member: ConsumerMember,
  step: Step,
): void {
  const { memberId: previousMemberId, clientHost: previousHost } = identity(previous);
  const event = { type: 'static-member-replaced', member: identity(member), previousMemberId, previousHost } as const;
  noteEvent(group.groupId, event, step);
}

export function noteTimedOut(
  group: ConsumerGroup,
  type: 'session-expired' | 'revocation-timed-out' | 'rejoin-timed-out' | 'sync-timed-out',
  member: ConsumerMember,
  timeoutMs: number,
  step: Step,
): void {
  noteEvent(group.groupId, { type, member: identity(member), timeoutMs }, step);
}

function identity({ memberId, metadata }: ConsumerMember): EventMember {
  const { instanceId: groupInstanceId, clientId, clientHost } = metadata;
  return eventMember({ memberId, groupInstanceId, clientId, clientHost });
}

function namesOf({ topicNames, pattern }: MemberMetadata): readonly string[] {
  return pattern === '' ? topicNames : [...topicNames, `/${pattern}/`];
}

/** What the timeline tells of the members of a classic group. */
import type { Step } from '../machine/step.ts';
import { eventMember, eventNames, eventReason } from '../timeline/event-texts.ts';
import type { EventMember } from '../timeline/group-event.ts';
import { noteEvent } from '../timeline/note-event.ts';
import type { ClassicGroup } from './classic-group.ts';
import type { JoinCommand } from './join-command.ts';
import { type ClassicMember, type MemberProtocol, metadataOf } from './member.ts';
import { consumerProtocolType, subscribedTopicsOf } from './subscribed-topics.ts';

export function noteJoined(group: ClassicGroup, member: ClassicMember, join: JoinCommand, step: Step): void {
  const reason = eventReason(join.request.reason);
  noteEvent(group.groupId, { type: 'member-joined', member: eventMember(member), reason }, step);
}

/** A member joins anew: to be called before its protocols are changed. That everybody does in a rebalance is no event. */
export function noteRejoined(group: ClassicGroup, member: ClassicMember, join: JoinCommand, step: Step): void {
  const { groupId } = group;
  const identity = { member: eventMember(member), reason: eventReason(join.request.reason) };
  const subscription = subscriptionChange(group, member, join.request.protocols);
  if (subscription !== undefined) {
    noteEvent(groupId, { type: 'subscription-changed', ...identity, ...subscription }, step);
  } else if (namesOf(member.protocols) !== namesOf(join.request.protocols)) {
    const protocols = eventNames(join.request.protocols.map(({ name }) => name));
    noteEvent(groupId, { type: 'protocols-changed', ...identity, protocols }, step);
  } else if (group.state !== 'PreparingRebalance' && join.request.memberId === member.memberId) {
    noteEvent(groupId, { type: 'member-rejoined', ...identity }, step);
  }
}

export function noteStaticMemberReplaced(
  group: ClassicGroup,
  previous: ClassicMember,
  member: EventMember,
  step: Step,
): void {
  const { memberId: previousMemberId, clientHost: previousHost } = eventMember(previous);
  const event = {
    type: 'static-member-replaced',
    member: eventMember(member),
    previousMemberId,
    previousHost,
  } as const;
  noteEvent(group.groupId, event, step);
}

export function noteLeft(group: ClassicGroup, member: EventMember, reason: string | null, step: Step): void {
  const event = { type: 'member-left', member: eventMember(member), reason: eventReason(reason) } as const;
  noteEvent(group.groupId, event, step);
}

export function noteTimedOut(
  group: ClassicGroup,
  type: 'session-expired' | 'rejoin-timed-out' | 'sync-timed-out',
  member: ClassicMember,
  timeoutMs: number,
  step: Step,
): void {
  noteEvent(group.groupId, { type, member: eventMember(member), timeoutMs }, step);
}

function subscriptionChange(
  group: ClassicGroup,
  member: ClassicMember,
  protocols: readonly MemberProtocol[],
): { readonly topics: readonly string[]; readonly removedTopics: readonly string[] } | undefined {
  if (group.protocolType !== consumerProtocolType) return undefined;
  const name = group.protocolName ?? protocols[0]?.name ?? '';
  const metadata = protocols.find((protocol) => protocol.name === name)?.metadata ?? protocols[0]?.metadata;
  const before = subscribedTopicsOf([metadataOf(member, name)]);
  const after = metadata && subscribedTopicsOf([metadata]);
  if (!before || !after) return undefined;
  const topics = [...after].filter((topic) => !before.has(topic));
  const removedTopics = [...before].filter((topic) => !after.has(topic));
  if (topics.length + removedTopics.length === 0) return undefined;
  return { topics: eventNames(topics), removedTopics: eventNames(removedTopics) };
}

function namesOf(protocols: readonly MemberProtocol[]): string {
  return protocols.map(({ name }) => name).join();
}

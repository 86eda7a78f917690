/** An event of a group's timeline in words: one sentence, and lines with the details below it. */
import type { EventMember, TimelineEvent } from '@moldau/protocol/messages/moldau/describe-group-timeline';
import { durationText } from './duration-text.ts';

export interface Sentences {
  readonly sentence: string;
  readonly details: readonly string[];
}

/** What the protocol of the group calls its epochs. */
export type EpochName = 'generation' | 'group epoch';

export function describeEvent(event: TimelineEvent, epochName: EpochName): Sentences {
  const epoch = `${epochName} ${event.epoch}`;
  return {
    sentence: sentenceOf(event, epoch),
    details: event.type === 'rebalance-completed' ? costOf(event) : reasonOf(event),
  };
}

function sentenceOf(event: TimelineEvent, epoch: string): string {
  const who = memberText(event.member);
  const timeout = durationText(event.timeoutMs);
  switch (event.type) {
    case 'coordinator-loaded':
      return `the coordinator read the group from its log: ${count(event.members, 'member')}, ${epoch}`;
    case 'member-joined':
      return `${who} joined`;
    case 'member-rejoined':
      return `${who} asked for a new assignment`;
    case 'subscription-changed':
      return `${who} ${subscriptionText(event)}`;
    case 'protocols-changed':
      return `${who} now supports ${event.protocols.join(', ')}`;
    case 'member-left':
      return `${who} left`;
    case 'member-away':
      return `${who} went away for a while and is expected back`;
    case 'session-expired':
      return `${who} missed heartbeats for ${timeout} and was removed`;
    case 'rejoin-timed-out':
      return `${who} did not rejoin within ${timeout} and was removed`;
    case 'sync-timed-out':
      return `${who} did not ask for its assignment within ${timeout} and was removed`;
    case 'revocation-timed-out':
      return `${who} did not give up partitions within ${timeout} and was removed`;
    case 'client-disconnected':
      return `${who} hung up before it had joined`;
    case 'static-member-replaced':
      return `${who} came back${placeText(event)} and takes the place of ${shortId(event.previousMemberId)}`;
    case 'pending-member-expired':
      return `${shortId(event.memberId)} was given this id, was waited for, and did not join within ${timeout}`;
    case 'metadata-changed':
      return `partitions changed of ${event.topics.join(', ')}`;
    case 'group-too-large':
      return `the group has ${count(event.members, 'member')}, more than group.max.size allows`;
    case 'rebalance-started':
      return `a rebalance began, towards ${epoch}`;
    case 'rebalance-completed':
      return `rebalance took ${durationText(event.durationMs)}: ${epoch} of ${count(event.members, 'member')}`;
    case 'group-emptied':
      return `nobody is left: the group is empty in ${epoch}`;
    case 'group-deleted':
      return 'the group was deleted';
    case 'group-expired':
      return 'the group had neither members nor offsets any more, and is gone';
    case 'offsets-expired':
      return `${count(event.partitions, 'committed offset')} expired`;
    case 'offsets-deleted':
      return `${count(event.partitions, 'committed offset')} of ${event.topics.join(', ')} were deleted`;
    default:
      return `${event.type}${event.member === null ? '' : ` ${who}`}`;
  }
}

function reasonOf({ reason, type }: TimelineEvent): string[] {
  if (reason === null) return [];
  return [type === 'coordinator-loaded' ? `because ${reason}` : `it says: ${reason}`];
}

function costOf(event: TimelineEvent): string[] {
  const lines: string[] = [];
  const led = event.leaderId === '' ? '' : `, led by ${shortId(event.leaderId)}`;
  if (event.protocolName !== '') lines.push(`assigned by ${event.protocolName}${led}`);
  if (event.joinMs >= 0 && event.members > 1) {
    lines.push(
      `gathered its members for ${durationText(event.joinMs)}, the last to join was ${shortId(event.lastToJoin)}`,
    );
  }
  if (event.movedPartitions === 0) lines.push('no partition moved');
  for (const { from, to, partitions } of event.moves) lines.push(moveText(from, to, partitions));
  const told = event.moves.reduce((sum, { partitions }) => sum + partitions, 0);
  if (event.movedPartitions > told)
    lines.push(`${count(event.movedPartitions - told, 'partition')} moved among others`);
  return lines;
}

function moveText(from: string, to: string, partitions: number): string {
  const what = count(partitions, 'partition');
  if (from === '') return `${what} that nobody had went to ${shortId(to)}`;
  if (to === '') return `${what} of ${shortId(from)} went to nobody`;
  return `${what} moved from ${shortId(from)} to ${shortId(to)}`;
}

function subscriptionText({ topics, removedTopics }: TimelineEvent): string {
  const parts = [
    ...(topics.length > 0 ? [`subscribed to ${topics.join(', ')}`] : []),
    ...(removedTopics.length > 0 ? [`unsubscribed from ${removedTopics.join(', ')}`] : []),
  ];
  return parts.length > 0 ? parts.join(' and ') : 'changed its subscription';
}

function placeText({ member, previousHost }: TimelineEvent): string {
  return member === null || member.clientHost === previousHost
    ? ''
    : ` (it was on host ${hostText(previousHost)} before)`;
}

/** `m-3 (static instance-3, client app at 10.0.0.3)` */
function memberText(member: EventMember | null): string {
  if (member === null) return 'a member';
  const { memberId, groupInstanceId, clientId, clientHost } = member;
  const facts = [
    ...(groupInstanceId === null ? [] : [`static ${groupInstanceId}`]),
    ...(clientId === '' ? [] : [`client ${clientId}`]),
    ...(clientHost === '' ? [] : [`host ${hostText(clientHost)}`]),
  ];
  return facts.length === 0 ? shortId(memberId) : `${shortId(memberId)} (${facts.join(', ')})`;
}

/** Java's `/10.0.0.3` as people write it. */
function hostText(clientHost: string): string {
  return clientHost.replace(/^\//, '');
}

/** Of a generated id what people can tell apart: the name, and the first digits of the UUID behind it. */
function shortId(memberId: string): string {
  return memberId.replace(/(-[0-9a-f]{8})-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/, '$1');
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

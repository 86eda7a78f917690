import type { Step } from '../machine/step.ts';
import type { ConsumerGroup } from './consumer-group.ts';
import { type ConsumerMember, type MemberMetadata, newMember, noMetadata } from './consumer-member.ts';
import { sameMetadata, sameSubscription, sameTopicNames } from './member-metadata.ts';
import { noteJoined, noteSubscriptionChanged } from './member-timeline.ts';
import { dropUnusedPattern, isResolved, requestPatternRefresh } from './patterns/resolve-patterns.ts';
import { maybeBumpGroupEpoch, maybeUpdateTarget } from './rebalance.ts';
import { reconcileMember } from './reconcile-member.ts';
import type { TopicPartitions } from './topic-partitions.ts';
import { write } from './write.ts';

export interface MemberUpdate {
  readonly memberId: string;
  readonly metadata: MemberMetadata;
  /** What the member says that it has; null if it does not say. */
  readonly owned: TopicPartitions | null;
  /** Why it comes, in its own words. */
  readonly reason: string | null;
}

/**
 * Takes in what a new or known member says, makes a new target assignment if that or the topics call for one, and moves
 * the member towards its target. Returns the member as it is then.
 */
export function updateMember(group: ConsumerGroup, update: MemberUpdate, step: Step): ConsumerMember {
  const { memberId, metadata, owned } = update;
  const before = group.member(memberId);
  const member = writeMetadata(group, before, update, step);
  const previous = before?.metadata ?? noMetadata;
  const hasSubscriptionChanged = !sameSubscription(previous, metadata);
  if (previous.pattern !== metadata.pattern) dropUnusedPattern(group, previous.pattern, step);
  requestPatternRefresh(group, step);
  // A pattern that has to be matched first leads to a new epoch by itself.
  const isToRebalance = hasSubscriptionChanged && (!sameTopicNames(previous, metadata) || isResolved(group, metadata));
  maybeBumpGroupEpoch(group, isToRebalance, step);
  maybeUpdateTarget(group, step);
  return reconcileMember(group, member, owned, hasSubscriptionChanged, step);
}

function writeMetadata(
  group: ConsumerGroup,
  before: ConsumerMember | undefined,
  { memberId, metadata, reason }: MemberUpdate,
  step: Step,
): ConsumerMember {
  if (before !== undefined && sameMetadata(before.metadata, metadata)) return before;
  write(group, { type: 'member-metadata', memberId, value: metadata }, step);
  const member = group.member(memberId) ?? newMember(memberId);
  if (before === undefined) noteJoined(group, member, reason, step);
  else if (!sameSubscription(before.metadata, metadata)) noteSubscriptionChanged(group, before, member, step);
  return member;
}

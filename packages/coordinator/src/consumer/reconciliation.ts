/**
 * The next step of one member towards its target assignment (KIP-848).
 *
 * A member first gives up what is not in its target, and its epoch waits until it says that it did. Then it gets the
 * target's epoch and, of what it is to have, those partitions that nobody else holds any more. So no partition has two
 * owners at any moment.
 */
import type { ConsumerMember, CurrentAssignment, MemberState } from './consumer-member.ts';
import {
  countPartitions,
  difference,
  filtered,
  intersection,
  noPartitions,
  type TopicPartitions,
  union,
} from './topic-partitions.ts';

export interface Reconciliation {
  readonly targetEpoch: number;
  readonly target: TopicPartitions;
  /** Whether nobody has the partition. */
  readonly isFree: (topicId: string, partition: number) => boolean;
  /** Whether the member subscribes to the topic; the target may be from a time when it did. */
  readonly isSubscribed: (topicId: string) => boolean;
  readonly hasSubscriptionChanged: boolean;
  /** What the member says that it has; null if it does not say. */
  readonly owned: TopicPartitions | null;
}

/** The member's next assignment, which may be the one that it has. */
export function reconcile({ current }: ConsumerMember, reconciliation: Reconciliation): CurrentAssignment {
  const { memberEpoch, state } = current;
  const { targetEpoch, owned, hasSubscriptionChanged } = reconciliation;
  switch (state) {
    case 'STABLE':
      if (memberEpoch !== targetEpoch) return nextStep(current, memberEpoch, reconciliation);
      return hasSubscriptionChanged ? withoutUnsubscribed(current, reconciliation) : current;
    case 'UNREVOKED_PARTITIONS':
      if (hasRevoked(current.pendingRevocation, owned)) return nextStep(current, memberEpoch + 1, reconciliation);
      return hasSubscriptionChanged ? withoutUnsubscribed(current, reconciliation) : current;
    case 'UNRELEASED_PARTITIONS':
      return nextStep(current, memberEpoch, reconciliation);
  }
}

function nextStep(current: CurrentAssignment, memberEpoch: number, reconciliation: Reconciliation): CurrentAssignment {
  const { targetEpoch, isFree, owned } = reconciliation;
  const target = subscribed(reconciliation.target, reconciliation);
  const kept = intersection(current.assigned, target);
  const toRevoke = difference(current.assigned, target);
  if (!hasRevoked(toRevoke, owned)) return moved(current, memberEpoch, 'UNREVOKED_PARTITIONS', kept, toRevoke);
  const toAssign = difference(target, kept);
  const free = filtered(toAssign, (topicId) => (partition) => isFree(topicId, partition));
  const state = countPartitions(free) === countPartitions(toAssign) ? 'STABLE' : 'UNRELEASED_PARTITIONS';
  return moved(current, targetEpoch, state, union(kept, free), noPartitions);
}

/** Takes away what the member does not subscribe to any more, before a target without it has been made. */
function withoutUnsubscribed(current: CurrentAssignment, reconciliation: Reconciliation): CurrentAssignment {
  const { memberEpoch, assigned, pendingRevocation } = current;
  const kept = subscribed(assigned, reconciliation);
  const dropped = difference(assigned, kept);
  if (dropped.size === 0) return current;
  const toRevoke = union(pendingRevocation, dropped);
  return hasRevoked(toRevoke, reconciliation.owned)
    ? moved(current, memberEpoch, 'STABLE', kept, noPartitions)
    : moved(current, memberEpoch, 'UNREVOKED_PARTITIONS', kept, toRevoke);
}

/** Only its own word counts: a member that does not say what it has may still have it. */
function hasRevoked(toRevoke: TopicPartitions, owned: TopicPartitions | null): boolean {
  return toRevoke.size === 0 || (owned !== null && intersection(toRevoke, owned).size === 0);
}

function subscribed(topics: TopicPartitions, { isSubscribed }: Reconciliation): TopicPartitions {
  return filtered(topics, (topicId) => (isSubscribed(topicId) ? every : none));
}

const every = (): boolean => true;
const none = (): boolean => false;

function moved(
  current: CurrentAssignment,
  memberEpoch: number,
  state: MemberState,
  assigned: TopicPartitions,
  pendingRevocation: TopicPartitions,
): CurrentAssignment {
  return { memberEpoch, previousMemberEpoch: current.memberEpoch, state, assigned, pendingRevocation };
}

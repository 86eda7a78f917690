/**
 * A new epoch of the group, and the target assignment for it. Both are made at the heartbeat that finds them due, in
 * the same breath, so a member learns at once what it is to have.
 */
import type { Step } from '../machine/step.ts';
import { assignorOf } from './assignor-choice.ts';
import type { AssignmentMember, AssignmentRequest } from './assignors/assignor.ts';
import type { ConsumerGroup } from './consumer-group.ts';
import type { Subscription } from './consumer-member.ts';
import { metadataHash } from './metadata-hash.ts';
import { noteRebalanceStarted } from './rebalance-timeline.ts';
import { samePartitions } from './topic-partitions.ts';
import { write } from './write.ts';

/** Raises the group epoch if the members' subscriptions changed, or the topics that they subscribe to (B130). */
export function maybeBumpGroupEpoch(group: ConsumerGroup, hasSubscriptionChanged: boolean, step: Step): void {
  if (!hasSubscriptionChanged && !group.needsMetadataRefresh) return;
  const hash = metadataHash(group.subscriptions.topics, step.catalog);
  group.needsMetadataRefresh = false;
  if (hasSubscriptionChanged || group.groupEpoch === 0 || hash !== group.metadataHash)
    bumpGroupEpoch(group, step, hash);
}

export function bumpGroupEpoch(
  group: ConsumerGroup,
  step: Step,
  hash: number = metadataHash(group.subscriptions.topics, step.catalog),
): void {
  if (group.groupEpoch === group.targetEpoch) noteRebalanceStarted(group, step);
  write(group, { type: 'group-epoch', value: { epoch: group.groupEpoch + 1, metadataHash: hash } }, step);
}

/** Makes the target assignment for the current group epoch unless there is one. */
export function maybeUpdateTarget(group: ConsumerGroup, step: Step): void {
  if (group.targetEpoch >= group.groupEpoch) return;
  const assignment = assignorOf(group, step).assign(assignmentRequest(group, step));
  for (const [memberId, target] of assignment) {
    const known = group.targets.get(memberId);
    if (known !== undefined && samePartitions(known, target)) continue;
    write(group, { type: 'target-assignment', memberId, value: target }, step);
  }
  write(group, { type: 'target-epoch', value: group.groupEpoch }, step);
}

function assignmentRequest(group: ConsumerGroup, { catalog }: Step): AssignmentRequest {
  const partitions = new Map<string, number>();
  const topicIds = new Map<Subscription, readonly string[]>();
  for (const subscription of group.subscriptions.distinct) {
    const ids: string[] = [];
    for (const name of group.subscriptions.topicsOf(subscription)) {
      const topic = catalog.topicByName(name);
      if (topic === undefined) continue;
      ids.push(topic.id);
      partitions.set(topic.id, topic.partitions);
    }
    topicIds.set(subscription, ids);
  }
  const members = Array.from(
    group.members.values(),
    ({ memberId, metadata, subscription }): AssignmentMember => ({
      memberId,
      instanceId: metadata.instanceId,
      topicIds: topicIds.get(subscription) ?? noTopics,
      previous: group.targetOf(memberId),
    }),
  );
  return { members, partitions };
}

const noTopics: readonly string[] = [];

/** Offsets that go: expired (B135), of a deleted topic (B134), or with their group (B114). */
import { ZERO_UUID } from '@moldau/protocol';
import type { Group } from '../groups/group.ts';
import type { Step } from '../machine/step.ts';
import { eventNames } from '../timeline/event-texts.ts';
import { noteEvent } from '../timeline/note-event.ts';
import type { CommittedOffset } from './committed-offset.ts';
import { offsetTombstone } from './offset-record.ts';
import type { OffsetStore } from './offset-store.ts';
import type { PendingOffsets } from './pending-offsets.ts';

/** Removes the group's expired offsets; true if none is left. */
export function removeExpiredOffsets(store: OffsetStore, group: Group, pending: PendingOffsets, step: Step): boolean {
  const retentionStart = group.offsetRetentionStart();
  if (retentionStart === undefined) return store.offsetsOf(group.groupId).size === 0;
  const nowMs = step.now.wallClockMs;
  const retentionMs = step.settings.offsetsRetentionMinutes * 60_000;
  const isExpired = (offset: CommittedOffset): boolean =>
    offset.expireTimestampMs === null
      ? nowMs - retentionStart(offset) >= retentionMs
      : nowMs >= offset.expireTimestampMs;
  const partitions = removeWhere(store, group.groupId, step, (topic, partition, offset) => {
    return (
      !group.isSubscribedToTopic(topic) && isExpired(offset) && !pending.hasPending(group.groupId, topic, partition)
    );
  });
  if (partitions > 0) noteEvent(group.groupId, { type: 'offsets-expired', partitions }, step);
  return store.offsetsOf(group.groupId).size === 0;
}

/** Removes what any group committed for the topic, but not what has been committed for another one of its name. */
export function removeOffsetsOfTopic(store: OffsetStore, name: string, topicId: string, step: Step): void {
  for (const groupId of store.groupIds) {
    if (!store.offsetsOf(groupId).has(name)) continue;
    const partitions = removeWhere(store, groupId, step, (topic, _partition, offset) => {
      return topic === name && (offset.topicId === topicId || offset.topicId === ZERO_UUID);
    });
    if (partitions > 0) noteEvent(groupId, { type: 'offsets-deleted', partitions, topics: eventNames([name]) }, step);
  }
}

export function removeOffsetsOfGroup(store: OffsetStore, groupId: string, step: Step): void {
  removeWhere(store, groupId, step, () => true);
}

/** Returns how many went. */
function removeWhere(
  store: OffsetStore,
  groupId: string,
  step: Step,
  isToGo: (topic: string, partition: number, offset: CommittedOffset) => boolean,
): number {
  let removed = 0;
  for (const [topic, partitions] of store.offsetsOf(groupId)) {
    for (const [partition, offset] of partitions) {
      if (!isToGo(topic, partition, offset)) continue;
      store.remove(groupId, topic, partition);
      step.outcome.records.push(offsetTombstone(groupId, topic, partition));
      removed++;
    }
  }
  return removed;
}

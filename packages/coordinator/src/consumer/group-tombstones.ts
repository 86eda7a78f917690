import type { ConsumerGroup } from './consumer-group.ts';
import type { ConsumerGroupRecord } from './group-record.ts';

/** What deletes the member; the records of its past come before the one that says who it is. */
export function memberTombstones(memberId: string): ConsumerGroupRecord[] {
  return [
    { type: 'current-assignment', memberId, value: null },
    { type: 'target-assignment', memberId, value: null },
    { type: 'member-metadata', memberId, value: null },
  ];
}

/** What deletes the group. The record of the group itself comes last: with it the group is gone. */
export function groupTombstones(group: ConsumerGroup): ConsumerGroupRecord[] {
  const members = new Set([...group.members.keys(), ...group.targets.keys()]);
  return [
    ...[...members].flatMap(memberTombstones),
    { type: 'target-epoch', value: null },
    ...Array.from(group.subscriptions.resolvedPatterns.keys(), (pattern): ConsumerGroupRecord => {
      return { type: 'pattern', pattern, value: null };
    }),
    { type: 'group-epoch', value: null },
  ];
}

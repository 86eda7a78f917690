/**
 * `range`: the partitions of each topic are cut into as many runs as it has subscribers, so that members get the same
 * partition numbers of topics with equal partitions, which makes joins possible. Static members come first, by their
 * instance ids, so that their runs stay as they are when they restart.
 */
import { AssignmentDraft } from './assignment-draft.ts';
import {
  type AssignmentMember,
  type AssignmentRequest,
  type Assignor,
  compareText,
  isHomogeneous,
} from './assignor.ts';

export const rangeAssignor: Assignor = {
  name: 'range',
  assign({ members, partitions }: AssignmentRequest) {
    const ordered = members.toSorted(compareMembers);
    const draft = new AssignmentDraft(ordered);
    for (const [topicId, subscribers] of subscribersByTopic(ordered)) {
      cut(partitions.get(topicId) ?? 0, subscribers.length, (part, partition) => {
        draft.add(subscribers[part] ?? 0, topicId, partition);
      });
    }
    return draft.finish();
  },
};

function compareMembers(a: AssignmentMember, b: AssignmentMember): number {
  if (a.instanceId !== null && b.instanceId !== null) return compareText(a.instanceId, b.instanceId);
  if (a.instanceId !== null) return -1;
  if (b.instanceId !== null) return 1;
  return compareText(a.memberId, b.memberId);
}

/** Indexes of the members, in their order. */
function subscribersByTopic(members: readonly AssignmentMember[]): Map<string, number[]> {
  const everybody = Array.from(members, (_, index) => index);
  if (isHomogeneous(members)) return new Map(members[0]?.topicIds.map((topicId) => [topicId, everybody]));
  const subscribers = new Map<string, number[]>();
  for (const [index, { topicIds }] of members.entries()) {
    for (const topicId of topicIds) {
      const known = subscribers.get(topicId);
      if (known === undefined) subscribers.set(topicId, [index]);
      else known.push(index);
    }
  }
  return subscribers;
}

/** Runs that differ by one partition at most; the longer ones come first. */
function cut(partitions: number, parts: number, deal: (part: number, partition: number) => void): void {
  const quota = Math.floor(partitions / parts);
  const longer = partitions % parts;
  let partition = 0;
  for (let part = 0; partition < partitions; part++) {
    for (let left = quota + (part < longer ? 1 : 0); left > 0; left--) deal(part, partition++);
  }
}

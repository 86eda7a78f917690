/**
 * All members subscribe to the same topics: everybody gets the same number of partitions, or one more. Whoever had more
 * than the quota before is first in line for that one.
 */
import { AssignmentDraft } from './assignment-draft.ts';
import type { AssignmentMember, AssignmentRequest, GroupAssignment } from './assignor.ts';

export function assignByQuota({ members, partitions }: AssignmentRequest): GroupAssignment {
  const draft = new AssignmentDraft(members);
  const topicIds = members[0]?.topicIds ?? [];
  const unassigned = new Map(
    topicIds.map((topicId) => [topicId, new Uint8Array(partitions.get(topicId) ?? 0).fill(1)]),
  );
  const total = [...unassigned.values()].reduce((sum, { length }) => sum + length, 0);
  const quotas = new Quotas(total, members.length);
  for (const [index, member] of members.entries()) keep(draft, index, member, unassigned, quotas);
  deal(draft, members.length, unassigned, quotas);
  return draft.finish();
}

/** Who gets how many: `total` partitions over `members`, the remainder one each to those who are first to take it. */
class Quotas {
  readonly #least: number;
  #remainder: number;
  readonly #hasOneMore: Uint8Array;

  constructor(total: number, members: number) {
    this.#least = members === 0 ? 0 : Math.floor(total / members);
    this.#remainder = members === 0 ? 0 : total % members;
    this.#hasOneMore = new Uint8Array(members);
  }

  /** Whether a member that has `count` partitions may take another. */
  admits(member: number, count: number): boolean {
    if (count < this.#least) return true;
    if (count > this.#least || this.#hasOneMore[member] === 1 || this.#remainder === 0) return false;
    this.#remainder--;
    this.#hasOneMore[member] = 1;
    return true;
  }
}

/** Leaves the member what it had, up to its quota. */
function keep(
  draft: AssignmentDraft,
  index: number,
  { previous }: AssignmentMember,
  unassigned: ReadonlyMap<string, Uint8Array>,
  quotas: Quotas,
): void {
  for (const [topicId, partitions] of previous) {
    const left = unassigned.get(topicId);
    if (left === undefined) continue;
    for (const partition of partitions) {
      if (left[partition] !== 1) continue;
      if (!quotas.admits(index, draft.count(index))) return;
      left[partition] = 0;
      draft.add(index, topicId, partition);
    }
  }
}

/** Deals what is left in turns, so that every member gets partitions of every topic as far as possible. */
function deal(
  draft: AssignmentDraft,
  members: number,
  unassigned: ReadonlyMap<string, Uint8Array>,
  quotas: Quotas,
): void {
  let open = Array.from({ length: members }, (_, index) => index);
  let turn = 0;
  let stillOpen: number[] = [];
  for (const [topicId, left] of unassigned) {
    for (let partition = left.indexOf(1); partition !== -1; partition = left.indexOf(1, partition + 1)) {
      for (;;) {
        if (turn === open.length) [open, stillOpen, turn] = [stillOpen, [], 0];
        const member = open[turn++];
        if (member === undefined) return;
        if (!quotas.admits(member, draft.count(member))) continue;
        draft.add(member, topicId, partition);
        stillOpen.push(member);
        break;
      }
    }
  }
}

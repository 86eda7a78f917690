import { samePartitions, type TopicPartitions } from '../topic-partitions.ts';
import type { AssignmentMember, GroupAssignment } from './assignor.ts';

/** Collects partitions by member, whatever the order in which they are dealt. */
export class AssignmentDraft {
  readonly #members: readonly AssignmentMember[];
  readonly #topics: Map<string, number[]>[];
  readonly #counts: Int32Array;

  constructor(members: readonly AssignmentMember[]) {
    this.#members = members;
    this.#topics = members.map(() => new Map());
    this.#counts = new Int32Array(members.length);
  }

  /** Number of partitions of the member with this index. */
  count(member: number): number {
    return this.#counts[member] ?? 0;
  }

  add(member: number, topicId: string, partition: number): void {
    const topics = this.#topics[member];
    if (topics === undefined) return;
    const partitions = topics.get(topicId);
    if (partitions === undefined) topics.set(topicId, [partition]);
    else partitions.push(partition);
    this.#counts[member] = this.count(member) + 1;
  }

  /** A member whose assignment has not changed gets the very object that it had. */
  finish(): GroupAssignment {
    const assignment = new Map<string, TopicPartitions>();
    for (const [index, { memberId, previous }] of this.#members.entries()) {
      const topics = this.#topics[index] ?? new Map<string, number[]>();
      for (const partitions of topics.values()) partitions.sort((a, b) => a - b);
      assignment.set(memberId, samePartitions(previous, topics) ? previous : topics);
    }
    return assignment;
  }
}

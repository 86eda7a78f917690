/**
 * What a server-side assignor is given and gives (KIP-848). Assignors are pure and deterministic: the same input, in
 * whatever order its members come, has one outcome.
 */
import type { TopicPartitions } from '../topic-partitions.ts';

export interface AssignmentMember {
  readonly memberId: string;
  /** Set for static members. */
  readonly instanceId: string | null;
  /** Ids of the topics that it subscribes to and that exist. Members with the same subscription share one array. */
  readonly topicIds: readonly string[];
  /** The target that it had before. */
  readonly previous: TopicPartitions;
}

export interface AssignmentRequest {
  readonly members: readonly AssignmentMember[];
  /** Number of partitions by topic id. */
  readonly partitions: ReadonlyMap<string, number>;
}

/** By member id; members without partitions are in it too. */
export type GroupAssignment = ReadonlyMap<string, TopicPartitions>;

export interface Assignor {
  readonly name: string;
  assign(request: AssignmentRequest): GroupAssignment;
}

/** Whether all members subscribe to the same topics. */
export function isHomogeneous(members: readonly AssignmentMember[]): boolean {
  return members.every(({ topicIds }) => topicIds === members[0]?.topicIds);
}

export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

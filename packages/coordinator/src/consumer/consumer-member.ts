/**
 * A member of a consumer group (KIP-848), immutable: what it said about itself, which lives in one record, and how far
 * it has come, which lives in another.
 */
import type { MemberProtocol } from '../classic/member.ts';
import { noPartitions, type TopicPartitions } from './topic-partitions.ts';

/** A member that leaves for a while keeps its place under this epoch (KIP-345). */
export const staticLeaveEpoch = -2;

/** Of a member that speaks the classic protocol in a consumer group. */
export interface ClassicProtocolMember {
  readonly sessionTimeoutMs: number;
  /** In the member's order of preference. */
  readonly protocols: readonly MemberProtocol[];
}

export interface MemberMetadata {
  readonly instanceId: string | null;
  readonly rackId: string | null;
  readonly clientId: string;
  /** `/127.0.0.1` */
  readonly clientHost: string;
  /** In ascending order. */
  readonly topicNames: readonly string[];
  /** RE2 syntax; empty for none. */
  readonly pattern: string;
  /** Within which it has to give up what it is asked for; -1 if it never said. */
  readonly rebalanceTimeoutMs: number;
  /** Null for whatever the group uses. */
  readonly serverAssignor: string | null;
  /** Null for a member of the consumer protocol. */
  readonly classic: ClassicProtocolMember | null;
}

/**
 * Where a member stands on its way to its target.
 *
 * - STABLE: it has what its epoch says it should.
 * - UNREVOKED_PARTITIONS: it has been told to give partitions up and has not said yet that it did; its epoch waits.
 * - UNRELEASED_PARTITIONS: it has its epoch, but others have not given up yet all that it is to get.
 */
export type MemberState = 'STABLE' | 'UNREVOKED_PARTITIONS' | 'UNRELEASED_PARTITIONS';

export interface CurrentAssignment {
  /** 0 before the member is given its first. */
  readonly memberEpoch: number;
  readonly previousMemberEpoch: number;
  readonly state: MemberState;
  /** What it may use. */
  readonly assigned: TopicPartitions;
  /** What it has been told to give up; nobody else is given it as long as it is here. */
  readonly pendingRevocation: TopicPartitions;
}

export interface ConsumerMember {
  readonly memberId: string;
  readonly metadata: MemberMetadata;
  /** What it subscribes to: one object for all members of the group that subscribe to the same. */
  readonly subscription: Subscription;
  readonly current: CurrentAssignment;
}

export interface Subscription {
  /** In ascending order. */
  readonly topicNames: readonly string[];
  /** Empty for none. */
  readonly pattern: string;
}

export const noMetadata: MemberMetadata = {
  instanceId: null,
  rackId: null,
  clientId: '',
  clientHost: '',
  topicNames: [],
  pattern: '',
  rebalanceTimeoutMs: -1,
  serverAssignor: null,
  classic: null,
};

export const noAssignment: CurrentAssignment = {
  memberEpoch: 0,
  previousMemberEpoch: -1,
  state: 'STABLE',
  assigned: noPartitions,
  pendingRevocation: noPartitions,
};

/** A member of which nothing is known yet. */
export function newMember(memberId: string): ConsumerMember {
  return { memberId, metadata: noMetadata, subscription: noMetadata, current: noAssignment };
}

/** Has all that its target gives it, and nothing else. */
export function isReconciledTo(member: ConsumerMember, targetEpoch: number): boolean {
  return member.current.state === 'STABLE' && member.current.memberEpoch === targetEpoch;
}

/** Everything that no other member may be given. */
export function* ownedPartitions({ current }: ConsumerMember): Iterable<readonly [string, readonly number[]]> {
  yield* current.assigned;
  yield* current.pendingRevocation;
}

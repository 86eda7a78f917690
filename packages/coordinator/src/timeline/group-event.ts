/**
 * What can happen in a group that somebody may want explained later: who came and went and why, when a rebalance began
 * and what it cost. Facts, no sentences; those who show them make the sentences.
 *
 * An event tells what happened, the events just before it in the group's timeline tell why: a `rebalance-started`
 * follows whatever made it necessary.
 */

/** A member as it is to be recognised by somebody who looks for a process. */
export interface EventMember {
  readonly memberId: string;
  /** Set for static members. */
  readonly groupInstanceId: string | null;
  readonly clientId: string;
  /** `/127.0.0.1` */
  readonly clientHost: string;
}

/** Partitions that changed hands; an empty `from` or `to` is nobody. */
export interface PartitionMove {
  readonly from: string;
  readonly to: string;
  readonly partitions: number;
}

interface MemberEvent<Type extends string> {
  readonly type: Type;
  readonly member: EventMember;
}

/** The client's own words, where its version of the request carries any (KIP-800). */
interface WithReason {
  readonly reason: string | null;
}

interface WithTimeout {
  /** The time that the member had, in milliseconds. */
  readonly timeoutMs: number;
}

/** Generation of a classic group, group epoch of the other protocols. */
interface WithEpoch {
  readonly epoch: number;
}

export type GroupEvent =
  /** The coordinator has read the group from its log; the reason is null if it has just become its coordinator. */
  | ({ readonly type: 'coordinator-loaded'; readonly members: number } & WithEpoch & WithReason)
  | (MemberEvent<'member-joined'> & WithReason)
  /** A member that changed nothing joined anew and wants a new assignment. */
  | (MemberEvent<'member-rejoined'> & WithReason)
  /** A member subscribes to other topics than before. */
  | (MemberEvent<'subscription-changed'> &
      WithReason & { readonly topics: readonly string[]; readonly removedTopics: readonly string[] })
  /** A member supports other assignors, or has something else to say to them. */
  | (MemberEvent<'protocols-changed'> & WithReason & { readonly protocols: readonly string[] })
  | (MemberEvent<'member-left'> & WithReason)
  /** A static member has gone for a while and is expected back. */
  | (MemberEvent<'member-away'> & WithReason)
  /** Nothing was heard of the member for as long as its session lasts. */
  | (MemberEvent<'session-expired'> & WithTimeout)
  /** The member did not join anew while a rebalance waited for it. */
  | (MemberEvent<'rejoin-timed-out'> & WithTimeout)
  /** The member did not ask for its assignment. */
  | (MemberEvent<'sync-timed-out'> & WithTimeout)
  /** The member did not give up partitions that were to go to others. */
  | (MemberEvent<'revocation-timed-out'> & WithTimeout)
  /** The connection of a client that waited for its first join was closed. */
  | MemberEvent<'client-disconnected'>
  /** A client with the same instance id took over; `member` is who it is now. */
  | (MemberEvent<'static-member-replaced'> & { readonly previousMemberId: string; readonly previousHost: string })
  /** A client that was given a member id never joined with it, and was waited for. */
  | ({ readonly type: 'pending-member-expired'; readonly memberId: string } & WithTimeout)
  /** Topics that members subscribe to were created, deleted or got partitions. */
  | { readonly type: 'metadata-changed'; readonly topics: readonly string[] }
  /** The group has more members than `group.max.size` allows. */
  | { readonly type: 'group-too-large'; readonly members: number }
  /** `epoch` is the one that it leads to. */
  | ({ readonly type: 'rebalance-started' } & WithEpoch)
  | RebalanceCompleted
  /** The last member has gone. */
  | ({ readonly type: 'group-emptied' } & WithEpoch)
  | { readonly type: 'group-deleted' }
  /** It had no members, and its last offset has expired. */
  | { readonly type: 'group-expired' }
  | { readonly type: 'offsets-expired'; readonly partitions: number }
  /** By an admin, or with their topic. */
  | { readonly type: 'offsets-deleted'; readonly partitions: number; readonly topics: readonly string[] };

export interface RebalanceCompleted extends WithEpoch {
  readonly type: 'rebalance-completed';
  readonly members: number;
  /** Who assigned, in a classic group; else empty. */
  readonly leaderId: string;
  /** The assignor. */
  readonly protocolName: string;
  /** From the start of the rebalance until everybody knew what it has, in milliseconds. */
  readonly durationMs: number;
  /** The part of it in which members were waited for to join anew; -1 in protocols without such a phase. */
  readonly joinMs: number;
  /** The last to join anew, for whom all others waited; empty if nobody did. */
  readonly lastToJoin: string;
  /** How many partitions have another owner than before; -1 if only the members can read their assignments. */
  readonly movedPartitions: number;
  /** Who gave them to whom, the largest moves first; not all if there are very many. */
  readonly moves: readonly PartitionMove[];
}

export type GroupEventType = GroupEvent['type'];

/** An event as it is kept. */
export interface TimelineEntry {
  readonly groupId: string;
  /** Wall-clock milliseconds. */
  readonly timestampMs: number;
  readonly event: GroupEvent;
}

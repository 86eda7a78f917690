/** What a deadline of a shard is about, and the key under which it is set: one deadline a key. */

/** A member, or an id handed out to a client that has not joined with it yet, must be heard of by now. */
export interface SessionEvent {
  readonly type: 'session';
  readonly groupId: string;
  readonly memberId: string;
  /** How long it had. */
  readonly timeoutMs: number;
}

/** The join phase ends, whoever is missing. */
export interface JoinPhaseEvent {
  readonly type: 'join-phase';
  readonly groupId: string;
}

/** The first rebalance of an empty group may end, or be put off once more if somebody joined meanwhile (B104). */
export interface InitialRebalanceEvent {
  readonly type: 'initial-rebalance';
  readonly groupId: string;
  /** The delay that has passed when this event is due. */
  readonly delayMs: number;
  /** How much longer it may be put off. */
  readonly remainingMs: number;
}

/** Members of this generation that have not synced are removed (B107). */
export interface SyncPhaseEvent {
  readonly type: 'sync-phase';
  readonly groupId: string;
  readonly generationId: number;
}

/** A member of a consumer group must have given up by now what it was told to at this epoch (B124). */
export interface RevocationEvent {
  readonly type: 'revocation';
  readonly groupId: string;
  readonly memberId: string;
  readonly memberEpoch: number;
}

/** A member of the classic protocol in a consumer group must have joined anew by now. */
export interface MemberRejoinEvent {
  readonly type: 'member-rejoin';
  readonly groupId: string;
  readonly memberId: string;
}

/** A member of the classic protocol in a consumer group must have asked for its assignment by now. */
export interface MemberSyncEvent {
  readonly type: 'member-sync';
  readonly groupId: string;
  readonly memberId: string;
}

/** Look for expired offsets (B135). */
export interface OffsetExpiryEvent {
  readonly type: 'offset-expiry';
}

/** What a group may be waited for. */
export type GroupTimerEvent =
  | SessionEvent
  | JoinPhaseEvent
  | InitialRebalanceEvent
  | SyncPhaseEvent
  | RevocationEvent
  | MemberRejoinEvent
  | MemberSyncEvent;

export type TimerEvent = GroupTimerEvent | OffsetExpiryEvent;

export const offsetExpiryKey = 'offset-expiry';

export function sessionKey(groupId: string, memberId: string): string {
  return `session\0${groupId}\0${memberId}`;
}

/** Shared by the two ways in which a join phase ends: a group is in one of them at a time. */
export function joinPhaseKey(groupId: string): string {
  return `join\0${groupId}`;
}

export function syncPhaseKey(groupId: string): string {
  return `sync\0${groupId}`;
}

export function revocationKey(groupId: string, memberId: string): string {
  return `revocation\0${groupId}\0${memberId}`;
}

export function memberRejoinKey(groupId: string, memberId: string): string {
  return `rejoin\0${groupId}\0${memberId}`;
}

export function memberSyncKey(groupId: string, memberId: string): string {
  return `member-sync\0${groupId}\0${memberId}`;
}

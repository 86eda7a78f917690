/**
 * The state of one classic group: members, their protocols, who leads, who is awaited. It decides nothing by itself;
 * the commands beside it do.
 *
 * Invariants: the leader is a member whenever there are members; `#protocolSupport` and `#awaitingJoin` count over the
 * members; every static member's instance id leads to its member id; the state only changes along `group-state.ts`.
 */
import assert from 'node:assert/strict';
import { type ErrorCode, Errors } from '@moldau/protocol';
import type { JoinGroupResponse, JoinGroupResponseMember } from '@moldau/protocol/messages/join-group';
import type { Group, OffsetCommitter } from '../groups/group.ts';
import type { ReplyTo } from '../machine/outcome.ts';
import type { CommittedOffset } from '../offsets/committed-offset.ts';
import type { CoordinatorRecord } from '../ports.ts';
import { groupMetadataTombstone } from './group-record.ts';
import { type ClassicGroupState, isLegalTransition } from './group-state.ts';
import { type ClassicMember, hasProtocols, type MemberProtocol, metadataOf } from './member.ts';
import { isSubscribedToTopic, offsetRetentionStart, validateOffsetCommit } from './offset-policy.ts';
import type { RebalanceUnderWay } from './rebalance-timeline.ts';
import { selectProtocol } from './protocol-selection.ts';
import { consumerProtocolType, subscribedTopicsOf } from './subscribed-topics.ts';

/** What a group metadata record says about the group besides its members. */
export interface StoredGroupState {
  readonly generationId: number;
  readonly protocolType: string | null;
  readonly protocolName: string | null;
  readonly leaderId: string | null;
  readonly stateTimestampMs: number | null;
}

export class ClassicGroup implements Group {
  readonly type = 'classic';
  readonly groupId: string;
  generationId = 0;
  /** `consumer`, `connect` …; null as long as nobody ever joined. */
  protocolType: string | null = null;
  /** Chosen for the current generation. */
  protocolName: string | null = null;
  /** When the current state began, in wall-clock milliseconds; null if the record it came from does not say. */
  stateTimestampMs: number | null;
  /** The last generation whose assignment went to the log. */
  assignedGenerationId = -1;
  /** Somebody joined since the first rebalance began or was last put off (B104). */
  newMemberAdded = false;
  /** Of a group of consumers; null if that is unknown or the group is of another type. */
  subscribedTopics: ReadonlySet<string> | null = null;
  /** Whose JoinGroup was parked last. */
  lastToJoin = '';
  /** Null while the group is Stable or Empty. */
  rebalance: RebalanceUnderWay | null = null;
  /** Members of the current generation that have not asked for their assignment yet. */
  readonly pendingSyncMembers = new Set<string>();

  #state: ClassicGroupState = 'Empty';
  #previousState: ClassicGroupState = 'Empty';
  #leaderId: string | null = null;
  #awaitingJoin = 0;
  readonly #members = new Map<string, ClassicMember>();
  readonly #staticMembers = new Map<string, string>();
  readonly #protocolSupport = new Map<string, number>();
  /** Ids handed out with MEMBER_ID_REQUIRED and not joined with yet (B102). */
  readonly #pendingJoinMembers = new Set<string>();

  constructor(groupId: string, nowMs: number | null) {
    this.groupId = groupId;
    this.stateTimestampMs = nowMs;
  }

  /** A group as its record describes it: Stable if there are members. */
  static restore(groupId: string, stored: StoredGroupState, members: readonly ClassicMember[]): ClassicGroup {
    const group = new ClassicGroup(groupId, stored.stateTimestampMs);
    group.generationId = stored.generationId;
    group.#leaderId = members.length > 0 ? stored.leaderId : null;
    for (const member of members) group.add(member, stored.protocolType ?? '');
    group.protocolType = stored.protocolType;
    group.protocolName = stored.protocolName;
    group.#state = members.length > 0 ? 'Stable' : 'Empty';
    group.subscribedTopics = group.#computeSubscribedTopics();
    return group;
  }

  get state(): ClassicGroupState {
    return this.#state;
  }

  get stateName(): string {
    return this.#state;
  }

  get protocolTypeName(): string {
    return this.protocolType ?? '';
  }

  get isEmpty(): boolean {
    return this.#state === 'Empty';
  }

  get previousState(): ClassicGroupState {
    return this.#previousState;
  }

  get leaderId(): string | null {
    return this.#leaderId;
  }

  get size(): number {
    return this.#members.size;
  }

  get awaitingJoinCount(): number {
    return this.#awaitingJoin;
  }

  /** In the order they joined. */
  get members(): Iterable<ClassicMember> {
    return this.#members.values();
  }

  get memberIds(): string[] {
    return [...this.#members.keys()];
  }

  get pendingJoinMemberIds(): string[] {
    return [...this.#pendingJoinMembers];
  }

  /** The greatest of the members' rebalance timeouts. */
  get rebalanceTimeoutMs(): number {
    let timeoutMs = 0;
    for (const member of this.#members.values()) timeoutMs = Math.max(timeoutMs, member.rebalanceTimeoutMs);
    return timeoutMs;
  }

  get hasAllMembersJoined(): boolean {
    return this.#members.size === this.#awaitingJoin && this.#pendingJoinMembers.size === 0;
  }

  get canRebalance(): boolean {
    return isLegalTransition(this.#state, 'PreparingRebalance');
  }

  transitionTo(state: ClassicGroupState, nowMs: number): void {
    assert(isLegalTransition(this.#state, state), `group ${this.groupId} cannot go from ${this.#state} to ${state}`);
    this.#previousState = this.#state;
    this.#state = state;
    this.stateTimestampMs = nowMs;
  }

  member(memberId: string): ClassicMember | undefined {
    return this.#members.get(memberId);
  }

  staticMemberId(groupInstanceId: string): string | undefined {
    return this.#staticMembers.get(groupInstanceId);
  }

  isLeader(memberId: string): boolean {
    return this.#leaderId === memberId;
  }

  isPendingMember(memberId: string): boolean {
    return this.#pendingJoinMembers.has(memberId);
  }

  addPendingMember(memberId: string): void {
    this.#pendingJoinMembers.add(memberId);
  }

  /** Whether the two ids name a member: 25 if there is none, 82 if the instance goes by another member id (B122). */
  validateMember(memberId: string, groupInstanceId: string | null): ErrorCode {
    if (groupInstanceId !== null) {
      const current = this.#staticMembers.get(groupInstanceId);
      if (current === undefined) return Errors.UNKNOWN_MEMBER_ID;
      if (current !== memberId) return Errors.FENCED_INSTANCE_ID;
    }
    return this.#members.has(memberId) ? Errors.NONE : Errors.UNKNOWN_MEMBER_ID;
  }

  /** Whether somebody with these protocols can be in one group with the members there are (B103). */
  supportsProtocols(protocolType: string, protocols: readonly MemberProtocol[]): boolean {
    if (this.#state === 'Empty') return protocolType !== '' && protocols.length > 0;
    return this.protocolType === protocolType && protocols.some(({ name }) => this.#isSupportedByAll(name));
  }

  /** The first member determines the group's protocol type. */
  add(member: ClassicMember, protocolType: string): void {
    if (this.#members.size === 0) this.protocolType = protocolType;
    assert(!this.#members.has(member.memberId), `member ${member.memberId} is in group ${this.groupId} already`);
    if (member.groupInstanceId !== null) this.#staticMembers.set(member.groupInstanceId, member.memberId);
    this.#leaderId ??= member.memberId;
    this.#members.set(member.memberId, member);
    this.#countProtocols(member, 1);
    if (member.awaitingJoin !== null) {
      this.#awaitingJoin++;
      this.lastToJoin = member.memberId;
    }
    this.#pendingJoinMembers.delete(member.memberId);
  }

  /** Forgets a member or a pending id. Its parked requests must have been answered. */
  remove(memberId: string): void {
    const member = this.#members.get(memberId);
    if (member !== undefined) {
      this.#members.delete(memberId);
      this.#countProtocols(member, -1);
      if (member.awaitingJoin !== null) this.#awaitingJoin--;
      if (member.groupInstanceId !== null) this.#staticMembers.delete(member.groupInstanceId);
    }
    if (this.isLeader(memberId)) this.#leaderId = this.#members.keys().next().value ?? null;
    this.#pendingJoinMembers.delete(memberId);
    this.pendingSyncMembers.delete(memberId);
  }

  /** Gives a static member a new id; all else stays, also its assignment and its part as leader. */
  replaceStaticMember(member: ClassicMember, newMemberId: string): ClassicMember {
    const replacement: ClassicMember = { ...member, memberId: newMemberId, isNew: false };
    this.#members.delete(member.memberId);
    this.#members.set(newMemberId, replacement);
    if (this.isLeader(member.memberId)) this.#leaderId = newMemberId;
    if (member.groupInstanceId !== null) this.#staticMembers.set(member.groupInstanceId, newMemberId);
    if (this.pendingSyncMembers.delete(member.memberId)) this.pendingSyncMembers.add(newMemberId);
    const assignment = this.rebalance?.assignments.get(member.memberId);
    if (assignment !== undefined) this.rebalance?.assignments.set(newMemberId, assignment);
    this.rebalance?.assignments.delete(member.memberId);
    return replacement;
  }

  setProtocols(member: ClassicMember, protocols: readonly MemberProtocol[]): void {
    if (hasProtocols(member, protocols)) return;
    this.#countProtocols(member, -1);
    member.protocols = protocols;
    this.#countProtocols(member, 1);
  }

  /** The member's JoinGroup waits for the end of the join phase. */
  parkJoin(member: ClassicMember, replyTo: ReplyTo<JoinGroupResponse>): void {
    if (member.awaitingJoin === null) this.#awaitingJoin++;
    member.awaitingJoin = replyTo;
    this.lastToJoin = member.memberId;
  }

  /** Ends the wait that parkJoin began; null if there was none. */
  takeJoin(member: ClassicMember): ReplyTo<JoinGroupResponse> | null {
    const replyTo = member.awaitingJoin;
    if (replyTo !== null) this.#awaitingJoin--;
    member.awaitingJoin = null;
    return replyTo;
  }

  /** Makes sure that the leader is one of those who joined anew; false if nobody did. */
  maybeElectNewJoinedLeader(): boolean {
    const leader = this.#leaderId === null ? undefined : this.#members.get(this.#leaderId);
    if (leader === undefined) return false;
    if (leader.awaitingJoin !== null) return true;
    for (const member of this.#members.values()) {
      if (member.awaitingJoin === null) continue;
      this.#leaderId = member.memberId;
      return true;
    }
    return false;
  }

  /** The protocol that the members would choose now. */
  selectProtocol(): string | null {
    return selectProtocol(this.#members.values(), (name) => this.#isSupportedByAll(name)) ?? null;
  }

  /** Ends the join phase: a generation of those who are members now. */
  initNextGeneration(nowMs: number): void {
    this.generationId++;
    this.protocolName = this.#members.size > 0 ? this.selectProtocol() : null;
    this.subscribedTopics = this.#computeSubscribedTopics();
    this.pendingSyncMembers.clear();
    this.transitionTo(this.#members.size > 0 ? 'CompletingRebalance' : 'Empty', nowMs);
  }

  /** What a leader is told about the members. */
  joinedMembers(): JoinGroupResponseMember[] {
    const protocolName = this.protocolName ?? '';
    return Array.from(this.#members.values(), (member) => ({
      memberId: member.memberId,
      groupInstanceId: member.groupInstanceId,
      metadata: metadataOf(member, protocolName),
    }));
  }

  validateOffsetCommit(committer: OffsetCommitter): ErrorCode {
    return validateOffsetCommit(this, committer);
  }

  /** Whoever asks: member epochs mean nothing here. */
  validateOffsetFetch(): ErrorCode {
    return Errors.NONE;
  }

  validateDelete(): ErrorCode {
    return this.isEmpty ? Errors.NONE : Errors.NON_EMPTY_GROUP;
  }

  isSubscribedToTopic(topic: string): boolean {
    return isSubscribedToTopic(this, topic);
  }

  offsetRetentionStart(): ((offset: CommittedOffset) => number) | undefined {
    return offsetRetentionStart(this);
  }

  tombstones(): CoordinatorRecord[] {
    return [groupMetadataTombstone(this.groupId)];
  }

  #isSupportedByAll(protocolName: string): boolean {
    return (this.#protocolSupport.get(protocolName) ?? 0) === this.#members.size;
  }

  #countProtocols(member: ClassicMember, change: 1 | -1): void {
    for (const name of new Set(member.protocols.map((protocol) => protocol.name))) {
      const count = (this.#protocolSupport.get(name) ?? 0) + change;
      if (count === 0) this.#protocolSupport.delete(name);
      else this.#protocolSupport.set(name, count);
    }
  }

  #computeSubscribedTopics(): ReadonlySet<string> | null {
    const { protocolName } = this;
    if (this.protocolType !== consumerProtocolType) return null;
    if (this.#members.size === 0) return new Set();
    if (protocolName === null) return null;
    return subscribedTopicsOf(Array.from(this.#members.values(), (member) => metadataOf(member, protocolName)));
  }
}

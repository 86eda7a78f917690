/**
 * The state of one classic group: its members, and the generation that they make. It decides nothing by itself; the
 * commands beside it do.
 *
 * Invariant: the state only changes along `group-state.ts`.
 */
import assert from 'node:assert/strict';
import { type ErrorCode, Errors } from '@moldau/protocol';
import type { Group, OffsetCommitter } from '../groups/group.ts';
import type { CommittedOffset } from '../offsets/committed-offset.ts';
import type { CoordinatorRecord } from '../ports.ts';
import { ClassicMembers } from './classic-members.ts';
import { groupMetadataTombstone } from './group-record.ts';
import { type ClassicGroupState, isLegalTransition } from './group-state.ts';
import { type ClassicMember, type MemberProtocol, metadataOf } from './member.ts';
import { isSubscribedToTopic, offsetRetentionStart, validateOffsetCommit } from './offset-policy.ts';
import type { RebalanceUnderWay } from './rebalance-timeline.ts';
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
  readonly members: ClassicMembers;
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
  /** Null while the group is Stable or Empty. */
  rebalance: RebalanceUnderWay | null = null;
  /** Members of the current generation that have not asked for their assignment yet. */
  readonly pendingSyncMembers = new Set<string>();

  #state: ClassicGroupState = 'Empty';
  #previousState: ClassicGroupState = 'Empty';

  constructor(groupId: string, nowMs: number | null, members = new ClassicMembers()) {
    this.groupId = groupId;
    this.stateTimestampMs = nowMs;
    this.members = members;
  }

  /** A group as its record describes it: Stable if there are members. */
  static restore(groupId: string, stored: StoredGroupState, members: readonly ClassicMember[]): ClassicGroup {
    const restored = ClassicMembers.restore(members, stored.leaderId);
    const group = new ClassicGroup(groupId, stored.stateTimestampMs, restored);
    group.generationId = stored.generationId;
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

  get size(): number {
    return this.members.size;
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
    return this.members.get(memberId);
  }

  /** Whether somebody with these protocols can be in one group with the members there are (B103). */
  supportsProtocols(protocolType: string, protocols: readonly MemberProtocol[]): boolean {
    if (this.#state === 'Empty') return protocolType !== '' && protocols.length > 0;
    return this.protocolType === protocolType && this.members.supportsAny(protocols);
  }

  /** The first member determines the group's protocol type. */
  add(member: ClassicMember, protocolType: string): void {
    if (this.size === 0) this.protocolType = protocolType;
    this.members.add(member);
  }

  /** Forgets a member or a pending id. Its parked requests must have been answered. */
  remove(memberId: string): void {
    this.members.remove(memberId);
    this.pendingSyncMembers.delete(memberId);
  }

  /** Gives a static member a new id; all else stays, also its place in the generation. */
  replaceStaticMember(member: ClassicMember, newMemberId: string): ClassicMember {
    const replacement = this.members.replaceStatic(member, newMemberId);
    if (this.pendingSyncMembers.delete(member.memberId)) this.pendingSyncMembers.add(newMemberId);
    const assignment = this.rebalance?.assignments.get(member.memberId);
    if (assignment !== undefined) this.rebalance?.assignments.set(newMemberId, assignment);
    this.rebalance?.assignments.delete(member.memberId);
    return replacement;
  }

  /** Ends the join phase: a generation of those who are members now. */
  initNextGeneration(nowMs: number): void {
    this.generationId++;
    this.protocolName = this.size > 0 ? this.members.selectProtocol() : null;
    this.subscribedTopics = this.#computeSubscribedTopics();
    this.pendingSyncMembers.clear();
    this.transitionTo(this.size > 0 ? 'CompletingRebalance' : 'Empty', nowMs);
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

  #computeSubscribedTopics(): ReadonlySet<string> | null {
    const { protocolName } = this;
    if (this.protocolType !== consumerProtocolType) return null;
    if (this.size === 0) return new Set();
    if (protocolName === null) return null;
    return subscribedTopicsOf(Array.from(this.members, (member) => metadataOf(member, protocolName)));
  }
}

/**
 * The members of a classic group: who they are, who leads them, whose JoinGroup is parked, which ids are yet to be
 * joined with.
 *
 * Invariants: the leader is a member whenever there are members; the protocol support and `awaitingJoinCount` count
 * over the members; every static member's instance id leads to its member id.
 */
import assert from 'node:assert/strict';
import { type ErrorCode, Errors } from '@moldau/protocol';
import type { JoinGroupResponse } from '@moldau/protocol/messages/join-group';
import type { ReplyTo } from '../machine/outcome.ts';
import { type ClassicMember, hasProtocols, type MemberProtocol } from './member.ts';
import { selectProtocol } from './protocol-selection.ts';
import { ProtocolSupport } from './protocol-support.ts';

export class ClassicMembers implements Iterable<ClassicMember> {
  /** Whose JoinGroup was parked last. */
  lastToJoin = '';
  #leaderId: string | null = null;
  #awaitingJoin = 0;
  readonly #members = new Map<string, ClassicMember>();
  readonly #staticMembers = new Map<string, string>();
  readonly #protocols = new ProtocolSupport();
  /** Ids handed out with MEMBER_ID_REQUIRED and not joined with yet (B102). */
  readonly #pending = new Set<string>();

  /** As a group's record has them, with the leader that it names. */
  static restore(members: readonly ClassicMember[], leaderId: string | null): ClassicMembers {
    const restored = new ClassicMembers();
    restored.#leaderId = members.length > 0 ? leaderId : null;
    for (const member of members) restored.add(member);
    return restored;
  }

  get size(): number {
    return this.#members.size;
  }

  get leaderId(): string | null {
    return this.#leaderId;
  }

  get awaitingJoinCount(): number {
    return this.#awaitingJoin;
  }

  get ids(): string[] {
    return [...this.#members.keys()];
  }

  get pendingIds(): string[] {
    return [...this.#pending];
  }

  /** The greatest of the members' rebalance timeouts. */
  get rebalanceTimeoutMs(): number {
    let timeoutMs = 0;
    for (const member of this.#members.values()) timeoutMs = Math.max(timeoutMs, member.rebalanceTimeoutMs);
    return timeoutMs;
  }

  get haveAllJoined(): boolean {
    return this.#members.size === this.#awaitingJoin && this.#pending.size === 0;
  }

  /** In the order they joined. */
  [Symbol.iterator](): Iterator<ClassicMember> {
    return this.#members.values();
  }

  get(memberId: string): ClassicMember | undefined {
    return this.#members.get(memberId);
  }

  staticMemberId(groupInstanceId: string): string | undefined {
    return this.#staticMembers.get(groupInstanceId);
  }

  isLeader(memberId: string): boolean {
    return this.#leaderId === memberId;
  }

  isPending(memberId: string): boolean {
    return this.#pending.has(memberId);
  }

  addPending(memberId: string): void {
    this.#pending.add(memberId);
  }

  /** Whether the two ids name a member: 25 if there is none, 82 if the instance goes by another member id (B122). */
  validate(memberId: string, groupInstanceId: string | null): ErrorCode {
    if (groupInstanceId !== null) {
      const current = this.#staticMembers.get(groupInstanceId);
      if (current === undefined) return Errors.UNKNOWN_MEMBER_ID;
      if (current !== memberId) return Errors.FENCED_INSTANCE_ID;
    }
    return this.#members.has(memberId) ? Errors.NONE : Errors.UNKNOWN_MEMBER_ID;
  }

  /** Who comes first leads. */
  add(member: ClassicMember): void {
    assert(!this.#members.has(member.memberId), `member ${member.memberId} is in the group already`);
    if (member.groupInstanceId !== null) this.#staticMembers.set(member.groupInstanceId, member.memberId);
    this.#leaderId ??= member.memberId;
    this.#members.set(member.memberId, member);
    this.#protocols.add(member);
    if (member.awaitingJoin !== null) {
      this.#awaitingJoin++;
      this.lastToJoin = member.memberId;
    }
    this.#pending.delete(member.memberId);
  }

  /** Forgets a member or a pending id. */
  remove(memberId: string): void {
    const member = this.#members.get(memberId);
    if (member !== undefined) {
      this.#members.delete(memberId);
      this.#protocols.remove(member);
      if (member.awaitingJoin !== null) this.#awaitingJoin--;
      if (member.groupInstanceId !== null) this.#staticMembers.delete(member.groupInstanceId);
    }
    if (this.isLeader(memberId)) this.#leaderId = this.#members.keys().next().value ?? null;
    this.#pending.delete(memberId);
  }

  /** Gives a static member a new id; all else stays, also its assignment and its part as leader. */
  replaceStatic(member: ClassicMember, newMemberId: string): ClassicMember {
    const replacement: ClassicMember = { ...member, memberId: newMemberId, isNew: false };
    this.#members.delete(member.memberId);
    this.#members.set(newMemberId, replacement);
    if (this.isLeader(member.memberId)) this.#leaderId = newMemberId;
    if (member.groupInstanceId !== null) this.#staticMembers.set(member.groupInstanceId, newMemberId);
    return replacement;
  }

  setProtocols(member: ClassicMember, protocols: readonly MemberProtocol[]): void {
    if (hasProtocols(member, protocols)) return;
    this.#protocols.remove(member);
    member.protocols = protocols;
    this.#protocols.add(member);
  }

  /** Whether all members know one of these. */
  supportsAny(protocols: readonly MemberProtocol[]): boolean {
    return this.#protocols.supportsAny(protocols);
  }

  /** The protocol that they would choose now. */
  selectProtocol(): string | null {
    return selectProtocol(this, (name) => this.#protocols.isSupportedByAll(name)) ?? null;
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
}

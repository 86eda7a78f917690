/**
 * The state of one consumer group (KIP-848). It changes only by `apply`, one record at a time, so what is in the log
 * is what is here.
 *
 * Three epochs follow one another: the group's, raised when members, subscriptions or topics change; that of the target
 * assignment, made for a group epoch; and each member's, which reaches the target's when the member has given up what
 * it has to.
 */
import { type ErrorCode, Errors } from '@moldau/protocol';
import { ProtocolSupport } from '../classic/protocol-support.ts';
import type { Group, OffsetCommitter, OffsetFetcher } from '../groups/group.ts';
import type { CommittedOffset } from '../offsets/committed-offset.ts';
import type { CoordinatorRecord } from '../ports.ts';
import { type ConsumerMember, isReconciledTo, newMember, noAssignment, noMetadata } from './consumer-member.ts';
import { type ConsumerGroupRecord, encodeGroupRecord } from './group-record.ts';
import { groupTombstones } from './group-tombstones.ts';
import { offsetRetentionStart, validateOffsetCommit, validateOffsetFetch } from './offset-policy.ts';
import { PartitionOwners } from './partition-owners.ts';
import { PatternRefresh } from './patterns/pattern-refresh.ts';
import type { RebalanceUnderWay } from './rebalance-timeline.ts';
import { Subscriptions } from './subscriptions.ts';
import { noPartitions, type TopicPartitions } from './topic-partitions.ts';

/** As they are shown to clients. */
export type ConsumerGroupState = 'Empty' | 'Assigning' | 'Reconciling' | 'Stable' | 'Dead';

export class ConsumerGroup implements Group {
  readonly type = 'consumer';
  readonly protocolTypeName = 'consumer';
  readonly groupId: string;
  readonly owners = new PartitionOwners();
  readonly subscriptions = new Subscriptions();
  /** The assignment protocols of those members that speak the classic protocol. */
  readonly classicProtocols = new ProtocolSupport();
  readonly patternRefresh = new PatternRefresh();
  /** Topics may have changed since `metadataHash` was computed: look again at the next heartbeat (B130). */
  needsMetadataRefresh = true;
  /** For the timeline: how things were before the rebalance that is under way. */
  rebalance: RebalanceUnderWay | null = null;

  #groupEpoch = 0;
  #metadataHash = 0;
  #targetEpoch = 0;
  readonly #members = new Map<string, ConsumerMember>();
  readonly #staticMembers = new Map<string, string>();
  readonly #targets = new Map<string, TopicPartitions>();
  readonly #assignorVotes = new Map<string, number>();

  constructor(groupId: string) {
    this.groupId = groupId;
  }

  get groupEpoch(): number {
    return this.#groupEpoch;
  }

  get metadataHash(): number {
    return this.#metadataHash;
  }

  /** The group epoch that the target assignment was made for. */
  get targetEpoch(): number {
    return this.#targetEpoch;
  }

  get size(): number {
    return this.#members.size;
  }

  get members(): ReadonlyMap<string, ConsumerMember> {
    return this.#members;
  }

  /** Member ids by instance id. */
  get staticMembers(): ReadonlyMap<string, string> {
    return this.#staticMembers;
  }

  get targets(): ReadonlyMap<string, TopicPartitions> {
    return this.#targets;
  }

  get state(): ConsumerGroupState {
    if (this.#members.size === 0) return 'Empty';
    if (this.#groupEpoch > this.#targetEpoch) return 'Assigning';
    for (const member of this.#members.values()) {
      if (!isReconciledTo(member, this.#targetEpoch)) return 'Reconciling';
    }
    return 'Stable';
  }

  get stateName(): string {
    return this.state;
  }

  get isEmpty(): boolean {
    return this.#members.size === 0;
  }

  /** The server-side assignor that most members want, if any say. */
  get preferredAssignor(): string | null {
    let winner: string | null = null;
    let most = 0;
    for (const [name, votes] of this.#assignorVotes) if (votes > most) [winner, most] = [name, votes];
    return winner;
  }

  member(memberId: string): ConsumerMember | undefined {
    return this.#members.get(memberId);
  }

  staticMember(instanceId: string): ConsumerMember | undefined {
    const memberId = this.#staticMembers.get(instanceId);
    return memberId === undefined ? undefined : this.#members.get(memberId);
  }

  targetOf(memberId: string): TopicPartitions {
    return this.#targets.get(memberId) ?? noPartitions;
  }

  apply(record: ConsumerGroupRecord): void {
    switch (record.type) {
      case 'group-epoch':
        this.#groupEpoch = record.value?.epoch ?? 0;
        this.#metadataHash = record.value?.metadataHash ?? 0;
        return;
      case 'member-metadata':
        this.#applyMetadata(record);
        return;
      case 'target-epoch':
        this.#targetEpoch = record.value ?? 0;
        return;
      case 'target-assignment':
        if (record.value === null) this.#targets.delete(record.memberId);
        else this.#targets.set(record.memberId, record.value);
        return;
      case 'current-assignment':
        this.#applyCurrentAssignment(record);
        return;
      case 'pattern':
        this.subscriptions.resolve(record.pattern, record.value);
    }
  }

  validateOffsetCommit(committer: OffsetCommitter): ErrorCode {
    return validateOffsetCommit(this, committer);
  }

  validateOffsetFetch(fetcher: OffsetFetcher): ErrorCode {
    return validateOffsetFetch(this, fetcher);
  }

  validateDelete(): ErrorCode {
    return this.isEmpty ? Errors.NONE : Errors.NON_EMPTY_GROUP;
  }

  isSubscribedToTopic(topic: string): boolean {
    return this.subscriptions.topics.has(topic);
  }

  offsetRetentionStart(): (offset: CommittedOffset) => number {
    return offsetRetentionStart;
  }

  tombstones(): CoordinatorRecord[] {
    return groupTombstones(this).map((record) => encodeGroupRecord(this.groupId, record));
  }

  /** A log that was compacted may tell of a member's assignment before it tells of the member. */
  #applyMetadata({ memberId, value }: Extract<ConsumerGroupRecord, { type: 'member-metadata' }>): void {
    const known = this.#members.get(memberId);
    if (known !== undefined) this.#forgetMetadata(known);
    if (value === null) {
      if (known !== undefined) this.owners.remove(known);
      this.#members.delete(memberId);
      return;
    }
    const subscription = this.subscriptions.add(value);
    const metadata = { ...value, ...subscription };
    this.#members.set(memberId, { memberId, metadata, subscription, current: known?.current ?? noAssignment });
    if (metadata.instanceId !== null) this.#staticMembers.set(metadata.instanceId, memberId);
    if (metadata.serverAssignor !== null) this.#vote(metadata.serverAssignor, 1);
    if (metadata.classic !== null) this.classicProtocols.add(metadata.classic);
  }

  #forgetMetadata({ memberId, metadata }: ConsumerMember): void {
    const { instanceId, serverAssignor, classic } = metadata;
    if (metadata === noMetadata) return;
    this.subscriptions.remove(metadata);
    if (instanceId !== null && this.#staticMembers.get(instanceId) === memberId) this.#staticMembers.delete(instanceId);
    if (serverAssignor !== null) this.#vote(serverAssignor, -1);
    if (classic !== null) this.classicProtocols.remove(classic);
  }

  #applyCurrentAssignment({ memberId, value }: Extract<ConsumerGroupRecord, { type: 'current-assignment' }>): void {
    const known = this.#members.get(memberId);
    if (known !== undefined) this.owners.remove(known);
    else if (value === null) return;
    const member = { ...(known ?? newMember(memberId)), current: value ?? noAssignment };
    this.#members.set(memberId, member);
    this.owners.add(member);
  }

  #vote(assignor: string, change: 1 | -1): void {
    const votes = (this.#assignorVotes.get(assignor) ?? 0) + change;
    if (votes === 0) this.#assignorVotes.delete(assignor);
    else this.#assignorVotes.set(assignor, votes);
  }
}

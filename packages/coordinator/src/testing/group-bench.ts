/**
 * A group coordinator on virtual time for tests: one partition of `__consumer_offsets`, and short forms of the
 * requests, in their newest version unless said otherwise. `settle` lets time pass until a promise is settled.
 */
import type { HeartbeatResponse } from '@moldau/protocol/messages/heartbeat';
import type { JoinGroupRequest, JoinGroupResponse } from '@moldau/protocol/messages/join-group';
import type { LeaveGroupResponse, MemberIdentity } from '@moldau/protocol/messages/leave-group';
import type { TimelineEvent } from '@moldau/protocol/messages/moldau/describe-group-timeline';
import type { OffsetCommitRequest, OffsetCommitResponse } from '@moldau/protocol/messages/offset-commit';
import type { OffsetFetchResponseGroup } from '@moldau/protocol/messages/offset-fetch';
import type { SyncGroupRequest, SyncGroupResponse } from '@moldau/protocol/messages/sync-group';
import { type ErrorCode, Errors, encodeVersioned, ZERO_UUID } from '@moldau/protocol';
import { consumerProtocolAssignmentData } from '@moldau/protocol/records/consumer-protocol-assignment';
import { type Clock, type Random, silentLogger } from '@moldau/runtime';
import { Simulation } from '@moldau/runtime/simulated';
import type { GroupSettings } from '../group-settings.ts';
import { defaultGroupConfigs, defaultGroupSettings } from './default-group-settings.ts';
import type { CatalogTopic, TransactionClaim } from '../ports.ts';
import type { GroupRequestContext } from '../requests/request-context.ts';
import { GroupCoordinator } from '../runtime/group-coordinator.ts';
import { consumerOffsetsTopic } from '../runtime/group-shards.ts';
import { MemoryCoordinatorLog } from './memory-coordinator-log.ts';

export const groupId = 'readers';

export class GroupBench {
  readonly simulation: Simulation;
  readonly clock: Clock;
  readonly log: MemoryCoordinatorLog;
  readonly groups: GroupCoordinator;
  readonly topics = new Map<string, CatalogTopic>();
  readonly settings: GroupSettings;
  readonly #random: Random;

  /** What the coordinator of transactions says; agrees unless a test puts something else here. */
  askTransactions = async (_how: 'verify' | 'add', _claim: TransactionClaim): Promise<readonly ErrorCode[]> => [
    Errors.NONE,
  ];

  constructor(settings: Partial<GroupSettings> = {}, seed: number | string = 1) {
    this.simulation = new Simulation(seed);
    const { clock, random } = this.simulation.runtime('broker');
    this.clock = clock;
    this.#random = random;
    this.settings = {
      ...defaultGroupSettings,
      groupInitialRebalanceDelayMs: 0,
      offsetsTopicNumPartitions: 1,
      ...settings,
    };
    this.log = new MemoryCoordinatorLog(clock);
    this.setTopic({ name: 'users', id: 'AAAAAAAAAAAAAAAAAAAAAQ', partitions: 4 });
    this.groups = this.#coordinator();
  }

  /** A coordinator with its log loaded. */
  static async started(settings: Partial<GroupSettings> = {}, seed: number | string = 1): Promise<GroupBench> {
    const bench = new GroupBench(settings, seed);
    bench.groups.onElection(0, bench.log);
    await bench.simulation.runFor(10);
    return bench;
  }

  /** Another coordinator that has loaded the same log, as after a restart. */
  async restarted(): Promise<GroupCoordinator> {
    const groups = this.#coordinator();
    groups.onElection(0, this.log);
    await this.simulation.runFor(10);
    return groups;
  }

  setTopic(topic: CatalogTopic): void {
    this.topics.set(topic.name, topic);
  }

  settle<Result>(promise: Promise<Result>): Promise<Result> {
    return this.simulation.settle(promise);
  }

  /** Lets virtual time pass. */
  pass(durationMs: number): Promise<void> {
    return this.simulation.runFor(durationMs);
  }

  join(join: Partial<JoinGroupRequest> = {}, context: Partial<GroupRequestContext> = {}): Promise<JoinGroupResponse> {
    return this.groups.memberships.joinGroup(contextOf(9, context), joinRequest(join));
  }

  /** Joins as dynamic members do: gets a member id first, then joins with it. */
  async joinDynamic(join: Partial<JoinGroupRequest> = {}): Promise<JoinGroupResponse> {
    const { memberId } = await this.join(join);
    return this.join({ ...join, memberId });
  }

  sync(sync: Partial<SyncGroupRequest>, apiVersion = 4): Promise<SyncGroupResponse> {
    return this.groups.memberships.syncGroup(contextOf(apiVersion), {
      groupId,
      generationId: 1,
      memberId: '',
      groupInstanceId: null,
      protocolType: null,
      protocolName: null,
      assignments: [],
      ...sync,
    });
  }

  async heartbeat(memberId: string, generationId: number, groupInstanceId: string | null = null): Promise<number> {
    const request = { groupId, generationId, memberId, groupInstanceId };
    const response: HeartbeatResponse = await this.groups.memberships.heartbeat(contextOf(4), request);
    return response.errorCode;
  }

  leave(...members: Partial<MemberIdentity>[]): Promise<LeaveGroupResponse> {
    return this.groups.memberships.leaveGroup(contextOf(5), {
      groupId,
      memberId: '',
      members: members.map((member) => ({ memberId: '', groupInstanceId: null, reason: null, ...member })),
    });
  }

  commit(
    offset: bigint,
    committer: Partial<OffsetCommitRequest> = {},
    partition: { index?: number; metadata?: string | null; leaderEpoch?: number; topic?: string } = {},
    apiVersion = 9,
  ): Promise<OffsetCommitResponse> {
    const committed = {
      partitionIndex: partition.index ?? 0,
      committedOffset: offset,
      committedLeaderEpoch: partition.leaderEpoch ?? -1,
      committedMetadata: partition.metadata ?? null,
    };
    const topics = [{ name: partition.topic ?? 'users', topicId: ZERO_UUID, partitions: [committed] }];
    return this.groups.offsets.commit(contextOf(apiVersion), {
      groupId,
      generationIdOrMemberEpoch: -1,
      memberId: '',
      groupInstanceId: null,
      retentionTimeMs: -1,
      topics,
      ...committer,
    });
  }

  /** The error of a commit of one partition. */
  async commitError(...commit: Parameters<GroupBench['commit']>): Promise<number | undefined> {
    const response = await this.settle(this.commit(...commit));
    return response.topics[0]?.partitions[0]?.errorCode;
  }

  /** Everything that the group has committed. */
  async fetchAll(groups: GroupCoordinator = this.groups, group: string = groupId): Promise<OffsetFetchResponseGroup> {
    const request = { groupId: group, memberId: null, memberEpoch: -1, topics: null };
    const response = await this.settle(
      groups.offsets.fetch(contextOf(9), { groupId: '', topics: null, groups: [request], requireStable: false }),
    );
    const [fetched] = response.groups;
    if (fetched === undefined) throw new Error('no answer for the group');
    return fetched;
  }

  /** The committed offset of one partition as a number, undefined if there is none. */
  async committedOffset(partition = 0, groups?: GroupCoordinator, topic = 'users'): Promise<number | undefined> {
    const { topics } = await this.fetchAll(groups);
    const partitions = topics.find(({ name }) => name === topic)?.partitions;
    const offset = partitions?.find(({ partitionIndex }) => partitionIndex === partition)?.committedOffset;
    return offset === undefined ? undefined : Number(offset);
  }

  async describe(groups: GroupCoordinator = this.groups, apiVersion = 6) {
    const request = { groups: [groupId], includeAuthorizedOperations: false };
    const response = await this.settle(groups.administration.describeGroups(contextOf(apiVersion), request));
    const [described] = response.groups;
    if (described === undefined) throw new Error('no answer for the group');
    return described;
  }

  /** What the group's timeline tells. */
  async timeline(groups: GroupCoordinator = this.groups): Promise<readonly TimelineEvent[]> {
    const { groups: told } = await this.settle(
      groups.administration.describeGroupTimelines(contextOf(0), { groups: [groupId] }),
    );
    const [timeline] = told;
    if (timeline === undefined) throw new Error('no answer for the group');
    return timeline.events;
  }

  async list(statesFilter: string[] = [], typesFilter: string[] = []) {
    return this.settle(this.groups.administration.listGroups(contextOf(5), { statesFilter, typesFilter }));
  }

  async deleteGroup(): Promise<number | undefined> {
    const response = await this.settle(
      this.groups.administration.deleteGroups(contextOf(2), { groupsNames: [groupId] }),
    );
    return response.results[0]?.errorCode;
  }

  /** A Stable group: its members' joins, leader first, each with an assignment that says whose it is. */
  async stableGroup(joins: readonly Partial<JoinGroupRequest>[] = [{}]): Promise<JoinGroupResponse[]> {
    const joined = await this.settle(Promise.all(joins.map((join) => this.joinDynamic(join))));
    joined.sort((a, b) => Number(b.leader === b.memberId) - Number(a.leader === a.memberId));
    await this.settle(Promise.all(joined.map((member) => this.syncAs(member))));
    return joined;
  }

  /** SyncGroup of a joined member; a leader gives everybody an assignment that says whose it is. */
  syncAs(joined: JoinGroupResponse): Promise<SyncGroupResponse> {
    return this.sync({
      memberId: joined.memberId,
      generationId: joined.generationId,
      assignments: joined.members.map(({ memberId }) => ({ memberId, assignment: Buffer.from(`for ${memberId}`) })),
    });
  }

  #coordinator(): GroupCoordinator {
    return new GroupCoordinator({
      clock: this.clock,
      random: this.#random,
      logger: silentLogger,
      settings: this.settings,
      groupConfigs: defaultGroupConfigs,
      groupVersion: () => 1,
      catalog: {
        topicByName: (name) =>
          name === consumerOffsetsTopic
            ? { name, id: 'AAAAAAAAAAAAAAAAAAAA_g', partitions: this.settings.offsetsTopicNumPartitions }
            : this.topics.get(name),
        topicNames: () => [consumerOffsetsTopic, ...this.topics.keys()],
        topicById: (id) => [...this.topics.values()].find((topic) => topic.id === id),
      },
      transactions: {
        verify: (claim) => this.askTransactions('verify', claim),
        add: (claim) => this.askTransactions('add', claim),
      },
      verifiesPartitions: true,
    });
  }
}

export function contextOf(apiVersion: number, context: Partial<GroupRequestContext> = {}): GroupRequestContext {
  return {
    apiVersion,
    clientId: 'client',
    clientHost: '/127.0.0.1',
    connection: { onClose: () => () => {} },
    ...context,
  };
}

export function joinRequest(join: Partial<JoinGroupRequest> = {}): JoinGroupRequest {
  return {
    groupId,
    sessionTimeoutMs: 10_000,
    rebalanceTimeoutMs: 30_000,
    memberId: '',
    groupInstanceId: null,
    protocolType: 'consumer',
    protocols: [{ name: 'range', metadata: subscription('users') }],
    reason: null,
    ...join,
  };
}

/** ConsumerProtocolSubscription v0 of the topics. */
export function subscription(...topics: string[]): Buffer {
  const names = topics.flatMap((topic) => [Buffer.from([topic.length >> 8, topic.length & 0xff]), Buffer.from(topic)]);
  return Buffer.concat([Buffer.from([0, 0, 0, 0, 0, topics.length]), ...names, Buffer.from([0xff, 0xff, 0xff, 0xff])]);
}

/** ConsumerProtocolAssignment v0: partitions of one topic. */
export function consumerAssignment(topic: string, ...partitions: number[]): Buffer {
  const assignedPartitions = [{ topic, partitions }];
  return encodeVersioned(consumerProtocolAssignmentData, { assignedPartitions, userData: null }, 0);
}

/** A connection that a test can close. */
export class ClosableConnection {
  readonly #callbacks = new Set<() => void>();

  onClose(callback: () => void): () => void {
    this.#callbacks.add(callback);
    return () => this.#callbacks.delete(callback);
  }

  close(): void {
    for (const callback of this.#callbacks) callback();
  }
}

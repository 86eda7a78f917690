/**
 * The group coordinator of one broker: a shard for each partition of `__consumer_offsets` that the broker leads, and
 * a method for each API. Requests for other partitions are answered NOT_COORDINATOR, so that clients look again.
 */
import { type ErrorCode, Errors, errorMessage } from '@moldau/protocol';
import type {
  ConsumerGroupDescribeRequest,
  ConsumerGroupDescribeResponse,
  DescribedGroup as DescribedConsumerGroup,
} from '@moldau/protocol/messages/consumer-group-describe';
import type {
  ConsumerGroupHeartbeatRequest,
  ConsumerGroupHeartbeatResponse,
} from '@moldau/protocol/messages/consumer-group-heartbeat';
import type { DeleteGroupsRequest, DeleteGroupsResponse } from '@moldau/protocol/messages/delete-groups';
import type {
  DescribedGroup,
  DescribeGroupsRequest,
  DescribeGroupsResponse,
} from '@moldau/protocol/messages/describe-groups';
import type { HeartbeatRequest, HeartbeatResponse } from '@moldau/protocol/messages/heartbeat';
import type { JoinGroupRequest, JoinGroupResponse } from '@moldau/protocol/messages/join-group';
import type { LeaveGroupRequest, LeaveGroupResponse } from '@moldau/protocol/messages/leave-group';
import type { ListedGroup, ListGroupsRequest, ListGroupsResponse } from '@moldau/protocol/messages/list-groups';
import type {
  DescribeGroupTimelineRequest,
  DescribeGroupTimelineResponse,
} from '@moldau/protocol/messages/moldau/describe-group-timeline';
import type { OffsetCommitRequest, OffsetCommitResponse } from '@moldau/protocol/messages/offset-commit';
import type { OffsetDeleteRequest, OffsetDeleteResponse } from '@moldau/protocol/messages/offset-delete';
import type {
  OffsetFetchRequest,
  OffsetFetchRequestGroup,
  OffsetFetchResponse,
  OffsetFetchResponseGroup,
} from '@moldau/protocol/messages/offset-fetch';
import type { SyncGroupRequest, SyncGroupResponse } from '@moldau/protocol/messages/sync-group';
import type { TxnOffsetCommitRequest, TxnOffsetCommitResponse } from '@moldau/protocol/messages/txn-offset-commit';
import type { Clock, Logger, Random } from '@moldau/runtime';
import { joinError, syncError } from '../classic/responses.ts';
import { undescribedConsumerGroup } from '../consumer/describe.ts';
import type { ChangedTopics } from '../consumer/topics-changed.ts';
import type { GroupSettings } from '../group-settings.ts';
import { undescribedGroup } from '../groups/describe-group.ts';
import type { InspectedGroup } from '../groups/inspected-group.ts';
import { groupFilter } from '../groups/list-groups.ts';
import { type GroupSummary, unsummarisedGroup } from '../groups/summarise-group.ts';
import { commitResponse } from '../offsets/commit.ts';
import { deleteResponse, refusedDelete } from '../offsets/delete.ts';
import type { OffsetsMarker } from '../offsets/commit-transactional.ts';
import type { CoordinatorLog, GroupConfigs, TopicCatalog, TransactionVerification } from '../ports.ts';
import { failedHeartbeat, refuseHeartbeat, withMemberId } from '../requests/consumer-group-heartbeat.ts';
import { joinResponse, retainedJoin, validateJoin } from '../requests/join-group.ts';
import { leaveResponse, leavingMembers } from '../requests/leave-group.ts';
import { commitCommand, hasPartitionToCommit } from '../requests/offset-commit.ts';
import { deleteCommand, hasPartitionToDelete } from '../requests/offset-delete.ts';
import {
  failedGroup,
  fetchCommand,
  fetchResponse,
  groupsToFetch,
  withUnknownTopics,
} from '../requests/offset-fetch.ts';
import { describeTimeline } from '../requests/describe-group-timeline.ts';
import type { GroupRequestContext } from '../requests/request-context.ts';
import { retainedSync, validateSync } from '../requests/sync-group.ts';
import {
  addsOffsetsFrom,
  txnCommitCommand,
  txnCommitResponse,
  verificationError,
} from '../requests/txn-offset-commit.ts';
import { GroupTimelines } from '../timeline/group-timelines.ts';
import { coordinatorPartition } from './coordinator-partition.ts';
import { type Command, GroupShard } from './group-shard.ts';
import { PendingReply } from './pending-reply.ts';

export const consumerOffsetsTopic = '__consumer_offsets';

const consumerProtocolOff = 'The consumer protocol is switched off on this broker.';

export interface GroupCoordinatorDependencies {
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  readonly settings: GroupSettings;
  readonly groupConfigs: GroupConfigs;
  /** The finalized level of the feature `group.version`; from 1 on there are groups of the consumer protocol. */
  readonly groupVersion: () => number;
  readonly catalog: TopicCatalog;
  /** The coordinator of transactions, asked before offsets are taken into one (B65). */
  readonly transactions: TransactionVerification;
  /** `transaction.partition.verification.enable` */
  readonly verifiesPartitions: boolean;
}

export class GroupCoordinator {
  readonly #dependencies: GroupCoordinatorDependencies;
  readonly #shards = new Map<number, GroupShard>();
  readonly #timelines = new GroupTimelines();

  constructor(dependencies: GroupCoordinatorDependencies) {
    this.#dependencies = dependencies;
  }

  /** Whether some of its groups are not there yet. */
  get isLoading(): boolean {
    return [...this.#shards.values()].some((shard) => shard.isLoading);
  }

  /** Every group of this broker, as it is when its turn comes; those of partitions that are loading are left out. */
  *inspectGroups(): Iterable<InspectedGroup> {
    for (const shard of this.#shards.values()) {
      const machine = shard.consult((loaded) => loaded);
      if (machine !== undefined) yield* machine.inspect();
    }
  }

  /** The partition of `__consumer_offsets` whose leader coordinates the group. */
  partitionFor(groupId: string): number {
    const { catalog, settings } = this.#dependencies;
    const partitions = catalog.topicByName(consumerOffsetsTopic)?.partitions ?? settings.offsetsTopicNumPartitions;
    return coordinatorPartition(groupId, partitions);
  }

  /** This broker has become the leader of the partition, or its leader anew: its groups are loaded from the log. */
  onElection(partition: number, log: CoordinatorLog): void {
    const { clock, logger, settings, groupConfigs, catalog } = this.#dependencies;
    const timelines = this.#timelines;
    this.#shards.get(partition)?.unload();
    this.#shards.set(
      partition,
      new GroupShard({ partition, log, clock, logger, settings, groupConfigs, catalog, timelines }),
    );
  }

  /** This broker does not lead the partition any more; whoever waits for its groups is told so. */
  onResignation(partition: number): void {
    this.#shards.get(partition)?.unload();
    this.#shards.delete(partition);
  }

  /** Forgets what was committed for the topic (B134). */
  onTopicDeleted(name: string, topicId: string): void {
    for (const shard of this.#shards.values()) shard.topicDeleted(name, topicId);
  }

  /** Groups that subscribe to these topics look whether they need a new assignment (B130). */
  onTopicsChanged(changed: ChangedTopics): void {
    for (const shard of this.#shards.values()) shard.topicsChanged(changed);
  }

  close(): void {
    for (const partition of this.#shards.keys()) this.onResignation(partition);
  }

  async joinGroup(context: GroupRequestContext, request: JoinGroupRequest): Promise<JoinGroupResponse> {
    const { apiVersion, clientId, clientHost, connection } = context;
    const { groupId, memberId } = request;
    const refused = validateJoin(request, this.#dependencies.settings);
    if (refused !== Errors.NONE) return joinResponse(joinError(memberId, refused), apiVersion);
    const join = { apiVersion, clientId: clientId ?? '', clientHost, request: retainedJoin(request, apiVersion) };
    const uuid = this.#dependencies.random.uuid();
    const reply = this.#submit<JoinGroupResponse>(
      groupId,
      (machine, replyTo, now) => machine.joinGroup({ ...join, uuid, replyTo }, now),
      (code) => joinError(memberId, code),
    );
    const withdraw = connection.onClose(() => {
      if (reply.isSettled) return;
      reply.abandon();
      this.#shardOf(groupId)?.execute((machine, now) => machine.abandonJoin(groupId, reply, now));
    });
    const response = await reply.response;
    withdraw();
    return joinResponse(response, apiVersion);
  }

  async syncGroup(context: GroupRequestContext, request: SyncGroupRequest): Promise<SyncGroupResponse> {
    const refused = validateSync(request, context.apiVersion);
    if (refused !== Errors.NONE) return syncError(refused);
    const reply = this.#submit<SyncGroupResponse>(
      request.groupId,
      (machine, replyTo, now) => machine.syncGroup({ request: retainedSync(request), replyTo }, now),
      syncError,
    );
    const withdraw = context.connection.onClose(() => reply.abandon());
    const response = await reply.response;
    withdraw();
    return response;
  }

  async heartbeat(_context: GroupRequestContext, request: HeartbeatRequest): Promise<HeartbeatResponse> {
    const { groupId } = request;
    const answer = (errorCode: ErrorCode): HeartbeatResponse => ({ throttleTimeMs: 0, errorCode });
    if (groupId === '') return answer(Errors.INVALID_GROUP_ID);
    return this.#submit<HeartbeatResponse>(
      groupId,
      (machine, replyTo, now) => machine.heartbeat(request, replyTo, now),
      // While the group is being loaded its members are to stay as they are (B116).
      (code) => answer(code === Errors.COORDINATOR_LOAD_IN_PROGRESS ? Errors.NONE : code),
    ).response;
  }

  async leaveGroup(context: GroupRequestContext, request: LeaveGroupRequest): Promise<LeaveGroupResponse> {
    const { apiVersion } = context;
    const { groupId } = request;
    const failed = (errorCode: ErrorCode): LeaveGroupResponse => ({ throttleTimeMs: 0, errorCode, members: [] });
    if (groupId === '') return failed(Errors.INVALID_GROUP_ID);
    const members = leavingMembers(request, apiVersion);
    const reply = this.#submit<LeaveGroupResponse>(
      groupId,
      (machine, replyTo, now) => machine.leaveGroup(groupId, members, replyTo, now),
      failed,
    );
    return leaveResponse(await reply.response, apiVersion);
  }

  async consumerGroupHeartbeat(
    context: GroupRequestContext,
    request: ConsumerGroupHeartbeatRequest,
  ): Promise<ConsumerGroupHeartbeatResponse> {
    const { random, settings } = this.#dependencies;
    if (!this.#hasConsumerProtocol) return failedHeartbeat(Errors.UNSUPPORTED_VERSION, consumerProtocolOff);
    const refused = refuseHeartbeat(request, context.apiVersion, settings);
    if (refused !== undefined) return refused;
    const command = {
      request: withMemberId(request, () => random.uuid()),
      clientId: context.clientId ?? '',
      clientHost: context.clientHost,
    };
    return this.#submit<ConsumerGroupHeartbeatResponse>(
      request.groupId,
      (machine, replyTo, now) => machine.consumerGroupHeartbeat(command, replyTo, now),
      (code) => failedHeartbeat(code, errorMessage(code)),
    ).response;
  }

  async consumerGroupDescribe(
    _context: GroupRequestContext,
    { groupIds }: ConsumerGroupDescribeRequest,
  ): Promise<ConsumerGroupDescribeResponse> {
    const isOn = this.#hasConsumerProtocol;
    const groups = groupIds.map(async (groupId) => {
      if (groupId === '') return undescribedConsumerGroup(groupId, Errors.INVALID_GROUP_ID, null);
      if (!isOn) return undescribedConsumerGroup(groupId, Errors.UNSUPPORTED_VERSION, consumerProtocolOff);
      return this.#submit<DescribedConsumerGroup>(
        groupId,
        (machine, replyTo, now) => machine.consumerGroupDescribe(groupId, replyTo, now),
        (code) => undescribedConsumerGroup(groupId, code, errorMessage(code)),
      ).response;
    });
    return { throttleTimeMs: 0, groups: await Promise.all(groups) };
  }

  async commitOffsets(context: GroupRequestContext, request: OffsetCommitRequest): Promise<OffsetCommitResponse> {
    const commit = commitCommand(request, context.apiVersion, this.#dependencies.catalog);
    const failed = (code: ErrorCode): OffsetCommitResponse => commitResponse(commit, () => code);
    if (!hasPartitionToCommit(commit)) return failed(Errors.NONE);
    return this.#submit<OffsetCommitResponse>(
      commit.groupId,
      (machine, replyTo, now) => machine.commitOffsets(commit, replyTo, now),
      failed,
    ).response;
  }

  async commitTransactionalOffsets(
    { apiVersion }: GroupRequestContext,
    request: TxnOffsetCommitRequest,
  ): Promise<TxnOffsetCommitResponse> {
    const { producerId, producerEpoch } = request;
    const commit = txnCommitCommand(request, this.#dependencies.catalog);
    const failed = (code: ErrorCode): TxnOffsetCommitResponse => commitResponse(commit, () => code);
    const answer = (response: TxnOffsetCommitResponse) => txnCommitResponse(response, apiVersion);
    if (!hasPartitionToCommit(commit)) return failed(Errors.NONE);
    if (commit.groupId === '') return failed(Errors.INVALID_GROUP_ID);
    const producer = { producerId, producerEpoch };
    const guard = this.#shardOf(commit.groupId)?.consult((machine, now) => machine.drawOffsetsGuard(producer, now));
    const refused = guard === undefined ? Errors.NONE : await this.#verify(request, apiVersion);
    if (refused !== Errors.NONE) return answer(failed(refused));
    const command = { ...commit, isTransactional: true, producer, guard } as const;
    const reply = this.#submit<TxnOffsetCommitResponse>(
      commit.groupId,
      (machine, replyTo, now) => machine.commitTransactionalOffsets(command, replyTo, now),
      failed,
    );
    return answer(await reply.response);
  }

  /** Ends a producer's transaction in one partition of `__consumer_offsets` (B71, B72). */
  writeMarker(partition: number, marker: OffsetsMarker): Promise<ErrorCode> {
    const write: Command<ErrorCode> = (machine, replyTo, now) => machine.writeMarker(marker, replyTo, now);
    const shard = this.#shards.get(partition);
    return shard === undefined
      ? Promise.resolve(Errors.NOT_LEADER_OR_FOLLOWER)
      : shard.submit(write, (code) => code).response;
  }

  async fetchOffsets(context: GroupRequestContext, request: OffsetFetchRequest): Promise<OffsetFetchResponse> {
    const groups = groupsToFetch(request, context.apiVersion);
    const responses = await Promise.all(groups.map((group) => this.#fetchGroup(context, request, group)));
    return fetchResponse(responses, request, context.apiVersion);
  }

  async deleteOffsets(_context: GroupRequestContext, request: OffsetDeleteRequest): Promise<OffsetDeleteResponse> {
    const command = deleteCommand(request, this.#dependencies.catalog);
    if (!hasPartitionToDelete(command)) return deleteResponse(command, () => Errors.NONE);
    if (command.groupId === '') return refusedDelete(Errors.INVALID_GROUP_ID);
    return this.#submit<OffsetDeleteResponse>(
      command.groupId,
      (machine, replyTo, now) => machine.deleteOffsets(command, replyTo, now),
      refusedDelete,
    ).response;
  }

  async describeGroups(context: GroupRequestContext, request: DescribeGroupsRequest): Promise<DescribeGroupsResponse> {
    const described = request.groups.map(
      (groupId) =>
        this.#submit<DescribedGroup>(
          groupId,
          (machine, replyTo) => machine.describeGroup(groupId, context.apiVersion, replyTo),
          (code) => undescribedGroup(groupId, code),
        ).response,
    );
    return { throttleTimeMs: 0, groups: await Promise.all(described) };
  }

  /** The groups of this broker; none of them while a shard is loading, since the list would not be complete. */
  async listGroups(_context: GroupRequestContext, request: ListGroupsRequest): Promise<ListGroupsResponse> {
    const filter = groupFilter(request.statesFilter, request.typesFilter);
    const shards = [...this.#shards.values()];
    if (shards.some((shard) => shard.isLoading)) {
      return { throttleTimeMs: 0, errorCode: Errors.COORDINATOR_LOAD_IN_PROGRESS, groups: [] };
    }
    const list: Command<readonly ListedGroup[]> = (machine, replyTo) => machine.listGroups(filter, replyTo);
    const groups = await Promise.all(shards.map((shard) => shard.submit(list, () => []).response));
    return { throttleTimeMs: 0, errorCode: Errors.NONE, groups: groups.flat() };
  }

  async deleteGroups(_context: GroupRequestContext, request: DeleteGroupsRequest): Promise<DeleteGroupsResponse> {
    const results = [...new Set(request.groupsNames)].map(async (groupId) => ({
      groupId,
      errorCode: await this.#submit<ErrorCode>(
        groupId,
        (machine, replyTo, now) => machine.deleteGroup(groupId, replyTo, now),
        (code) => code,
      ).response,
    }));
    return { throttleTimeMs: 0, results: await Promise.all(results) };
  }

  /** Why a group is as it is: what happened in it, as far as that is remembered (Moldau's own). */
  async describeGroupTimelines(
    _context: GroupRequestContext,
    request: DescribeGroupTimelineRequest,
  ): Promise<DescribeGroupTimelineResponse> {
    const described = request.groups.map(async (groupId) => {
      const summary = await this.#submit<GroupSummary>(
        groupId,
        (machine, replyTo) => machine.summariseGroup(groupId, replyTo),
        unsummarisedGroup,
      ).response;
      return describeTimeline(groupId, summary, this.#timelines.of(groupId));
    });
    return { throttleTimeMs: 0, groups: await Promise.all(described) };
  }

  async #fetchGroup(
    { apiVersion }: GroupRequestContext,
    request: OffsetFetchRequest,
    group: OffsetFetchRequestGroup,
  ): Promise<OffsetFetchResponseGroup> {
    const { catalog } = this.#dependencies;
    const fetch = fetchCommand(group, request, apiVersion, catalog);
    const reply = this.#submit<OffsetFetchResponseGroup>(
      group.groupId,
      (machine, replyTo) => machine.fetchOffsets(fetch, replyTo),
      (code) => failedGroup(group.groupId, code),
    );
    return withUnknownTopics(await reply.response, group, apiVersion, catalog);
  }

  /** Whether the group's offsets are part of the producer's transaction; since v5 they are made so. */
  async #verify(request: TxnOffsetCommitRequest, apiVersion: number): Promise<ErrorCode> {
    const { transactions, verifiesPartitions } = this.#dependencies;
    const { transactionalId, producerId, producerEpoch, groupId } = request;
    const partitions = [{ topic: consumerOffsetsTopic, partition: this.partitionFor(groupId) }];
    const claim = { transactionalId, producerId, producerEpoch, partitions };
    const isToAdd = apiVersion >= addsOffsetsFrom;
    if (!isToAdd && !verifiesPartitions) return Errors.NONE;
    const [code = Errors.UNKNOWN_SERVER_ERROR] = await (isToAdd ? transactions.add(claim) : transactions.verify(claim));
    return verificationError(code, apiVersion);
  }

  /** B131. */
  get #hasConsumerProtocol(): boolean {
    const { settings, groupVersion } = this.#dependencies;
    return settings.groupCoordinatorRebalanceProtocols.includes('consumer') && groupVersion() >= 1;
  }

  #submit<Response>(
    groupId: string,
    command: Command<Response>,
    errorResponse: (code: ErrorCode) => Response,
  ): PendingReply<Response> {
    const shard = this.#shardOf(groupId);
    if (shard !== undefined) return shard.submit(command, errorResponse);
    const reply = new PendingReply(errorResponse);
    reply.fail(Errors.NOT_COORDINATOR);
    return reply;
  }

  #shardOf(groupId: string): GroupShard | undefined {
    return this.#shards.get(this.partitionFor(groupId));
  }
}

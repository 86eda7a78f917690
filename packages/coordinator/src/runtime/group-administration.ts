/** What administrators see of groups and do with them: the APIs that describe, list and delete groups. */
import { type ErrorCode, Errors, errorMessage } from '@moldau/protocol';
import type {
  ConsumerGroupDescribeRequest,
  ConsumerGroupDescribeResponse,
  DescribedGroup as DescribedConsumerGroup,
} from '@moldau/protocol/messages/consumer-group-describe';
import type { DeleteGroupsRequest, DeleteGroupsResponse } from '@moldau/protocol/messages/delete-groups';
import type {
  DescribedGroup,
  DescribeGroupsRequest,
  DescribeGroupsResponse,
} from '@moldau/protocol/messages/describe-groups';
import type { ListedGroup, ListGroupsRequest, ListGroupsResponse } from '@moldau/protocol/messages/list-groups';
import type {
  DescribeGroupTimelineRequest,
  DescribeGroupTimelineResponse,
} from '@moldau/protocol/messages/moldau/describe-group-timeline';
import { undescribedConsumerGroup } from '../consumer/describe.ts';
import { undescribedGroup } from '../groups/describe-group.ts';
import { groupFilter } from '../groups/list-groups.ts';
import { type GroupSummary, unsummarisedGroup } from '../groups/summarise-group.ts';
import {
  consumerProtocolOff,
  type ConsumerProtocolSwitches,
  hasConsumerProtocol,
} from '../requests/consumer-protocol.ts';
import { describeTimeline } from '../requests/describe-group-timeline.ts';
import type { GroupRequestContext } from '../requests/request-context.ts';
import type { GroupTimelines } from '../timeline/group-timelines.ts';
import type { Command } from './group-shard.ts';
import type { GroupShards } from './group-shards.ts';

export interface GroupAdministrationDependencies extends ConsumerProtocolSwitches {
  readonly timelines: GroupTimelines;
}

export class GroupAdministration {
  readonly #shards: GroupShards;
  readonly #dependencies: GroupAdministrationDependencies;

  constructor(shards: GroupShards, dependencies: GroupAdministrationDependencies) {
    this.#shards = shards;
    this.#dependencies = dependencies;
  }

  async describeGroups(context: GroupRequestContext, request: DescribeGroupsRequest): Promise<DescribeGroupsResponse> {
    const described = request.groups.map(
      (groupId) =>
        this.#shards.submit<DescribedGroup>(
          groupId,
          (machine, replyTo) => machine.describeGroup(groupId, context.apiVersion, replyTo),
          (code) => undescribedGroup(groupId, code),
        ).response,
    );
    return { throttleTimeMs: 0, groups: await Promise.all(described) };
  }

  async consumerGroupDescribe(
    _context: GroupRequestContext,
    { groupIds }: ConsumerGroupDescribeRequest,
  ): Promise<ConsumerGroupDescribeResponse> {
    const isOn = hasConsumerProtocol(this.#dependencies);
    const groups = groupIds.map(async (groupId) => {
      if (groupId === '') return undescribedConsumerGroup(groupId, Errors.INVALID_GROUP_ID, null);
      if (!isOn) return undescribedConsumerGroup(groupId, Errors.UNSUPPORTED_VERSION, consumerProtocolOff);
      return this.#shards.submit<DescribedConsumerGroup>(
        groupId,
        (machine, replyTo, now) => machine.consumerGroupDescribe(groupId, replyTo, now),
        (code) => undescribedConsumerGroup(groupId, code, errorMessage(code)),
      ).response;
    });
    return { throttleTimeMs: 0, groups: await Promise.all(groups) };
  }

  /** Why a group is as it is: what happened in it, as far as that is remembered (Moldau's own). */
  async describeGroupTimelines(
    _context: GroupRequestContext,
    request: DescribeGroupTimelineRequest,
  ): Promise<DescribeGroupTimelineResponse> {
    const described = request.groups.map(async (groupId) => {
      const summary = await this.#shards.submit<GroupSummary>(
        groupId,
        (machine, replyTo) => machine.summariseGroup(groupId, replyTo),
        unsummarisedGroup,
      ).response;
      return describeTimeline(groupId, summary, this.#dependencies.timelines.of(groupId));
    });
    return { throttleTimeMs: 0, groups: await Promise.all(described) };
  }

  /** The groups of this broker; none of them while a shard is loading, since the list would not be complete. */
  async listGroups(_context: GroupRequestContext, request: ListGroupsRequest): Promise<ListGroupsResponse> {
    const filter = groupFilter(request.statesFilter, request.typesFilter);
    const shards = [...this.#shards.all];
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
      errorCode: await this.#shards.submit<ErrorCode>(
        groupId,
        (machine, replyTo, now) => machine.deleteGroup(groupId, replyTo, now),
        (code) => code,
      ).response,
    }));
    return { throttleTimeMs: 0, results: await Promise.all(results) };
  }
}

/**
 * Who is in a group: the APIs by which members join, show that they live and leave, in the classic protocol and in the
 * consumer protocol.
 */
import { type ErrorCode, Errors, errorMessage } from '@moldau/protocol';
import type {
  ConsumerGroupHeartbeatRequest,
  ConsumerGroupHeartbeatResponse,
} from '@moldau/protocol/messages/consumer-group-heartbeat';
import type { HeartbeatRequest, HeartbeatResponse } from '@moldau/protocol/messages/heartbeat';
import type { JoinGroupRequest, JoinGroupResponse } from '@moldau/protocol/messages/join-group';
import type { LeaveGroupRequest, LeaveGroupResponse } from '@moldau/protocol/messages/leave-group';
import type { SyncGroupRequest, SyncGroupResponse } from '@moldau/protocol/messages/sync-group';
import type { Random } from '@moldau/runtime';
import { joinError, syncError } from '../classic/responses.ts';
import { failedHeartbeat, refuseHeartbeat, withMemberId } from '../requests/consumer-group-heartbeat.ts';
import { joinResponse, retainedJoin, validateJoin } from '../requests/join-group.ts';
import { leaveResponse, leavingMembers } from '../requests/leave-group.ts';
import {
  consumerProtocolOff,
  type ConsumerProtocolSwitches,
  hasConsumerProtocol,
} from '../requests/consumer-protocol.ts';
import type { GroupRequestContext } from '../requests/request-context.ts';
import { retainedSync, validateSync } from '../requests/sync-group.ts';
import type { GroupShards } from './group-shards.ts';

export interface GroupMembershipsDependencies extends ConsumerProtocolSwitches {
  readonly random: Random;
}

export class GroupMemberships {
  readonly #shards: GroupShards;
  readonly #dependencies: GroupMembershipsDependencies;

  constructor(shards: GroupShards, dependencies: GroupMembershipsDependencies) {
    this.#shards = shards;
    this.#dependencies = dependencies;
  }

  async joinGroup(context: GroupRequestContext, request: JoinGroupRequest): Promise<JoinGroupResponse> {
    const { apiVersion, clientId, clientHost, connection } = context;
    const { groupId, memberId } = request;
    const refused = validateJoin(request, this.#dependencies.settings);
    if (refused !== Errors.NONE) return joinResponse(joinError(memberId, refused), apiVersion);
    const join = { apiVersion, clientId: clientId ?? '', clientHost, request: retainedJoin(request, apiVersion) };
    const uuid = this.#dependencies.random.uuid();
    const reply = this.#shards.submit<JoinGroupResponse>(
      groupId,
      (machine, replyTo, now) => machine.joinGroup({ ...join, uuid, replyTo }, now),
      (code) => joinError(memberId, code),
    );
    const withdraw = connection.onClose(() => {
      if (reply.isSettled) return;
      reply.abandon();
      this.#shards.shardOf(groupId)?.execute((machine, now) => machine.abandonJoin(groupId, reply, now));
    });
    const response = await reply.response;
    withdraw();
    return joinResponse(response, apiVersion);
  }

  async syncGroup(context: GroupRequestContext, request: SyncGroupRequest): Promise<SyncGroupResponse> {
    const refused = validateSync(request, context.apiVersion);
    if (refused !== Errors.NONE) return syncError(refused);
    const reply = this.#shards.submit<SyncGroupResponse>(
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
    return this.#shards.submit<HeartbeatResponse>(
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
    const reply = this.#shards.submit<LeaveGroupResponse>(
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
    if (!hasConsumerProtocol(this.#dependencies))
      return failedHeartbeat(Errors.UNSUPPORTED_VERSION, consumerProtocolOff);
    const refused = refuseHeartbeat(request, context.apiVersion, settings);
    if (refused !== undefined) return refused;
    const command = {
      request: withMemberId(request, () => random.uuid()),
      clientId: context.clientId ?? '',
      clientHost: context.clientHost,
    };
    return this.#shards.submit<ConsumerGroupHeartbeatResponse>(
      request.groupId,
      (machine, replyTo, now) => machine.consumerGroupHeartbeat(command, replyTo, now),
      (code) => failedHeartbeat(code, errorMessage(code)),
    ).response;
  }
}

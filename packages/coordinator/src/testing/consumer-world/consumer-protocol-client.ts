/** A client of the consumer protocol: heartbeats, and what it makes of the answers. */
import assert from 'node:assert/strict';
import { Errors } from '@moldau/protocol';
import type { ConsumerGroupHeartbeatResponse } from '@moldau/protocol/messages/consumer-group-heartbeat';
import type { HeartbeatCommand } from '../../consumer/member-metadata.ts';
import { groupId } from '../group-bench.ts';
import type { PartitionUse } from './partition-use.ts';
import {
  awaitAnswer,
  beginAnew,
  forgetAll,
  ignoreAnswer,
  rebalanceTimeoutMs,
  type WorldConsumer,
} from './world-consumer.ts';
import type { WorldCoordinator } from './world-coordinator.ts';

export class ConsumerProtocolClient {
  readonly #coordinator: WorldCoordinator;
  readonly #use: PartitionUse;
  readonly #newId: (name: string) => string;

  constructor(coordinator: WorldCoordinator, use: PartitionUse, newId: (name: string) => string) {
    this.#coordinator = coordinator;
    this.#use = use;
    this.#newId = newId;
  }

  /** Joins, if it has to. A lost answer never arrives; a full heartbeat tells all that the client has. */
  heartbeat(consumer: WorldConsumer, { isLost, isFull }: { isLost: boolean; isFull: boolean }): void {
    const isJoin = consumer.epoch === 0;
    if (isJoin) consumer.using.clear();
    if (consumer.memberId === '') consumer.memberId = this.#newId(consumer.name);
    const command = heartbeatOf(consumer, isJoin || isFull);
    const replyTo = awaitAnswer<ConsumerGroupHeartbeatResponse>(consumer, (response) => {
      if (!isLost) this.#beaten(consumer, response);
    });
    this.#coordinator.run((machine, now) => machine.consumerGroupHeartbeat(command, replyTo, now));
  }

  /** `memberEpoch` is -2 for a static member that means to come back. */
  leave(consumer: WorldConsumer, memberEpoch: -1 | -2): void {
    const epoch = consumer.instanceId === null ? -1 : memberEpoch;
    const command = heartbeatOf({ ...consumer, epoch }, false);
    forgetAll(consumer);
    this.#coordinator.run((machine, now) => machine.consumerGroupHeartbeat(command, ignoreAnswer(), now));
  }

  #beaten(consumer: WorldConsumer, response: ConsumerGroupHeartbeatResponse): void {
    switch (response.errorCode) {
      case Errors.NONE:
        consumer.epoch = response.memberEpoch;
        if (response.assignment !== null) this.#use.assign(consumer, response.assignment.topicPartitions);
        return;
      case Errors.UNKNOWN_MEMBER_ID:
      case Errors.FENCED_MEMBER_EPOCH:
      case Errors.GROUP_ID_NOT_FOUND:
        beginAnew(consumer);
        return;
      case Errors.FENCED_INSTANCE_ID:
        forgetAll(consumer);
        return;
      case Errors.UNRELEASED_INSTANCE_ID:
      case Errors.GROUP_MAX_SIZE_REACHED:
        return;
      default:
        assert.fail(`a heartbeat was answered ${response.errorCode} ${response.errorMessage}`);
    }
  }
}

function heartbeatOf(consumer: WorldConsumer, isFull: boolean): HeartbeatCommand {
  const { memberId, epoch, instanceId, topicNames, pattern } = consumer;
  const request = {
    groupId,
    memberId,
    memberEpoch: epoch,
    instanceId,
    rackId: null,
    rebalanceTimeoutMs: isFull ? rebalanceTimeoutMs : -1,
    subscribedTopicNames: isFull ? topicNames : null,
    subscribedTopicRegex: isFull ? pattern : null,
    serverAssignor: null,
    topicPartitions: isFull ? usedPartitions(consumer) : null,
  };
  return { request, clientId: consumer.name, clientHost: '/127.0.0.1' };
}

function usedPartitions({ using }: WorldConsumer) {
  const byTopic = Map.groupBy(using, (partition) => partition.split('/')[0] ?? '');
  return Array.from(byTopic, ([topicId, partitions]) => ({
    topicId,
    partitions: partitions.map((partition) => Number(partition.split('/')[1])),
  }));
}

/** An eager client of the classic protocol, which also assigns when it leads. */
import { encodeVersioned, Errors, Reader } from '@moldau/protocol';
import type { JoinGroupResponse } from '@moldau/protocol/messages/join-group';
import { consumerProtocolAssignmentData } from '@moldau/protocol/records/consumer-protocol-assignment';
import type { CatalogTopic } from '../../ports.ts';
import { groupId, joinRequest, subscription } from '../group-bench.ts';
import type { AssignedTopic, PartitionUse } from './partition-use.ts';
import {
  awaitAnswer,
  beginAnew,
  forgetAll,
  ignoreAnswer,
  rebalanceTimeoutMs,
  type WorldConsumer,
} from './world-consumer.ts';
import type { WorldCoordinator } from './world-coordinator.ts';
import type { WorldTopics } from './world-topics.ts';

const sessionTimeoutMs = 30_000;

export class ClassicProtocolClient {
  readonly #coordinator: WorldCoordinator;
  readonly #topics: WorldTopics;
  readonly #use: PartitionUse;
  readonly #newId: (name: string) => string;

  constructor(coordinator: WorldCoordinator, topics: WorldTopics, use: PartitionUse, newId: (name: string) => string) {
    this.#coordinator = coordinator;
    this.#topics = topics;
    this.#use = use;
    this.#newId = newId;
  }

  /** Joins, syncs or sends a heartbeat, whichever is next. */
  act(consumer: WorldConsumer): void {
    if (consumer.isToSync) this.#sync(consumer);
    else if (consumer.epoch > 0) this.#heartbeat(consumer);
    else this.#join(consumer);
  }

  leave(consumer: WorldConsumer): void {
    const identity = { memberId: consumer.memberId, groupInstanceId: consumer.instanceId, reason: null };
    forgetAll(consumer);
    this.#coordinator.run((machine, now) => machine.leaveGroup(groupId, [identity], ignoreAnswer(), now));
  }

  /** Before it joins it gives up all it has. */
  #join(consumer: WorldConsumer): void {
    consumer.using.clear();
    const metadata = subscription(...consumer.topicNames);
    const request = joinRequest({
      memberId: consumer.memberId,
      sessionTimeoutMs,
      rebalanceTimeoutMs,
      protocols: [{ name: 'range', metadata }],
    });
    const replyTo = awaitAnswer<JoinGroupResponse>(consumer, (response) => joined(consumer, response));
    const join = { apiVersion: 9, clientId: consumer.name, clientHost: '/127.0.0.1', request, replyTo };
    const uuid = this.#newId(consumer.name);
    this.#coordinator.run((machine, now) => machine.joinGroup({ ...join, uuid }, now));
  }

  #sync(consumer: WorldConsumer): void {
    const replyTo = awaitAnswer<{ errorCode: number; assignment: Buffer }>(consumer, ({ errorCode, assignment }) => {
      consumer.isToSync = false;
      if (errorCode !== Errors.NONE) beginAnew(consumer);
      else this.#use.assign(consumer, this.#decoded(assignment));
    });
    const request = {
      groupId,
      generationId: consumer.epoch,
      memberId: consumer.memberId,
      groupInstanceId: null,
      protocolType: 'consumer',
      protocolName: 'range',
      assignments: assignmentsTo(consumer.followers, this.#topics.all),
    };
    this.#coordinator.run((machine, now) => machine.syncGroup({ request, replyTo }, now));
  }

  #heartbeat(consumer: WorldConsumer): void {
    const { memberId, epoch: generationId } = consumer;
    const replyTo = awaitAnswer<{ errorCode: number }>(consumer, ({ errorCode }) => {
      if (errorCode !== Errors.NONE) beginAnew(consumer);
      if (errorCode === Errors.UNKNOWN_MEMBER_ID) consumer.memberId = '';
    });
    const request = { groupId, generationId, memberId, groupInstanceId: null };
    this.#coordinator.run((machine, now) => machine.heartbeat(request, replyTo, now));
  }

  #decoded(assignment: Buffer): AssignedTopic[] {
    if (assignment.length === 0) return [];
    const reader = new Reader(assignment);
    const { assignedPartitions } = consumerProtocolAssignmentData.decode(reader, reader.readInt16());
    return assignedPartitions.flatMap(({ topic, partitions }) => {
      const known = this.#topics.topicByName(topic);
      return known === undefined ? [] : [{ topicId: known.id, partitions }];
    });
  }
}

function joined(consumer: WorldConsumer, response: JoinGroupResponse): void {
  if (response.errorCode === Errors.MEMBER_ID_REQUIRED) consumer.memberId = response.memberId;
  else if (response.errorCode === Errors.UNKNOWN_MEMBER_ID) consumer.memberId = '';
  if (response.errorCode !== Errors.NONE) return;
  consumer.memberId = response.memberId;
  consumer.epoch = response.generationId;
  consumer.isToSync = true;
  consumer.followers = new Map(response.members.map(({ memberId, metadata }) => [memberId, namesIn(metadata)]));
}

/** A leader's assignment: partition after partition to its subscribers in turn. */
function assignmentsTo(followers: ReadonlyMap<string, readonly string[]>, topics: Iterable<CatalogTopic>) {
  const given = new Map(Array.from(followers.keys(), (memberId) => [memberId, new Map<string, number[]>()]));
  for (const topic of topics) {
    const subscribers = [...followers].filter(([, names]) => names.includes(topic.name)).map(([memberId]) => memberId);
    for (let partition = 0; partition < topic.partitions && subscribers.length > 0; partition++) {
      const partitions = given.get(subscribers[partition % subscribers.length] ?? '');
      partitions?.set(topic.name, [...(partitions.get(topic.name) ?? []), partition]);
    }
  }
  return Array.from(given, ([memberId, partitions]) => {
    const assignedPartitions = Array.from(partitions, ([topic, each]) => ({ topic, partitions: each }));
    const assignment = encodeVersioned(consumerProtocolAssignmentData, { assignedPartitions, userData: null }, 0);
    return { memberId, assignment };
  });
}

/** The topics of a subscription. */
function namesIn(metadata: Buffer): string[] {
  const reader = new Reader(metadata);
  reader.readInt16();
  return Array.from({ length: reader.readArrayLength() }, () => reader.readString());
}

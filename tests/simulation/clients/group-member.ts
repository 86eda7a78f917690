/**
 * A member of a group of the classic protocol: joins, is assigned partitions, goes on where the group stands, and
 * commits what it has read. Now and then it leaves without need and joins again.
 */
import { decodeVersioned, Errors, errorName, ZERO_UUID } from '@moldau/protocol';
import { fetchApi } from '@moldau/protocol/messages/fetch';
import { findCoordinatorApi } from '@moldau/protocol/messages/find-coordinator';
import { heartbeatApi } from '@moldau/protocol/messages/heartbeat';
import { joinGroupApi, type JoinGroupResponse } from '@moldau/protocol/messages/join-group';
import { leaveGroupApi } from '@moldau/protocol/messages/leave-group';
import { offsetCommitApi } from '@moldau/protocol/messages/offset-commit';
import { syncGroupApi } from '@moldau/protocol/messages/sync-group';
import { consumerProtocolAssignmentData } from '@moldau/protocol/records/consumer-protocol-assignment';
import type { Commit } from '../history.ts';
import { bytesOf, fetchRequest } from './consumer.ts';
import { assignmentsOf, fetchCommittedOffsets, PROTOCOL_NAME, subscriptionTo } from './group-protocol.ts';
import { EARLIEST, offsetAt } from './offset-at.ts';
import { nameOf, type TopicPartition } from './partitions.ts';
import { recordsIn } from './record-values.ts';
import { type ClientWorld, SimulatedClient } from './simulated-client.ts';

const SESSION_TIMEOUT_MS = 6000;
const REBALANCE_TIMEOUT_MS = 5000;
/** A JoinGroup waits for the others, at most until their sessions are over. */
const REQUEST_TIMEOUT_MS = 15_000;
const LEAVE_CHANCE = 0.02;

export interface GroupMemberOptions {
  readonly group: string;
  readonly partitions: readonly TopicPartition[];
  /** Whether logs are shortened while it reads: it goes on where they start. */
  readonly startsMove?: boolean;
}

interface Membership {
  readonly generationId: number;
  readonly memberId: string;
  /** By partition's name. */
  readonly positions: Map<string, TopicPartition & { offset: number }>;
}

/** A member that the group does not know any more joins as a new one. */
const forgotten: ReadonlySet<number> = new Set([Errors.UNKNOWN_MEMBER_ID, Errors.FENCED_INSTANCE_ID]);
const transient: ReadonlySet<number> = new Set([
  Errors.REBALANCE_IN_PROGRESS,
  Errors.ILLEGAL_GENERATION,
  Errors.NOT_COORDINATOR,
  Errors.COORDINATOR_NOT_AVAILABLE,
  Errors.COORDINATOR_LOAD_IN_PROGRESS,
  Errors.UNKNOWN_TOPIC_OR_PARTITION,
  Errors.REQUEST_TIMED_OUT,
  Errors.UNKNOWN_SERVER_ERROR,
  Errors.KAFKA_STORAGE_ERROR,
  Errors.NOT_LEADER_OR_FOLLOWER,
  Errors.LEADER_NOT_AVAILABLE,
]);

/** Thrown to begin anew with joining. */
class RejoinNeeded extends Error {}

export class GroupMember extends SimulatedClient {
  readonly #options: GroupMemberOptions;
  #memberId = '';
  #membership: Membership | undefined;
  /** Generations that it was part of, and commits that were confirmed. */
  generations = 0;
  commits = 0;

  constructor(world: ClientWorld, name: string, options: GroupMemberOptions) {
    super(world, name, REQUEST_TIMEOUT_MS);
    this.#options = options;
  }

  protected override async step(): Promise<void> {
    try {
      this.#membership ??= await this.#join();
      await this.#work(this.#membership);
    } catch (error) {
      this.#membership = undefined;
      if (!(error instanceof RejoinNeeded)) throw error;
      await this.sleep(this.random.between(10, 100));
    }
  }

  protected override async finish(): Promise<void> {
    if (this.#memberId !== '') await this.insist(() => this.#leave());
  }

  async #join(): Promise<Membership> {
    await this.#findCoordinator();
    const joined = await this.#joinGroup();
    const { generationId, memberId } = joined;
    const { group, partitions } = this.#options;
    const synced = await this.link.call(syncGroupApi, 5, {
      groupId: group,
      generationId,
      memberId,
      groupInstanceId: null,
      protocolType: 'consumer',
      protocolName: joined.protocolName,
      assignments: assignmentsOf(joined, partitions),
    });
    this.#expectNone(synced.errorCode);
    this.generations++;
    const { assignedPartitions } = decodeVersioned(consumerProtocolAssignmentData, synced.assignment);
    const mine = assignedPartitions.flatMap(({ topic, partitions }) =>
      partitions.map((partition) => ({ topic, partition })),
    );
    return { generationId, memberId, positions: await this.#startingPositions(mine) };
  }

  async #findCoordinator(): Promise<void> {
    const request = { key: '', keyType: 0, coordinatorKeys: [this.#options.group] };
    const { coordinators } = await this.link.call(findCoordinatorApi, 4, request);
    this.#expectNone(coordinators[0]?.errorCode ?? Errors.UNKNOWN_SERVER_ERROR);
  }

  async #joinGroup(): Promise<JoinGroupResponse> {
    for (;;) {
      const joined = await this.link.call(joinGroupApi, 9, {
        groupId: this.#options.group,
        sessionTimeoutMs: SESSION_TIMEOUT_MS,
        rebalanceTimeoutMs: REBALANCE_TIMEOUT_MS,
        memberId: this.#memberId,
        groupInstanceId: null,
        protocolType: 'consumer',
        protocols: [{ name: PROTOCOL_NAME, metadata: subscriptionTo(this.#options.partitions) }],
        reason: null,
      });
      this.#memberId = joined.memberId;
      if (joined.errorCode === Errors.MEMBER_ID_REQUIRED) continue;
      this.#expectNone(joined.errorCode);
      return joined;
    }
  }

  async #startingPositions(mine: readonly TopicPartition[]): Promise<Membership['positions']> {
    const { group } = this.#options;
    const startedAt = this.time;
    const fetched = await fetchCommittedOffsets(this.link, group, mine);
    if (typeof fetched === 'number') this.#expectNone(fetched);
    const positions: Membership['positions'] = new Map();
    if (typeof fetched === 'number') return positions;
    for (const target of mine) {
      const partition = nameOf(target);
      const offset = fetched.get(partition) ?? -1;
      this.history.push({ kind: 'committed offset', group, partition, offset, startedAt });
      positions.set(partition, { ...target, offset: Math.max(0, offset) });
    }
    return positions;
  }

  async #work({ generationId, memberId, positions }: Membership): Promise<void> {
    const read = await this.#read([...positions.values()]);
    if (read.size > 0) await this.#commit(generationId, memberId, read);
    const { group } = this.#options;
    const beat = await this.link.call(heartbeatApi, 4, {
      groupId: group,
      generationId,
      memberId,
      groupInstanceId: null,
    });
    this.#expectNone(beat.errorCode);
    if (this.random.chance(LEAVE_CHANCE)) {
      await this.#leave();
      throw new RejoinNeeded();
    }
  }

  /** Moves the positions on. Returns those that moved. */
  async #read(
    positions: readonly (TopicPartition & { offset: number })[],
  ): Promise<Map<string, TopicPartition & { offset: number }>> {
    const moved = new Map<string, TopicPartition & { offset: number }>();
    if (positions.length === 0) {
      await this.sleep(200);
      return moved;
    }
    const response = await this.link.call(fetchApi, 12, fetchRequest(positions, 100_000, 300));
    for (const { topic, partitions } of response.responses) {
      for (const part of partitions) {
        const partition = nameOf({ topic, partition: part.partitionIndex });
        const position = positions.find((other) => nameOf(other) === partition);
        if (position === undefined) throw new Error(`${this.name} got ${partition} unasked`);
        if (part.errorCode === Errors.OFFSET_OUT_OF_RANGE && this.#options.startsMove === true) {
          position.offset = (await offsetAt(this.link, position, EARLIEST)) ?? position.offset;
          continue;
        }
        this.#expectNone(part.errorCode);
        const records = recordsIn(bytesOf(part), partition);
        const { offset: fetchOffset } = position;
        const { highWatermark } = part;
        this.history.push({ kind: 'read', consumer: this.name, partition, fetchOffset, records, highWatermark });
        const next = (records.at(-1)?.offset ?? -1) + 1;
        if (next <= fetchOffset) continue;
        position.offset = next;
        moved.set(partition, position);
      }
    }
    return moved;
  }

  async #commit(
    generationId: number,
    memberId: string,
    moved: Map<string, TopicPartition & { offset: number }>,
  ): Promise<void> {
    const { group } = this.#options;
    const commits = [...moved].map(
      ([partition, { offset }]): Commit => ({
        kind: 'commit',
        group,
        partition,
        offset,
        startedAt: this.time,
        endedAt: Infinity,
        outcome: 'unknown',
      }),
    );
    this.history.push(...commits);
    const topics = Map.groupBy(moved.values(), ({ topic }) => topic);
    const response = await this.link.call(offsetCommitApi, 8, {
      groupId: group,
      generationIdOrMemberEpoch: generationId,
      memberId,
      groupInstanceId: null,
      retentionTimeMs: -1,
      topics: [...topics].map(([name, parts]) => ({
        name,
        topicId: ZERO_UUID,
        partitions: parts.map(({ partition, offset }) => ({
          partitionIndex: partition,
          committedOffset: BigInt(offset),
          committedLeaderEpoch: -1,
          committedMetadata: '',
        })),
      })),
    });
    let worst: number = Errors.NONE;
    for (const { name, partitions } of response.topics) {
      for (const { partitionIndex, errorCode } of partitions) {
        const commit = commits.find(
          ({ partition }) => partition === nameOf({ topic: name, partition: partitionIndex }),
        );
        if (commit === undefined) throw new Error(`${this.name} got an answer to what it did not commit`);
        commit.endedAt = this.time;
        if (errorCode === Errors.NONE) {
          commit.outcome = 'ok';
          this.commits++;
        } else worst = errorCode;
      }
    }
    this.#expectNone(worst);
  }

  async #leave(): Promise<void> {
    const members = [{ memberId: this.#memberId, groupInstanceId: null, reason: null }];
    await this.link.call(leaveGroupApi, 5, { groupId: this.#options.group, memberId: '', members });
    this.#memberId = '';
  }

  #expectNone(errorCode: number): void {
    if (errorCode === Errors.NONE) return;
    if (forgotten.has(errorCode)) this.#memberId = '';
    if (forgotten.has(errorCode) || transient.has(errorCode)) throw new RejoinNeeded();
    throw new Error(`${this.name} was answered ${errorName(errorCode)}`);
  }
}

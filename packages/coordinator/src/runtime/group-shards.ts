/**
 * The shards of one broker's group coordinator: one for each partition of `__consumer_offsets` that the broker leads.
 * Which of them has a group follows from the group's id. Commands for partitions that others lead are answered
 * NOT_COORDINATOR, so that clients look again.
 */
import { type ErrorCode, Errors } from '@moldau/protocol';
import type { ChangedTopics } from '../consumer/topics-changed.ts';
import type { CoordinatorLog } from '../ports.ts';
import { coordinatorPartition } from './coordinator-partition.ts';
import { type Command, GroupShard, type GroupShardDependencies } from './group-shard.ts';
import { PendingReply } from './pending-reply.ts';

export const consumerOffsetsTopic = '__consumer_offsets';

/** What all shards share. */
export type GroupShardsDependencies = Omit<GroupShardDependencies, 'partition' | 'log'>;

export class GroupShards {
  readonly #dependencies: GroupShardsDependencies;
  readonly #shards = new Map<number, GroupShard>();

  constructor(dependencies: GroupShardsDependencies) {
    this.#dependencies = dependencies;
  }

  get isLoading(): boolean {
    for (const shard of this.#shards.values()) if (shard.isLoading) return true;
    return false;
  }

  get all(): Iterable<GroupShard> {
    return this.#shards.values();
  }

  /** The partition of `__consumer_offsets` whose leader coordinates the group. */
  partitionFor(groupId: string): number {
    const { catalog, settings } = this.#dependencies;
    const partitions = catalog.topicByName(consumerOffsetsTopic)?.partitions ?? settings.offsetsTopicNumPartitions;
    return coordinatorPartition(groupId, partitions);
  }

  shardOf(groupId: string): GroupShard | undefined {
    return this.#shards.get(this.partitionFor(groupId));
  }

  shardOfPartition(partition: number): GroupShard | undefined {
    return this.#shards.get(partition);
  }

  /** Runs the command where the group is; `errorResponse` is the API's way to say that it could not be run. */
  submit<Response>(
    groupId: string,
    command: Command<Response>,
    errorResponse: (code: ErrorCode) => Response,
  ): PendingReply<Response> {
    const shard = this.shardOf(groupId);
    if (shard !== undefined) return shard.submit(command, errorResponse);
    const reply = new PendingReply(errorResponse);
    reply.fail(Errors.NOT_COORDINATOR);
    return reply;
  }

  /** This broker has become the leader of the partition, or its leader anew: its groups are loaded from the log. */
  onElection(partition: number, log: CoordinatorLog): void {
    this.#shards.get(partition)?.unload();
    this.#shards.set(partition, new GroupShard({ ...this.#dependencies, partition, log }));
  }

  /** This broker does not lead the partition any more; whoever waits for its groups is told so. */
  onResignation(partition: number): void {
    this.#shards.get(partition)?.unload();
    this.#shards.delete(partition);
  }

  onTopicDeleted(name: string, topicId: string): void {
    for (const shard of this.#shards.values()) shard.topicDeleted(name, topicId);
  }

  onTopicsChanged(changed: ChangedTopics): void {
    for (const shard of this.#shards.values()) shard.topicsChanged(changed);
  }

  close(): void {
    for (const partition of this.#shards.keys()) this.onResignation(partition);
  }
}

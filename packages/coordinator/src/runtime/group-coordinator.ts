/**
 * The group coordinator of one broker: a shard for each partition of `__consumer_offsets` that the broker leads, and
 * over the same shards the APIs, a method for each, by what they are about: memberships, offsets, administration.
 */
import type { ChangedTopics } from '../consumer/topics-changed.ts';
import type { InspectedGroup } from '../groups/inspected-group.ts';
import type { CoordinatorLog } from '../ports.ts';
import { GroupTimelines } from '../timeline/group-timelines.ts';
import { GroupAdministration } from './group-administration.ts';
import { GroupMemberships, type GroupMembershipsDependencies } from './group-memberships.ts';
import { GroupOffsets, type GroupOffsetsDependencies } from './group-offsets.ts';
import { GroupShards, type GroupShardsDependencies } from './group-shards.ts';

export interface GroupCoordinatorDependencies
  extends Omit<GroupShardsDependencies, 'timelines'>,
    GroupMembershipsDependencies,
    GroupOffsetsDependencies {}

export class GroupCoordinator {
  readonly memberships: GroupMemberships;
  readonly offsets: GroupOffsets;
  readonly administration: GroupAdministration;
  readonly #shards: GroupShards;

  constructor(dependencies: GroupCoordinatorDependencies) {
    const { clock, logger, settings, groupConfigs, groupVersion, catalog } = dependencies;
    const timelines = new GroupTimelines();
    this.#shards = new GroupShards({ clock, logger, settings, groupConfigs, catalog, timelines });
    this.memberships = new GroupMemberships(this.#shards, dependencies);
    this.offsets = new GroupOffsets(this.#shards, dependencies);
    this.administration = new GroupAdministration(this.#shards, { settings, groupVersion, timelines });
  }

  /** Whether some of its groups are not there yet. */
  get isLoading(): boolean {
    return this.#shards.isLoading;
  }

  /** Every group of this broker, as it is when its turn comes; those of partitions that are loading are left out. */
  *inspectGroups(): Iterable<InspectedGroup> {
    for (const shard of this.#shards.all) {
      const machine = shard.consult((loaded) => loaded);
      if (machine !== undefined) yield* machine.inspect();
    }
  }

  /** The partition of `__consumer_offsets` whose leader coordinates the group. */
  partitionFor(groupId: string): number {
    return this.#shards.partitionFor(groupId);
  }

  /** This broker has become the leader of the partition, or its leader anew: its groups are loaded from the log. */
  onElection(partition: number, log: CoordinatorLog): void {
    this.#shards.onElection(partition, log);
  }

  /** This broker does not lead the partition any more; whoever waits for its groups is told so. */
  onResignation(partition: number): void {
    this.#shards.onResignation(partition);
  }

  /** Forgets what was committed for the topic (B134). */
  onTopicDeleted(name: string, topicId: string): void {
    this.#shards.onTopicDeleted(name, topicId);
  }

  /** Groups that subscribe to these topics look whether they need a new assignment (B130). */
  onTopicsChanged(changed: ChangedTopics): void {
    this.#shards.onTopicsChanged(changed);
  }

  close(): void {
    this.#shards.close();
  }
}

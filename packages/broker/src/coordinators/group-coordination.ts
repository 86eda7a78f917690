import type { ConfigCatalog, Partition, ReplicaManager } from '@moldau/cluster';
import { consumerOffsetsTopic, GroupCoordinator, type TransactionVerification } from '@moldau/coordinator';
import type { ImageTracker } from '@moldau/metadata';
import type { Runtime } from '@moldau/runtime';
import type { BrokerSettings } from '../settings/broker-settings.ts';
import type { LiveSettings } from '../settings/live-settings.ts';
import { groupVersion } from '../features.ts';
import { imageCatalog } from './image-catalog.ts';
import { changedTopics } from './changed-topics.ts';
import { ImageGroupConfigs } from './group-configs.ts';
import { InternalTopicLog } from './internal-topic-log.ts';

export interface GroupCoordinationDependencies {
  readonly runtime: Runtime;
  readonly settings: BrokerSettings;
  readonly live: LiveSettings;
  readonly tracker: ImageTracker;
  readonly replicas: ReplicaManager;
  readonly catalog: ConfigCatalog;
  readonly transactions: TransactionVerification;
}

/**
 * Ties the group coordinator to the broker: it is elected for each partition of `__consumer_offsets` that this broker
 * leads, anew when the partition's log is another one, and hears of deleted topics.
 */
export class GroupCoordination {
  readonly coordinator: GroupCoordinator;
  readonly #dependencies: GroupCoordinationDependencies;
  readonly #elected = new Map<number, Partition>();
  readonly #stopListening: () => void;

  constructor(dependencies: GroupCoordinationDependencies) {
    const { runtime, settings, live, tracker, catalog, transactions } = dependencies;
    const { clock, random, log: logger } = runtime;
    this.#dependencies = dependencies;
    this.coordinator = new GroupCoordinator({
      clock,
      random,
      logger,
      settings,
      groupConfigs: new ImageGroupConfigs(catalog, () => tracker.image),
      groupVersion: () => tracker.image.features.get(groupVersion) ?? 0,
      catalog: imageCatalog(tracker),
      transactions,
      get verifiesPartitions() {
        return live.current.transactionPartitionVerificationEnable;
      },
    });
    this.#elect();
    this.#stopListening = tracker.onChange((before, after, delta) => {
      this.#elect();
      for (const topic of delta.deletedTopics) this.coordinator.onTopicDeleted(topic.name, topic.id);
      const changed = changedTopics(before, after, delta);
      if (changed.created.length + changed.altered.length > 0) this.coordinator.onTopicsChanged(changed);
    });
  }

  close(): void {
    this.#stopListening();
    this.coordinator.close();
  }

  #elect(): void {
    const { replicas, runtime } = this.#dependencies;
    const partitions = replicas.topicByName(consumerOffsetsTopic)?.partitions ?? new Map<number, Partition>();
    for (const [index, partition] of this.#elected) {
      if (partitions.get(index) === partition) continue;
      this.#elected.delete(index);
      this.coordinator.onResignation(index);
    }
    for (const [index, partition] of partitions) {
      if (this.#elected.has(index)) continue;
      this.#elected.set(index, partition);
      this.coordinator.onElection(index, new InternalTopicLog(partition, runtime.clock));
    }
  }
}

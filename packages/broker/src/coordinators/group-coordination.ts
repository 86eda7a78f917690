import type { Partition, ReplicaManager } from '@moldau/cluster';
import { type CatalogTopic, consumerOffsetsTopic, GroupCoordinator, type TopicCatalog } from '@moldau/coordinator';
import type { ImageTracker, TopicImage } from '@moldau/metadata';
import type { Runtime } from '@moldau/runtime';
import type { BrokerSettings } from '../settings/broker-settings.ts';
import { InternalTopicLog } from './internal-topic-log.ts';

export interface GroupCoordinationDependencies {
  readonly runtime: Runtime;
  readonly settings: BrokerSettings;
  readonly tracker: ImageTracker;
  readonly replicas: ReplicaManager;
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
    const { runtime, settings, tracker } = dependencies;
    const { clock, random, log: logger } = runtime;
    this.#dependencies = dependencies;
    this.coordinator = new GroupCoordinator({ clock, random, logger, settings, catalog: imageCatalog(tracker) });
    this.#elect();
    this.#stopListening = tracker.onChange((_before, _after, delta) => {
      this.#elect();
      for (const topic of delta.deletedTopics) this.coordinator.onTopicDeleted(topic.name, topic.id);
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

function imageCatalog(tracker: ImageTracker): TopicCatalog {
  const named = (topic: TopicImage | undefined): CatalogTopic | undefined =>
    topic && { name: topic.name, id: topic.id, partitions: topic.partitions.length };
  return {
    topicByName: (name) => named(tracker.image.topicsByName.get(name)),
    topicById: (id) => named(tracker.image.topicsById.get(id)),
  };
}

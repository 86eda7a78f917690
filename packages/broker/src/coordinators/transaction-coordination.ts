import type { Partition, ReplicaManager } from '@moldau/cluster';
import {
  consumerOffsetsTopic,
  type GroupCoordinator,
  TransactionCoordinator,
  type TransactionMarkers,
  transactionStateTopic,
} from '@moldau/coordinator';
import type { ImageTracker } from '@moldau/metadata';
import type { Runtime } from '@moldau/runtime';
import { transactionVersion } from '../features.ts';
import type { ProducerIds } from '../producer-ids.ts';
import type { BrokerSettings } from '../settings/broker-settings.ts';
import { imageCatalog } from './image-catalog.ts';
import { InternalTopicLog } from './internal-topic-log.ts';

export interface TransactionCoordinationDependencies {
  readonly runtime: Runtime;
  readonly settings: BrokerSettings;
  readonly tracker: ImageTracker;
  readonly replicas: ReplicaManager;
  readonly groups: GroupCoordinator;
  readonly producerIds: ProducerIds;
  readonly markers: TransactionMarkers;
}

/** This broker as the leader of a partition of `__transaction_state`. */
interface Election {
  readonly partition: Partition;
  readonly leaderEpoch: number;
}

/**
 * Ties the transaction coordinator to the broker: it is elected for each partition of `__transaction_state` that this
 * broker leads, anew when the partition's log is another one or its leader epoch has changed.
 */
export class TransactionCoordination {
  readonly coordinator: TransactionCoordinator;
  readonly #dependencies: TransactionCoordinationDependencies;
  readonly #elected = new Map<number, Election>();
  readonly #stopListening: () => void;

  constructor(dependencies: TransactionCoordinationDependencies) {
    const { runtime, settings, tracker, groups, producerIds, markers } = dependencies;
    this.#dependencies = dependencies;
    this.coordinator = new TransactionCoordinator({
      clock: runtime.clock,
      logger: runtime.log,
      settings,
      catalog: imageCatalog(tracker),
      markers,
      transactionVersion: () => tracker.image.features.get(transactionVersion) ?? 0,
      nextProducerId: () => producerIds.next(),
      offsetsTopic: consumerOffsetsTopic,
      offsetsPartitionFor: (groupId) => groups.partitionFor(groupId),
    });
    this.#elect();
    this.#stopListening = tracker.onChange(() => this.#elect());
  }

  close(): void {
    this.#stopListening();
    this.coordinator.close();
  }

  #elect(): void {
    const { replicas, runtime, settings } = this.#dependencies;
    const partitions = replicas.topicByName(transactionStateTopic)?.partitions ?? new Map<number, Partition>();
    for (const [index, { partition, leaderEpoch }] of this.#elected) {
      const current = partitions.get(index);
      if (current === partition && current.leaderEpoch === leaderEpoch) continue;
      this.#elected.delete(index);
      this.coordinator.onResignation(index);
    }
    for (const [index, partition] of partitions) {
      if (this.#elected.has(index)) continue;
      const { leaderEpoch } = partition;
      this.#elected.set(index, { partition, leaderEpoch });
      const log = new InternalTopicLog(partition, runtime.clock, settings.transactionStateLogLoadBufferSize);
      this.coordinator.onElection(index, leaderEpoch, log);
    }
  }
}

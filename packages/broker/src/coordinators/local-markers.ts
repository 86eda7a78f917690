/**
 * Transaction markers for partitions that this broker leads: into their logs, or through the group coordinator where
 * the partition is its own, so that the offsets of the transaction are committed or dropped with it (B66, B72).
 */
import type { Partition, ReplicaManager } from '@moldau/cluster';
import {
  consumerOffsetsTopic,
  type GroupCoordinator,
  type TransactionMarker,
  type TransactionMarkers,
  type TransactionPartition,
} from '@moldau/coordinator';
import { encodeEndTxnMarker, type ErrorCode, Errors, ProtocolError } from '@moldau/protocol';
import type { Clock } from '@moldau/runtime';
import { AppendError } from '@moldau/storage';

export interface LocalMarkersDependencies {
  readonly replicas: ReplicaManager;
  readonly groups: GroupCoordinator;
  readonly clock: Clock;
}

export class LocalMarkers implements TransactionMarkers {
  readonly #dependencies: LocalMarkersDependencies;

  constructor(dependencies: LocalMarkersDependencies) {
    this.#dependencies = dependencies;
  }

  write(marker: Omit<TransactionMarker, 'transactionalId'>): Promise<readonly ErrorCode[]> {
    return Promise.all(marker.partitions.map((partition) => this.#writeTo(partition, marker)));
  }

  async #writeTo(
    { topic, partition: index }: TransactionPartition,
    marker: Omit<TransactionMarker, 'transactionalId'>,
  ): Promise<ErrorCode> {
    const { replicas, groups } = this.#dependencies;
    const hosted = replicas.topicByName(topic);
    const partition = hosted?.partitions.get(index);
    if (partition === undefined) {
      const exists = hosted?.image.partitions[index] !== undefined;
      return exists ? Errors.KAFKA_STORAGE_ERROR : Errors.UNKNOWN_TOPIC_OR_PARTITION;
    }
    if (topic !== consumerOffsetsTopic) return this.#append(partition, marker);
    const { producerId, producerEpoch, result, coordinatorEpoch, transactionVersion } = marker;
    return groups.offsets.writeMarker(index, {
      producerId,
      producerEpoch,
      end: { result, coordinatorEpoch, transactionVersion },
    });
  }

  async #append(partition: Partition, marker: Omit<TransactionMarker, 'transactionalId'>): Promise<ErrorCode> {
    const { producerId, producerEpoch, coordinatorEpoch, result, transactionVersion } = marker;
    const timestamp = Math.floor(this.#dependencies.clock.now());
    const batch = encodeEndTxnMarker({ producerId, producerEpoch, coordinatorEpoch, result, timestamp });
    try {
      const { lastOffset } = partition.append(batch, -1, { origin: 'coordinator', transactionVersion });
      return await new Promise((resolve) => {
        partition.whenCommitted(lastOffset, (error) => resolve(error?.code ?? Errors.NONE));
      });
    } catch (error) {
      if (error instanceof AppendError || error instanceof ProtocolError) return error.code;
      throw error;
    }
  }
}

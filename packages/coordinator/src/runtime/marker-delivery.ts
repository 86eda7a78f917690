/**
 * Writes the markers of a transaction's end into its partitions until each has one, and says when that is done.
 * A partition whose topic is gone needs none. Partitions that refuse are asked again, those that took it are not.
 */
import { type ErrorCode, Errors, errorName } from '@moldau/protocol';
import type { Clock, Logger } from '@moldau/runtime';
import type { TopicCatalog, TransactionMarker, TransactionMarkers, TransactionPartition } from '../ports.ts';

export interface MarkerDeliveryDependencies {
  readonly markers: TransactionMarkers;
  readonly catalog: TopicCatalog;
  readonly clock: Clock;
  readonly logger: Logger;
}

const retryMs = 100;

/** Refusals that stand: the partition knows of a later epoch of the producer, so it has nothing open at this one. */
const settled: ReadonlySet<ErrorCode> = new Set([
  Errors.NONE,
  Errors.INVALID_PRODUCER_EPOCH,
  Errors.UNSUPPORTED_FOR_MESSAGE_FORMAT,
]);

export class MarkerDelivery {
  readonly #dependencies: MarkerDeliveryDependencies;
  #isStopped = false;

  constructor(dependencies: MarkerDeliveryDependencies) {
    this.#dependencies = dependencies;
  }

  /** Whoever else is the coordinator by now writes what is left. */
  stop(): void {
    this.#isStopped = true;
  }

  /** `delivered` is called when no partition lacks the marker any more, never in this turn. */
  deliver(marker: TransactionMarker, delivered: () => void): void {
    this.#attempt(marker, marker.partitions, delivered);
  }

  #attempt(marker: TransactionMarker, wanted: readonly TransactionPartition[], delivered: () => void): void {
    if (this.#isStopped) return;
    const { clock, logger } = this.#dependencies;
    const partitions = wanted.filter((partition) => this.#exists(partition));
    this.#write({ ...marker, partitions })
      .then((left) => {
        if (this.#isStopped || left === undefined) return;
        if (left.length === 0) delivered();
        else clock.after(retryMs, () => this.#attempt(marker, left, delivered));
      })
      .catch((error: unknown) => {
        logger.error({ transactionalId: marker.transactionalId, error }, 'cannot write the end of a transaction');
        clock.after(retryMs, () => this.#attempt(marker, partitions, delivered));
      });
  }

  /** The partitions that are to be asked again; undefined when there is another coordinator. */
  async #write(marker: TransactionMarker): Promise<readonly TransactionPartition[] | undefined> {
    if (marker.partitions.length === 0) return [];
    const codes = await this.#dependencies.markers.write(marker);
    if (codes.includes(Errors.TRANSACTION_COORDINATOR_FENCED)) return undefined;
    const left = marker.partitions.filter((_partition, index) => !settled.has(codes[index] ?? Errors.NONE));
    if (left.length > 0) {
      const { transactionalId } = marker;
      const errors = [...new Set(codes.map(errorName))];
      this.#dependencies.logger.debug({ transactionalId, errors }, 'partitions refuse the end of a transaction');
    }
    return left;
  }

  #exists({ topic, partition }: TransactionPartition): boolean {
    return partition < (this.#dependencies.catalog.topicByName(topic)?.partitions ?? 0);
  }
}

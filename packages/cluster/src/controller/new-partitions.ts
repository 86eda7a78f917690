/** The records of partitions that begin their life. */
import { type ClusterImage, encodePartition, type RecordKeys, type Write } from '@moldau/metadata';
import { Errors } from '@moldau/protocol';
import type { Random } from '@moldau/runtime';
import { Refusal } from './admin-error.ts';
import { placeReplicas } from './placement.ts';

/** Partitions of one request, at most, as in Kafka. */
export const PARTITIONS_PER_REQUEST_MAX = 10_000;

/** Throws a Refusal when there are too few live brokers. */
export function placeOnLiveBrokers(
  image: ClusterImage,
  request: { partitions: number; replicationFactor: number; firstPartition?: number },
  random: Random,
): number[][] {
  const brokers = [...image.brokers.values()].filter((broker) => broker.state === 'ACTIVE');
  if (brokers.length < request.replicationFactor) {
    const message = `The replication factor ${request.replicationFactor} is above the number of live brokers, ${brokers.length}`;
    throw new Refusal(Errors.INVALID_REPLICATION_FACTOR, message);
  }
  return placeReplicas({ ...request, brokers }, random);
}

/** One put for each list of replicas, the partitions numbered from `firstPartition`. */
export function partitionPuts(
  image: ClusterImage,
  keys: RecordKeys,
  topicId: string,
  replicas: readonly (readonly number[])[],
  firstPartition: number,
): Write[] {
  return replicas.map((list, index) => {
    const isr = list.filter((id) => image.brokers.get(id)?.state === 'ACTIVE');
    const leader = isr[0] ?? -1;
    const value = encodePartition({
      leader,
      leaderEpoch: 0,
      isr,
      partitionEpoch: 0,
      replicas: list,
      adding: [],
      removing: [],
      elr: [],
      lastKnownLeader: -1,
      recovering: false,
    });
    return { put: keys.partition(topicId, firstPartition + index), value };
  });
}

/** Cuts a list into pieces of at most `size`. */
export function chunks<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}

/** Where a partition starts or ends now. Rejects when the connection does not hold, or with what the broker answered. */
import { Errors, errorName } from '@moldau/protocol';
import { listOffsetsApi } from '@moldau/protocol/messages/list-offsets';
import type { BrokerLink } from './broker-link.ts';
import { nameOf, type TopicPartition } from './partitions.ts';

export const EARLIEST = -2;
export const LATEST = -1;

/** Undefined for an error that goes away. */
export async function offsetAt(
  link: BrokerLink,
  target: TopicPartition,
  timestamp: typeof EARLIEST | typeof LATEST,
): Promise<number | undefined> {
  const { topic, partition } = target;
  const partitions = [{ partitionIndex: partition, currentLeaderEpoch: -1, timestamp }];
  const response = await link.call(listOffsetsApi, 7, {
    replicaId: -1,
    isolationLevel: 0,
    topics: [{ name: topic, partitions }],
    timeoutMs: 0,
  });
  const answer = response.topics[0]?.partitions[0];
  if (answer?.errorCode === Errors.NONE) return answer.offset;
  if (answer?.errorCode === Errors.KAFKA_STORAGE_ERROR) return undefined;
  throw new Error(`${nameOf(target)} has no offsets: ${errorName(answer?.errorCode ?? -1)}`);
}

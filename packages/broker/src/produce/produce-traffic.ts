/** What producers send, counted by topic as Kafka's BrokerTopicMetrics do. */
import type { Partition, TopicTraffic } from '@moldau/cluster';
import { type ErrorCode, Errors, ProtocolError } from '@moldau/protocol';
import { AppendError, type AppendInfo } from '@moldau/storage';

export function countProduced(
  { traffic }: Partition,
  { baseOffset, lastOffset, duplicate }: AppendInfo,
  bytes: number,
): void {
  if (duplicate) traffic.count('produceRequests');
  else traffic.produced(lastOffset - baseOffset + 1, bytes);
}

/** What a client does wrong by the rules, or is told to try elsewhere, is no failure of the broker. */
export function countRefused(traffic: TopicTraffic, error: unknown, bytes: number): void {
  traffic.count('produceRequests');
  const code = error instanceof AppendError || error instanceof ProtocolError ? error.code : undefined;
  if (code === undefined || !expected.has(code)) traffic.count('failedProduceRequests');
  if (code === Errors.MESSAGE_TOO_LARGE) traffic.count('bytesRejected', bytes);
  if (code === Errors.INVALID_RECORD) traffic.count('invalidBatches');
  if (code === Errors.CORRUPT_MESSAGE) traffic.count('corruptBatches');
  if (code === Errors.OUT_OF_ORDER_SEQUENCE_NUMBER) traffic.count('outOfOrderBatches');
}

const expected: ReadonlySet<ErrorCode> = new Set([
  Errors.UNKNOWN_TOPIC_OR_PARTITION,
  Errors.UNKNOWN_TOPIC_ID,
  Errors.NOT_LEADER_OR_FOLLOWER,
  Errors.NOT_ENOUGH_REPLICAS,
  Errors.INVALID_REQUIRED_ACKS,
  Errors.MESSAGE_TOO_LARGE,
  Errors.RECORD_LIST_TOO_LARGE,
  Errors.CORRUPT_MESSAGE,
  Errors.KAFKA_STORAGE_ERROR,
]);

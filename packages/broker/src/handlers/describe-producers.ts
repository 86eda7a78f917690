import type { ReplicaManager } from '@moldau/cluster';
import { type ErrorCode, errorMessage, Errors } from '@moldau/protocol';
import type {
  DescribeProducersRequest,
  DescribeProducersResponse,
  PartitionResponse,
} from '@moldau/protocol/messages/describe-producers';
import type { Handler } from './handler.ts';

/** DescribeProducers (key 61): who writes to a partition with a producer id, and since where in a transaction (B58). */
export function describeProducersHandler(dependencies: {
  readonly replicas: ReplicaManager;
}): Handler<DescribeProducersRequest, DescribeProducersResponse> {
  return (request) => ({
    throttleTimeMs: 0,
    topics: request.topics.map(({ name, partitionIndexes }) => ({
      name,
      partitions: partitionIndexes.map((index) => describePartition(dependencies.replicas, name, index)),
    })),
  });
}

function describePartition(replicas: ReplicaManager, topic: string, partitionIndex: number): PartitionResponse {
  const hosted = replicas.topicByName(topic);
  if (hosted === undefined) {
    const errorCode = Errors.UNKNOWN_TOPIC_OR_PARTITION;
    return { ...refused(partitionIndex, errorCode), errorMessage: errorMessage(errorCode) };
  }
  const log = hosted.partitions.get(partitionIndex)?.log;
  if (log === undefined) {
    const exists = hosted.image.partitions[partitionIndex] !== undefined;
    return refused(partitionIndex, exists ? Errors.KAFKA_STORAGE_ERROR : Errors.UNKNOWN_TOPIC_OR_PARTITION);
  }
  return {
    partitionIndex,
    errorCode: Errors.NONE,
    errorMessage: null,
    activeProducers: log.activeProducers().map(({ currentTransactionFirstOffset, ...producer }) => ({
      ...producer,
      currentTxnStartOffset: currentTransactionFirstOffset,
    })),
  };
}

/** As Kafka does, only for unknown topics it is said in words. */
function refused(partitionIndex: number, errorCode: ErrorCode): PartitionResponse {
  return { partitionIndex, errorCode, errorMessage: null, activeProducers: [] };
}

/** DescribeTopicPartitions (key 75): topics by name, a bounded number of partitions at a time (B30). */
import { topicNameProblem } from '@moldau/cluster';
import { type ClusterImage, INTERNAL_TOPICS, type TopicImage } from '@moldau/metadata';
import { type ErrorCode, Errors, ZERO_UUID } from '@moldau/protocol';
import type {
  DescribeTopicPartitionsRequest,
  DescribeTopicPartitionsResponse,
  DescribeTopicPartitionsResponseCursor,
  DescribeTopicPartitionsResponsePartition,
  DescribeTopicPartitionsResponseTopic,
} from '@moldau/protocol/messages/describe-topic-partitions';
import { OPERATIONS_NOT_REQUESTED } from './admin-request.ts';
import { ALL_TOPIC_OPERATIONS } from './authorized-operations.ts';
import type { OwnEndpoints } from './broker-endpoint.ts';
import type { Handler, RequestContext } from './handler.ts';
import { partitionState } from './partition-state.ts';

export interface DescribeTopicPartitionsDependencies {
  readonly endpoints: OwnEndpoints;
  readonly image: () => ClusterImage;
  /** `max.request.partition.size.limit`. */
  readonly partitionsMax: number;
}

export function describeTopicPartitionsHandler(
  dependencies: DescribeTopicPartitionsDependencies,
): Handler<DescribeTopicPartitionsRequest, DescribeTopicPartitionsResponse> {
  return (request, context) => {
    if (!isCursorValid(request)) return invalidCursor(request);
    const limit = Math.max(1, Math.min(request.responsePartitionLimit, dependencies.partitionsMax));
    const { topics, nextCursor } = takePage(dependencies, request, limit, context);
    return { throttleTimeMs: 0, topics, nextCursor };
  };
}

function isCursorValid({ topics, cursor }: DescribeTopicPartitionsRequest): boolean {
  if (cursor === null) return true;
  return cursor.partitionIndex >= 0 && (topics.length === 0 || topics.some(({ name }) => name === cursor.topicName));
}

function invalidCursor({ topics }: DescribeTopicPartitionsRequest): DescribeTopicPartitionsResponse {
  const told = topics.map(({ name }) => ({
    ...unavailable(Errors.INVALID_REQUEST, name),
    topicAuthorizedOperations: OPERATIONS_NOT_REQUESTED,
  }));
  return { throttleTimeMs: 0, topics: told, nextCursor: null };
}

interface Page {
  readonly topics: DescribeTopicPartitionsResponseTopic[];
  readonly nextCursor: DescribeTopicPartitionsResponseCursor | null;
}

function takePage(
  { endpoints, image: currentImage }: DescribeTopicPartitionsDependencies,
  request: DescribeTopicPartitionsRequest,
  limit: number,
  context: RequestContext,
): Page {
  const image = currentImage();
  const topics: DescribeTopicPartitionsResponseTopic[] = [];
  let left = limit;
  for (const name of topicNames(image, request)) {
    if (left === 0) return { topics, nextCursor: { topicName: name, partitionIndex: 0 } };
    const topic = image.topicsByName.get(name);
    if (topic === undefined) {
      topics.push(unavailable(unknownTopicError(name), name));
      continue;
    }
    const first = request.cursor?.topicName === name ? request.cursor.partitionIndex : 0;
    const next = Math.min(first + left, topic.partitions.length);
    topics.push(describeTopic(image, topic, first, next, endpoints, context));
    if (next < topic.partitions.length) return { topics, nextCursor: { topicName: name, partitionIndex: next } };
    left -= Math.max(next - first, 0);
  }
  return { topics, nextCursor: null };
}

/** Sorted, from the cursor's topic on; all topics when none is named. */
function topicNames(image: ClusterImage, { topics, cursor }: DescribeTopicPartitionsRequest): string[] {
  const from = cursor?.topicName ?? '';
  const names = topics.length === 0 ? image.topicsByName.keys() : topics.map(({ name }) => name);
  return [...new Set(names)].filter((name) => name >= from).sort();
}

function unknownTopicError(name: string): ErrorCode {
  return topicNameProblem(name) === undefined ? Errors.UNKNOWN_TOPIC_OR_PARTITION : Errors.INVALID_TOPIC_EXCEPTION;
}

function unavailable(errorCode: ErrorCode, name: string): DescribeTopicPartitionsResponseTopic {
  return {
    errorCode,
    name,
    topicId: ZERO_UUID,
    isInternal: INTERNAL_TOPICS.has(name),
    partitions: [],
    topicAuthorizedOperations: ALL_TOPIC_OPERATIONS,
  };
}

function describeTopic(
  image: ClusterImage,
  topic: TopicImage,
  first: number,
  next: number,
  own: OwnEndpoints,
  context: RequestContext,
): DescribeTopicPartitionsResponseTopic {
  const partitions = topic.partitions
    .slice(first, next)
    .map((partition, index): DescribeTopicPartitionsResponsePartition => {
      const isOffline = own.isOffline?.(topic.name, first + index) ?? false;
      const { errorCode, leaderId, offlineReplicas } = partitionState(image, partition, own, context, isOffline);
      return {
        errorCode,
        partitionIndex: first + index,
        leaderId,
        leaderEpoch: partition.leaderEpoch,
        replicaNodes: partition.replicas,
        isrNodes: partition.isr,
        eligibleLeaderReplicas: partition.elr,
        lastKnownElr: [],
        offlineReplicas,
      };
    });
  return {
    errorCode: Errors.NONE,
    name: topic.name,
    topicId: topic.id,
    isInternal: topic.isInternal,
    partitions,
    topicAuthorizedOperations: ALL_TOPIC_OPERATIONS,
  };
}

import type { HostedTopic, ReplicaManager } from '@moldau/cluster';
import { type ErrorCode, Errors, ProtocolError } from '@moldau/protocol';
import type {
  DeleteRecordsPartition,
  DeleteRecordsPartitionResult,
  DeleteRecordsRequest,
  DeleteRecordsResponse,
} from '@moldau/protocol/messages/delete-records';
import type { Logger } from '@moldau/runtime';
import { AppendError } from '@moldau/storage';
import type { Handler } from './handler.ts';

export interface DeleteRecordsDependencies {
  readonly replicas: ReplicaManager;
  readonly log: Logger;
}

/** DeleteRecords (key 21): B100. */
export function deleteRecordsHandler(
  dependencies: DeleteRecordsDependencies,
): Handler<DeleteRecordsRequest, DeleteRecordsResponse> {
  return async (request) => {
    const topics = [...lastOfEach(request)].map(async ([name, partitions]) => ({
      name,
      partitions: await Promise.all([...partitions.values()].map((asked) => deleteOne(dependencies, name, asked))),
    }));
    return { throttleTimeMs: 0, topics: await Promise.all(topics) };
  };
}

/** Of a partition that is named more than once the last one counts; a topic without partitions is left out: as in Kafka. */
function lastOfEach({ topics }: DeleteRecordsRequest): Map<string, Map<number, DeleteRecordsPartition>> {
  const asked = new Map<string, Map<number, DeleteRecordsPartition>>();
  for (const { name, partitions } of topics) {
    if (partitions.length === 0) continue;
    const ofTopic = asked.get(name) ?? new Map<number, DeleteRecordsPartition>();
    asked.set(name, ofTopic);
    for (const partition of partitions) ofTopic.set(partition.partitionIndex, partition);
  }
  return asked;
}

async function deleteOne(
  { replicas, log }: DeleteRecordsDependencies,
  name: string,
  { partitionIndex, offset }: DeleteRecordsPartition,
): Promise<DeleteRecordsPartitionResult> {
  const topic = replicas.topicByName(name);
  const refused = refusal(topic, partitionIndex);
  const partition = topic?.partitions.get(partitionIndex);
  if (partition === undefined || refused !== Errors.NONE) return failure(partitionIndex, refused);
  try {
    return { partitionIndex, lowWatermark: await partition.deleteRecords(offset), errorCode: Errors.NONE };
  } catch (error) {
    if (!partition.isOpen) return failure(partitionIndex, Errors.UNKNOWN_TOPIC_OR_PARTITION);
    if (error instanceof ProtocolError || error instanceof AppendError) return failure(partitionIndex, error.code);
    log.error({ topic: name, partition: partitionIndex, error }, 'Cannot delete records');
    return failure(partitionIndex, Errors.UNKNOWN_SERVER_ERROR);
  }
}

function refusal(topic: HostedTopic | undefined, partitionIndex: number): ErrorCode {
  if (topic?.image.partitions[partitionIndex] === undefined) return Errors.UNKNOWN_TOPIC_OR_PARTITION;
  if (topic.isInternal) return Errors.INVALID_TOPIC_EXCEPTION;
  if (!topic.partitions.has(partitionIndex)) return Errors.KAFKA_STORAGE_ERROR;
  const { cleanupPolicy } = topic.config.log;
  const isOnlyCompacted = cleanupPolicy.has('compact') && !cleanupPolicy.has('delete');
  return isOnlyCompacted ? Errors.POLICY_VIOLATION : Errors.NONE;
}

function failure(partitionIndex: number, errorCode: ErrorCode): DeleteRecordsPartitionResult {
  return { partitionIndex, lowWatermark: -1, errorCode };
}

/**
 * AlterReplicaLogDirs (key 34): moves partitions of this broker between its log directories (KIP-113). The answer tells
 * what was begun; DescribeLogDirs tells how far it is. A directory named for a partition that is not here yet is
 * remembered, until the broker stops, for the day that it is created.
 */
import type { HostedTopic, ReplicaManager } from '@moldau/cluster';
import type { ClusterImage } from '@moldau/metadata';
import { type ErrorCode, Errors, ProtocolError } from '@moldau/protocol';
import type {
  AlterReplicaLogDirsRequest,
  AlterReplicaLogDirsResponse,
} from '@moldau/protocol/messages/alter-replica-log-dirs';
import type { Logger } from '@moldau/runtime';
import { AppendError, type LogManager } from '@moldau/storage';
import type { Handler } from './handler.ts';

export interface AlterReplicaLogDirsDependencies {
  readonly logs: Pick<LogManager, 'alterDirectory'>;
  readonly replicas: Pick<ReplicaManager, 'topicByName'>;
  readonly image: () => ClusterImage;
  readonly log: Logger;
}

export function alterReplicaLogDirsHandler(
  dependencies: AlterReplicaLogDirsDependencies,
): Handler<AlterReplicaLogDirsRequest, AlterReplicaLogDirsResponse> {
  return (request) => ({
    throttleTimeMs: 0,
    results: Array.from(directoriesByTopic(request), ([topicName, directories]) => ({
      topicName,
      partitions: Array.from(directories, ([partitionIndex, path]) => ({
        partitionIndex,
        errorCode: alter(dependencies, topicName, partitionIndex, path),
      })),
    })),
  });
}

/** By topic and partition; of several directories for one partition the last counts. */
function directoriesByTopic({ dirs }: AlterReplicaLogDirsRequest): Map<string, Map<number, string>> {
  const byTopic = new Map<string, Map<number, string>>();
  for (const { path, topics } of dirs) {
    for (const { name, partitions } of topics) {
      const directories = byTopic.get(name) ?? new Map<number, string>();
      for (const partition of partitions) directories.set(partition, path);
      if (directories.size > 0) byTopic.set(name, directories);
    }
  }
  return byTopic;
}

function alter(
  { logs, replicas, image, log }: AlterReplicaLogDirsDependencies,
  topic: string,
  partition: number,
  path: string,
): ErrorCode {
  try {
    const isHere = logs.alterDirectory(topic, partition, path);
    if (isHere) return Errors.NONE;
    if (isOffline(replicas.topicByName(topic), partition)) return Errors.KAFKA_STORAGE_ERROR;
    const exists = image().topicsByName.get(topic)?.partitions[partition] !== undefined;
    return exists ? Errors.REPLICA_NOT_AVAILABLE : Errors.UNKNOWN_TOPIC_OR_PARTITION;
  } catch (error) {
    if (!(error instanceof ProtocolError || error instanceof AppendError)) throw error;
    log.info({ topic, partition, path, reason: error.message }, 'A partition is not moved to another log directory');
    return error.code;
  }
}

function isOffline(hosted: HostedTopic | undefined, partition: number): boolean {
  return hosted?.image.partitions[partition] !== undefined && !hosted.partitions.has(partition);
}

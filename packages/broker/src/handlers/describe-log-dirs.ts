/** DescribeLogDirs (key 35): what lies in each log directory of this broker, and how much room there is (KIP-113, KIP-827). */
import type { ReplicaManager } from '@moldau/cluster';
import { Errors } from '@moldau/protocol';
import type {
  DescribeLogDirsPartition,
  DescribeLogDirsRequest,
  DescribeLogDirsResponse,
  DescribeLogDirsResult,
  DescribeLogDirsTopic,
} from '@moldau/protocol/messages/describe-log-dirs';
import type { LogDirectoryDescription, LogManager, LogReplica } from '@moldau/storage';
import type { Handler } from './handler.ts';

export interface DescribeLogDirsDependencies {
  readonly logs: Pick<LogManager, 'describeDirectories'>;
  readonly replicas: Pick<ReplicaManager, 'topicByName'>;
}

/** Of partitions that this broker does not host any more. */
const INVALID_OFFSET_LAG = -1;
const UNKNOWN_BYTES = -1;

export function describeLogDirsHandler({
  logs,
  replicas,
}: DescribeLogDirsDependencies): Handler<DescribeLogDirsRequest, DescribeLogDirsResponse> {
  return (request) => {
    const isWanted = wantedBy(request);
    const offsetLag = (replica: LogReplica): number => {
      const { topic, partition } = replica.log;
      const hosted = replicas.topicByName(topic)?.partitions.get(partition);
      if (hosted === undefined) return INVALID_OFFSET_LAG;
      const end = replica.isFuture ? replica.log.logEndOffset : hosted.highWatermark;
      return Math.max(0, end - replica.endOffset);
    };
    return {
      throttleTimeMs: 0,
      errorCode: Errors.NONE,
      results: logs.describeDirectories().map((directory) => describeDirectory(directory, isWanted, offsetLag)),
    };
  };
}

function wantedBy({ topics }: DescribeLogDirsRequest): (replica: LogReplica) => boolean {
  if (topics === null) return () => true;
  const wanted = new Map(topics.map(({ topic, partitions }) => [topic, new Set(partitions)]));
  return ({ log }) => wanted.get(log.topic)?.has(log.partition) ?? false;
}

function describeDirectory(
  { path, space, replicas }: LogDirectoryDescription,
  isWanted: (replica: LogReplica) => boolean,
  offsetLag: (replica: LogReplica) => number,
): DescribeLogDirsResult {
  if (space === undefined) {
    const errorCode = Errors.KAFKA_STORAGE_ERROR;
    return { errorCode, logDir: path, topics: [], totalBytes: UNKNOWN_BYTES, usableBytes: UNKNOWN_BYTES };
  }
  return {
    errorCode: Errors.NONE,
    logDir: path,
    topics: byTopic(replicas.filter(isWanted), offsetLag),
    totalBytes: space.totalBytes,
    usableBytes: space.freeBytes,
  };
}

function byTopic(replicas: readonly LogReplica[], offsetLag: (replica: LogReplica) => number): DescribeLogDirsTopic[] {
  const topics = new Map<string, DescribeLogDirsPartition[]>();
  for (const replica of replicas) {
    const { log, size, isFuture } = replica;
    const told = {
      partitionIndex: log.partition,
      partitionSize: size,
      offsetLag: offsetLag(replica),
      isFutureKey: isFuture,
    };
    const known = topics.get(log.topic);
    if (known === undefined) topics.set(log.topic, [told]);
    else known.push(told);
  }
  return Array.from(topics, ([name, partitions]) => ({ name, partitions }));
}

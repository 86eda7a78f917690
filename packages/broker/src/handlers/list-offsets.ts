import type { Partition, ReplicaManager } from '@moldau/cluster';
import { type ErrorCode, Errors } from '@moldau/protocol';
import type {
  ListOffsetsPartition,
  ListOffsetsPartitionResponse,
  ListOffsetsRequest,
  ListOffsetsResponse,
} from '@moldau/protocol/messages/list-offsets';
import type { Logger } from '@moldau/runtime';
import type { TimestampAndOffset } from '@moldau/storage';
import type { Handler, RequestContext } from './handler.ts';

export interface ListOffsetsDependencies {
  readonly replicas: ReplicaManager;
  readonly log: Logger;
}

/** The timestamps below 0 that mean something, and the version that knows them (B96). */
const SPECIAL_TIMESTAMPS: ReadonlyMap<number, number> = new Map([
  [-1, 1],
  [-2, 1],
  [-3, 7],
  [-4, 8],
  [-5, 9],
  [-6, 11],
]);
/** From this version on the answer has a place for the leader epoch. */
const LEADER_EPOCH_FROM = 4;
const NOT_FOUND: TimestampAndOffset = { timestamp: -1, offset: -1, leaderEpoch: -1 };
/** Kafka's `OffsetsForLeaderEpoch` debugging consumer, which may look up to the log end (B99). */
const DEBUGGING_REPLICA = -2;

/** ListOffsets (key 2): B96–B99. */
export function listOffsetsHandler(
  dependencies: ListOffsetsDependencies,
): Handler<ListOffsetsRequest, ListOffsetsResponse> {
  return async (request, context) => {
    const topics = withoutRepetitions(request).map(async ({ name, partitions }) => ({
      name,
      partitions: await Promise.all(
        partitions.map(async ({ asked, isRepeated }) =>
          isRepeated ? failure(asked, Errors.INVALID_REQUEST) : listOne(dependencies, request, name, asked, context),
        ),
      ),
    }));
    return { throttleTimeMs: 0, topics: await Promise.all(topics) };
  };
}

interface AskedPartition {
  readonly asked: ListOffsetsPartition;
  isRepeated: boolean;
}

/** Each partition once, marked if the request names it more often (B98). */
function withoutRepetitions(request: ListOffsetsRequest): { name: string; partitions: AskedPartition[] }[] {
  const byKey = new Map<string, AskedPartition>();
  return request.topics.map(({ name, partitions }) => ({
    name,
    partitions: partitions.flatMap((asked) => {
      const key = `${name}/${asked.partitionIndex}`;
      const earlier = byKey.get(key);
      if (earlier !== undefined) {
        earlier.isRepeated = true;
        return [];
      }
      const first = { asked, isRepeated: false };
      byKey.set(key, first);
      return [first];
    }),
  }));
}

async function listOne(
  dependencies: ListOffsetsDependencies,
  request: ListOffsetsRequest,
  name: string,
  asked: ListOffsetsPartition,
  context: RequestContext,
): Promise<ListOffsetsPartitionResponse> {
  if (
    asked.timestamp < 0 &&
    context.apiVersion < (SPECIAL_TIMESTAMPS.get(asked.timestamp) ?? Number.POSITIVE_INFINITY)
  ) {
    return failure(asked, Errors.UNSUPPORTED_VERSION);
  }
  const hosted = dependencies.replicas.topicByName(name);
  const partition = hosted?.partitions.get(asked.partitionIndex);
  if (partition === undefined) {
    const offline = hosted?.image.partitions[asked.partitionIndex] !== undefined;
    return failure(asked, offline ? Errors.KAFKA_STORAGE_ERROR : Errors.UNKNOWN_TOPIC_OR_PARTITION);
  }
  const epochError = partition.checkLeaderEpoch(asked.currentLeaderEpoch);
  if (epochError !== Errors.NONE) return failure(asked, epochError);
  try {
    if (asked.timestamp !== -2 && asked.timestamp !== -4) await partition.appendedIsVisible();
    const found = await lookUp(partition, asked.timestamp, endOffset(partition, request));
    const { timestamp, offset, leaderEpoch } = found ?? NOT_FOUND;
    return {
      partitionIndex: asked.partitionIndex,
      errorCode: Errors.NONE,
      timestamp,
      offset,
      leaderEpoch: context.apiVersion >= LEADER_EPOCH_FROM ? leaderEpoch : -1,
    };
  } catch (error) {
    if (partition.log.refusal === undefined)
      dependencies.log.error({ topic: name, partition: asked.partitionIndex, error }, 'Cannot look up an offset');
    return failure(asked, partition.isOpen ? Errors.KAFKA_STORAGE_ERROR : Errors.UNKNOWN_TOPIC_OR_PARTITION);
  }
}

function endOffset(partition: Partition, request: ListOffsetsRequest): number {
  if (request.replicaId === DEBUGGING_REPLICA) return partition.log.logEndOffset;
  return request.isolationLevel === 1 ? partition.lastStableOffset : partition.highWatermark;
}

function lookUp(
  partition: Partition,
  timestamp: number,
  end: number,
): TimestampAndOffset | undefined | Promise<TimestampAndOffset | undefined> {
  const { log } = partition;
  switch (timestamp) {
    case -1:
      return { timestamp: -1, offset: end, leaderEpoch: partition.leaderEpoch };
    case -2:
    case -4:
      return { timestamp: -1, offset: log.logStartOffset, leaderEpoch: log.epochAt(log.logStartOffset) };
    case -3:
      return log.findMaxTimestamp(end);
    case -5:
    case -6:
      return NOT_FOUND;
    default:
      return log.findByTimestamp(timestamp, end);
  }
}

function failure(asked: ListOffsetsPartition, errorCode: ErrorCode): ListOffsetsPartitionResponse {
  return { partitionIndex: asked.partitionIndex, errorCode, ...NOT_FOUND };
}

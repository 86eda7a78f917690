import type { ReplicaManager } from '@moldau/cluster';
import { Errors } from '@moldau/protocol';
import type {
  EpochEndOffset,
  OffsetForLeaderEpochRequest,
  OffsetForLeaderEpochResponse,
  OffsetForLeaderPartition,
} from '@moldau/protocol/messages/offset-for-leader-epoch';
import type { Handler } from './handler.ts';

export interface OffsetForLeaderEpochDependencies {
  readonly replicas: ReplicaManager;
}

/** OffsetForLeaderEpoch (key 23): where an epoch ends in this log (B88), for readers that check for truncation. */
export function offsetForLeaderEpochHandler(
  dependencies: OffsetForLeaderEpochDependencies,
): Handler<OffsetForLeaderEpochRequest, OffsetForLeaderEpochResponse> {
  return (request) => ({
    throttleTimeMs: 0,
    topics: request.topics.map(({ topic, partitions }) => ({
      topic,
      partitions: partitions.map((asked) => endOfEpoch(dependencies.replicas, topic, asked)),
    })),
  });
}

function endOfEpoch(replicas: ReplicaManager, topic: string, asked: OffsetForLeaderPartition): EpochEndOffset {
  const unknown = { partition: asked.partition, leaderEpoch: -1, endOffset: -1 };
  const hosted = replicas.topicByName(topic);
  const partition = hosted?.partitions.get(asked.partition);
  if (partition === undefined) {
    const offline = hosted?.image.partitions[asked.partition] !== undefined;
    return { ...unknown, errorCode: offline ? Errors.KAFKA_STORAGE_ERROR : Errors.UNKNOWN_TOPIC_OR_PARTITION };
  }
  const errorCode = partition.checkLeaderEpoch(asked.currentLeaderEpoch);
  if (errorCode !== Errors.NONE) return { ...unknown, errorCode };
  const end = partition.log.endOffsetForEpoch(asked.leaderEpoch);
  return { partition: asked.partition, errorCode, leaderEpoch: end.epoch, endOffset: end.endOffset };
}

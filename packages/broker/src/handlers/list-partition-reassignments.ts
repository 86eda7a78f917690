/** ListPartitionReassignments (key 46, KIP-455, B144): the partitions whose replicas are on their way. */
import type { ClusterImage, TopicImage } from '@moldau/metadata';
import { Errors } from '@moldau/protocol';
import type {
  ListPartitionReassignmentsRequest,
  ListPartitionReassignmentsResponse,
  OngoingTopicReassignment,
} from '@moldau/protocol/messages/list-partition-reassignments';
import type { Handler } from './handler.ts';

export interface ListPartitionReassignmentsDependencies {
  readonly image: () => ClusterImage;
}

export function listPartitionReassignmentsHandler({
  image,
}: ListPartitionReassignmentsDependencies): Handler<
  ListPartitionReassignmentsRequest,
  ListPartitionReassignmentsResponse
> {
  return ({ topics }) => {
    const { topicsByName } = image();
    const listed =
      topics === null
        ? [...topicsByName.values()].map((topic) => ongoing(topic, [...topic.partitions.keys()]))
        : topics.map(({ name, partitionIndexes }) => ongoing(topicsByName.get(name), partitionIndexes));
    return { throttleTimeMs: 0, errorCode: Errors.NONE, errorMessage: null, topics: listed.flat() };
  };
}

/** Nothing for a topic of which no partition moves. */
function ongoing(topic: TopicImage | undefined, indexes: readonly number[]): OngoingTopicReassignment[] {
  if (topic === undefined) return [];
  const partitions = indexes.flatMap((partitionIndex) => {
    const partition = topic.partitions[partitionIndex];
    if (partition === undefined || partition.adding.length + partition.removing.length === 0) return [];
    const { replicas, adding, removing } = partition;
    return [{ partitionIndex, replicas, addingReplicas: adding, removingReplicas: removing }];
  });
  return partitions.length === 0 ? [] : [{ name: topic.name, partitions }];
}

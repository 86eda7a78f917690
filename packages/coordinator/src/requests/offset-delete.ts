/** OffsetDelete at the door: topics and partitions that do not exist are refused one by one, before any group is asked. */
import { Errors } from '@moldau/protocol';
import type { OffsetDeleteRequest, OffsetDeleteRequestTopic } from '@moldau/protocol/messages/offset-delete';
import type { DeleteCommand } from '../offsets/delete.ts';
import type { TopicCatalog } from '../ports.ts';

export function deleteCommand({ groupId, topics }: OffsetDeleteRequest, catalog: TopicCatalog): DeleteCommand {
  return {
    groupId,
    topics: topics.filter(namesPartitions).map(({ name, partitions }) => {
      const known = catalog.topicByName(name)?.partitions ?? 0;
      return {
        name,
        partitions: partitions.map(({ partitionIndex }) => ({
          partitionIndex,
          errorCode: partitionIndex >= 0 && partitionIndex < known ? Errors.NONE : Errors.UNKNOWN_TOPIC_OR_PARTITION,
        })),
      };
    }),
  };
}

/** Topics without any are not answered. */
function namesPartitions({ partitions }: OffsetDeleteRequestTopic): boolean {
  return partitions.length > 0;
}

/** Whether there is anything to ask the group about. */
export function hasPartitionToDelete({ topics }: DeleteCommand): boolean {
  return topics.some(({ partitions }) => partitions.some(({ errorCode }) => errorCode === Errors.NONE));
}

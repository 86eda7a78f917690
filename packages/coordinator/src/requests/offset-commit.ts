/** OffsetCommit at the door: topics by name up to v9, by id since; unknown ones are refused one by one (B133). */
import { Errors, ZERO_UUID } from '@moldau/protocol';
import type { OffsetCommitRequest, OffsetCommitRequestTopic } from '@moldau/protocol/messages/offset-commit';
import type { CommitCommand, TopicToCommit } from '../offsets/commit.ts';
import type { CatalogTopic, TopicCatalog } from '../ports.ts';

const topicIdsFrom = 10;

export function commitCommand(request: OffsetCommitRequest, apiVersion: number, catalog: TopicCatalog): CommitCommand {
  return {
    groupId: request.groupId,
    memberId: request.memberId,
    groupInstanceId: request.groupInstanceId,
    generationIdOrMemberEpoch: request.generationIdOrMemberEpoch,
    apiVersion,
    retentionTimeMs: request.retentionTimeMs,
    topics: request.topics.map((topic) =>
      apiVersion >= topicIdsFrom ? topicById(topic, catalog) : topicByName(topic, catalog),
    ),
  };
}

/** Whether there is anything to ask the group about. */
export function hasPartitionToCommit({ topics }: CommitCommand): boolean {
  return topics.some(({ partitions }) => partitions.some(({ errorCode }) => errorCode === Errors.NONE));
}

function topicById(topic: OffsetCommitRequestTopic, catalog: TopicCatalog): TopicToCommit {
  const known = catalog.topicById(topic.topicId);
  if (known === undefined) return { ...topic, partitions: withError(topic, Errors.UNKNOWN_TOPIC_ID) };
  return knownTopic(topic, known);
}

function topicByName(topic: OffsetCommitRequestTopic, catalog: TopicCatalog): TopicToCommit {
  const known = catalog.topicByName(topic.name);
  if (known !== undefined) return knownTopic(topic, known);
  return { ...topic, topicId: ZERO_UUID, partitions: withError(topic, Errors.UNKNOWN_TOPIC_OR_PARTITION) };
}

function knownTopic(topic: OffsetCommitRequestTopic, known: CatalogTopic): TopicToCommit {
  const exists = (partition: number): boolean => partition >= 0 && partition < known.partitions;
  return {
    name: known.name,
    topicId: known.id,
    partitions: topic.partitions.map((partition) => ({
      ...partition,
      errorCode: exists(partition.partitionIndex) ? Errors.NONE : Errors.UNKNOWN_TOPIC_OR_PARTITION,
    })),
  };
}

function withError(
  topic: OffsetCommitRequestTopic,
  errorCode: TopicToCommit['partitions'][number]['errorCode'],
): TopicToCommit['partitions'] {
  return topic.partitions.map((partition) => ({ ...partition, errorCode }));
}

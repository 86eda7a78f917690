/**
 * OffsetFetch in its forms: one group with topic names up to v7, several groups since v8, topic ids since v10. An
 * error of the group as a whole is on every partition in v1, at the top in v2–v7, on the group since v8.
 */
import { type ErrorCode, Errors, ZERO_UUID } from '@moldau/protocol';
import type {
  OffsetFetchRequest,
  OffsetFetchRequestGroup,
  OffsetFetchRequestTopics,
  OffsetFetchResponse,
  OffsetFetchResponseGroup,
  OffsetFetchResponseTopics,
} from '@moldau/protocol/messages/offset-fetch';
import { type FetchCommand, notCommitted, type TopicToFetch } from '../offsets/fetch.ts';
import type { TopicCatalog } from '../ports.ts';

const groupsFrom = 8;
const topicIdsFrom = 10;
const topLevelErrorFrom = 2;

export function groupsToFetch(request: OffsetFetchRequest, apiVersion: number): readonly OffsetFetchRequestGroup[] {
  if (apiVersion >= groupsFrom) return request.groups;
  const { groupId } = request;
  const topics = request.topics?.map((topic) => ({ ...topic, topicId: ZERO_UUID })) ?? null;
  return [{ groupId, memberId: null, memberEpoch: -1, topics }];
}

export function fetchCommand(
  group: OffsetFetchRequestGroup,
  request: OffsetFetchRequest,
  apiVersion: number,
  catalog: TopicCatalog,
): FetchCommand {
  return {
    groupId: group.groupId,
    memberId: group.memberId,
    memberEpoch: group.memberEpoch,
    requireStable: request.requireStable,
    topics: group.topics?.flatMap((topic) => topicToFetch(topic, apiVersion, catalog) ?? []) ?? null,
    topicId: (name) => catalog.topicByName(name)?.id ?? ZERO_UUID,
  };
}

/** Adds the topics whose ids are unknown; among all topics, those without an id cannot be shown by id. */
export function withUnknownTopics(
  response: OffsetFetchResponseGroup,
  group: OffsetFetchRequestGroup,
  apiVersion: number,
  catalog: TopicCatalog,
): OffsetFetchResponseGroup {
  if (apiVersion < topicIdsFrom || response.errorCode !== Errors.NONE) return response;
  const known = response.topics.filter(({ topicId }) => topicId !== ZERO_UUID);
  const unknown = group.topics?.filter(({ topicId }) => catalog.topicById(topicId) === undefined) ?? [];
  return { ...response, topics: [...known, ...unknown.map(unknownTopic)] };
}

export function failedGroup(groupId: string, errorCode: ErrorCode): OffsetFetchResponseGroup {
  return { groupId, topics: [], errorCode };
}

export function fetchResponse(
  groups: readonly OffsetFetchResponseGroup[],
  request: OffsetFetchRequest,
  apiVersion: number,
): OffsetFetchResponse {
  if (apiVersion >= groupsFrom) return { throttleTimeMs: 0, errorCode: Errors.NONE, topics: [], groups };
  const errorCode = groups[0]?.errorCode ?? Errors.NONE;
  const topics = groups[0]?.topics ?? [];
  if (apiVersion >= topLevelErrorFrom || errorCode === Errors.NONE) {
    return { throttleTimeMs: 0, errorCode, topics, groups: [] };
  }
  const failed = (request.topics ?? []).map(({ name, partitionIndexes }) => ({
    name,
    partitions: partitionIndexes.map((partition) => ({ ...notCommitted(partition, Errors.NONE), errorCode })),
  }));
  return { throttleTimeMs: 0, errorCode: Errors.NONE, topics: failed, groups: [] };
}

function topicToFetch(
  topic: OffsetFetchRequestTopics,
  apiVersion: number,
  catalog: TopicCatalog,
): TopicToFetch | undefined {
  if (apiVersion < topicIdsFrom) return { ...topic, topicId: catalog.topicByName(topic.name)?.id ?? ZERO_UUID };
  const known = catalog.topicById(topic.topicId);
  return known === undefined ? undefined : { ...topic, name: known.name };
}

function unknownTopic({ name, topicId, partitionIndexes }: OffsetFetchRequestTopics): OffsetFetchResponseTopics {
  return {
    name,
    topicId,
    partitions: partitionIndexes.map((partition) => notCommitted(partition, Errors.UNKNOWN_TOPIC_ID)),
  };
}

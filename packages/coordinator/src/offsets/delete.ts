/** OffsetDelete (KIP-496): forgets offsets that nobody is going to use, as long as that is certain (B114). */
import { type ErrorCode, Errors } from '@moldau/protocol';
import type { OffsetDeleteResponse } from '@moldau/protocol/messages/offset-delete';
import { consumerProtocolType } from '../classic/subscribed-topics.ts';
import type { Group } from '../groups/group.ts';
import type { Step } from '../machine/step.ts';
import { eventNames } from '../timeline/event-texts.ts';
import { noteEvent } from '../timeline/note-event.ts';
import { offsetTombstone } from './offset-record.ts';
import type { OffsetStore } from './offset-store.ts';

export interface DeleteCommand {
  readonly groupId: string;
  readonly topics: readonly TopicToDelete[];
}

export interface TopicToDelete {
  readonly name: string;
  readonly partitions: readonly PartitionToDelete[];
}

export interface PartitionToDelete {
  readonly partitionIndex: number;
  /** Why it cannot be deleted whatever the group says, or NONE. */
  readonly errorCode: ErrorCode;
}

/** Only of consumers it is known what they subscribe to; other groups have to be without members. */
export function validateOffsetDelete(group: Group | undefined): ErrorCode {
  if (group === undefined) return Errors.GROUP_ID_NOT_FOUND;
  return group.isEmpty || group.protocolTypeName === consumerProtocolType ? Errors.NONE : Errors.NON_EMPTY_GROUP;
}

export function deleteOffsets(
  store: OffsetStore,
  group: Group,
  command: DeleteCommand,
  step: Step,
): OffsetDeleteResponse {
  const { groupId } = command;
  const deleted = new Set<string>();
  const response = deleteResponse(command, ({ name }, { partitionIndex }) => {
    if (group.isSubscribedToTopic(name)) return Errors.GROUP_SUBSCRIBED_TO_TOPIC;
    if (store.get(groupId, name, partitionIndex) === undefined) return Errors.NONE;
    store.remove(groupId, name, partitionIndex);
    step.outcome.records.push(offsetTombstone(groupId, name, partitionIndex));
    deleted.add(name);
    return Errors.NONE;
  });
  const partitions = step.outcome.records.length;
  if (partitions > 0) noteEvent(groupId, { type: 'offsets-deleted', partitions, topics: eventNames(deleted) }, step);
  return response;
}

/** The answer; `result` is asked for the partitions that have no error of their own. */
export function deleteResponse(
  { topics }: Pick<DeleteCommand, 'topics'>,
  result: (topic: TopicToDelete, partition: PartitionToDelete) => ErrorCode,
): OffsetDeleteResponse {
  return {
    errorCode: Errors.NONE,
    throttleTimeMs: 0,
    topics: topics.map((topic) => ({
      name: topic.name,
      partitions: topic.partitions.map((partition) => ({
        partitionIndex: partition.partitionIndex,
        errorCode: partition.errorCode === Errors.NONE ? result(topic, partition) : partition.errorCode,
      })),
    })),
  };
}

/** The group as a whole refuses. */
export function refusedDelete(errorCode: ErrorCode): OffsetDeleteResponse {
  return { errorCode, throttleTimeMs: 0, topics: [] };
}

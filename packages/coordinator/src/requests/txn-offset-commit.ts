/** TxnOffsetCommit at the door: topics by name at every version, members since v3, in words that old producers know. */
import { type ErrorCode, Errors, ZERO_UUID } from '@moldau/protocol';
import type {
  TxnOffsetCommitRequest,
  TxnOffsetCommitRequestTopic,
  TxnOffsetCommitResponse,
} from '@moldau/protocol/messages/txn-offset-commit';
import type { CommitCommand } from '../offsets/commit.ts';
import type { TopicCatalog } from '../ports.ts';
import { commitCommand } from './offset-commit.ts';

/** From this version on clients leave it to the broker to add the group's offsets to the transaction (B65). */
export const addsOffsetsFrom = 5;
const abortableFrom = 4;
/** Producers before it break at COORDINATOR_LOAD_IN_PROGRESS. */
const knowsLoadingFrom = 2;
/** A version of OffsetCommit with topic names. */
const namesVersion = 9;

export function txnCommitCommand(request: TxnOffsetCommitRequest, catalog: TopicCatalog): CommitCommand {
  const { groupId, memberId, groupInstanceId, generationId } = request;
  const topics = request.topics.map((topic: TxnOffsetCommitRequestTopic) => ({ ...topic, topicId: ZERO_UUID }));
  const sameAs = { groupId, memberId, groupInstanceId, generationIdOrMemberEpoch: generationId, retentionTimeMs: -1 };
  return commitCommand({ ...sameAs, topics }, namesVersion, catalog);
}

/** What the coordinator of the transaction said, as the group's coordinator passes it on (B62). */
export function verificationError(code: ErrorCode, apiVersion: number): ErrorCode {
  switch (code) {
    case Errors.PRODUCER_FENCED:
      return Errors.INVALID_PRODUCER_EPOCH;
    case Errors.TRANSACTION_ABORTABLE:
      return apiVersion >= abortableFrom ? code : Errors.INVALID_TXN_STATE;
    case Errors.CONCURRENT_TRANSACTIONS:
      return apiVersion >= addsOffsetsFrom ? code : Errors.COORDINATOR_NOT_AVAILABLE;
    case Errors.COORDINATOR_LOAD_IN_PROGRESS:
    case Errors.NOT_COORDINATOR:
    case Errors.NETWORK_EXCEPTION:
      return Errors.COORDINATOR_NOT_AVAILABLE;
    default:
      return code;
  }
}

export function txnCommitResponse(response: TxnOffsetCommitResponse, apiVersion: number): TxnOffsetCommitResponse {
  if (apiVersion >= knowsLoadingFrom) return response;
  const spoken = (code: number): number =>
    code === Errors.COORDINATOR_LOAD_IN_PROGRESS ? Errors.COORDINATOR_NOT_AVAILABLE : code;
  const topics = response.topics.map(({ name, partitions }) => ({
    name,
    partitions: partitions.map((partition) => ({ ...partition, errorCode: spoken(partition.errorCode) })),
  }));
  return { ...response, topics };
}

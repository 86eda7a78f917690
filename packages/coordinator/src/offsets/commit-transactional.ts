/** TxnOffsetCommit: offsets that count when the producer's transaction is committed (B71). */
import { type ErrorCode, Errors } from '@moldau/protocol';
import type { TxnOffsetCommitResponse } from '@moldau/protocol/messages/txn-offset-commit';
import type { RecordTransaction, TransactionEnd } from '../ports.ts';
import type { Step } from '../machine/step.ts';
import { type CommitCommand, commitResponse, committedOffset } from './commit.ts';
import { offsetRecord } from './offset-record.ts';
import type { OffsetsGuard, TransactionalOffsets, TransactionalProducer } from './transactional-offsets.ts';

export interface TransactionalCommit extends CommitCommand {
  readonly isTransactional: true;
  readonly producer: TransactionalProducer;
  readonly guard: OffsetsGuard | undefined;
}

/** A marker for one partition of `__consumer_offsets`. */
export interface OffsetsMarker extends TransactionalProducer {
  readonly end: TransactionEnd;
}

/** Whether the group accepts it at all, and the producer may, is decided before. */
export function commitTransactionalOffsets(
  offsets: TransactionalOffsets,
  commit: TransactionalCommit,
  step: Step,
): TxnOffsetCommitResponse {
  const transaction: RecordTransaction = { ...commit.producer };
  return commitResponse(commit, (topic, partition) => {
    if ((partition.committedMetadata?.length ?? 0) > step.settings.offsetMetadataMaxBytes) {
      return Errors.OFFSET_METADATA_TOO_LARGE;
    }
    const committed = committedOffset(commit, topic, partition, step.now.wallClockMs);
    offsets.add(commit.producer, commit.groupId, topic.name, partition.partitionIndex, committed);
    const record = offsetRecord(commit.groupId, topic.name, partition.partitionIndex, committed);
    step.outcome.records.push({ ...record, transaction });
    return Errors.NONE;
  });
}

/** What a log that has its own form for markers is asked to append. */
export function markerRecord({ producerId, producerEpoch, end }: OffsetsMarker): {
  readonly key: Buffer;
  readonly value: null;
  readonly transaction: RecordTransaction;
} {
  return { key: noKey, value: null, transaction: { producerId, producerEpoch, end } };
}

const noKey = Buffer.alloc(0);

export function refusedTransactionalCommit(
  commit: Pick<CommitCommand, 'topics'>,
  errorCode: ErrorCode,
): TxnOffsetCommitResponse {
  return commitResponse(commit, () => errorCode);
}

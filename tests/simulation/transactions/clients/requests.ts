/** Parts of requests and answers: partitions by topic, offsets, and what of fetched bytes is committed. */
import { decodeEndTxnMarker, decodeRecords, Errors, recordBatches, ZERO_UUID } from '@moldau/protocol';
import type { PartitionData } from '@moldau/protocol/messages/fetch';
import { findCoordinatorApi } from '@moldau/protocol/messages/find-coordinator';
import { offsetFetchApi } from '@moldau/protocol/messages/offset-fetch';
import type { TxnOffsetCommitRequestTopic } from '@moldau/protocol/messages/txn-offset-commit';
import { bytesOf } from '../../clients/consumer.ts';
import type { TopicPartition } from '../../clients/partitions.ts';
import { nameInValue } from '../../clients/record-values.ts';
import type { OffsetAndValue } from '../../history.ts';
import { isDone, isTransient } from './answers.ts';
import type { Program } from './program.ts';

/** What a group reads. */
export interface GroupInput {
  readonly group: string;
  readonly input: TopicPartition;
}

export interface OffsetToCommit extends TopicPartition {
  readonly offset: number;
}

interface TopicParts<Part> {
  readonly topic: string;
  readonly parts: readonly Part[];
}

export function topicsOf<Part extends TopicPartition>(partitions: readonly Part[]): TopicParts<Part>[] {
  return [...Map.groupBy(partitions, ({ topic }) => topic)].map(([topic, parts]) => ({ topic, parts }));
}

export function offsetsToCommit(offsets: readonly OffsetToCommit[]): TxnOffsetCommitRequestTopic[] {
  return topicsOf(offsets).map(({ topic, parts }) => ({
    name: topic,
    partitions: parts.map(({ partition, offset }) => ({
      partitionIndex: partition,
      committedOffset: BigInt(offset),
      committedLeaderEpoch: -1,
      committedMetadata: '',
    })),
  }));
}

const GROUP = 0;
const TRANSACTION = 1;

/** Resolves when there is a coordinator, which brings its internal topic into being (B59). */
export async function findCoordinator(program: Program, kind: 'group' | 'transaction', key: string): Promise<void> {
  const keyType = kind === 'group' ? GROUP : TRANSACTION;
  await program.insist(findCoordinatorApi, 4, { key: '', keyType, coordinatorKeys: [key] }, ({ coordinators }) =>
    coordinators.some(({ errorCode }) => !isDone(errorCode, 'FindCoordinator')),
  );
}

/** Where a group stands with no transaction in between (B73); -1 is nowhere. */
export async function stableOffset(program: Program, group: string, { topic, partition }: TopicPartition) {
  await findCoordinator(program, 'group', group);
  const topics = [{ name: topic, topicId: ZERO_UUID, partitionIndexes: [partition] }];
  const groups = [{ groupId: group, memberId: null, memberEpoch: -1, topics }];
  const request = { groupId: '', topics: [], groups, requireStable: true };
  const response = await program.insist(offsetFetchApi, 8, request, ({ groups: [answer] }) => {
    const codes = [answer?.errorCode ?? -1, answer?.topics[0]?.partitions[0]?.errorCode ?? Errors.NONE];
    return codes.some(isTransient);
  });
  const [answer] = response.groups;
  const part = answer?.topics[0]?.partitions[0];
  if (answer?.errorCode !== Errors.NONE || part?.errorCode !== Errors.NONE) {
    throw new Error(`${group} was answered ${answer?.errorCode} and ${part?.errorCode} for its offset`);
  }
  return Number(part.committedOffset);
}

export interface CommittedPart {
  readonly records: readonly OffsetAndValue[];
  /** After the last batch, or where the fetch began if there is none. */
  readonly nextOffset: number;
}

/** As read_committed consumers do: from an aborted transaction's first offset up to its marker nothing counts (B68). */
export function committedPart(part: PartitionData, fetchOffset: number): CommittedPart {
  const begun = [...(part.abortedTransactions ?? [])].sort((a, b) => a.firstOffset - b.firstOffset);
  const aborted = new Set<number>();
  const records: OffsetAndValue[] = [];
  let nextOffset = fetchOffset;
  for (const batch of recordBatches(bytesOf(part))) {
    if (!batch.isCrcValid()) throw new Error(`the batch at ${batch.baseOffset} arrived with a bad checksum`);
    nextOffset = batch.nextOffset;
    for (let next = begun[0]; next !== undefined && next.firstOffset <= batch.lastOffset; next = begun[0]) {
      aborted.add(next.producerId);
      begun.shift();
    }
    if (batch.isControl) {
      if (decodeEndTxnMarker(batch)?.result === 'abort') aborted.delete(batch.producerId);
    } else if (!batch.isTransactional || !aborted.has(batch.producerId)) {
      for (const { offset, value } of decodeRecords(batch)) {
        if (offset >= fetchOffset) records.push({ offset, value: nameInValue(value) });
      }
    }
  }
  return { records, nextOffset };
}

/** Every record that is not a marker. */
export function everyRecord(part: PartitionData, fetchOffset: number): CommittedPart {
  return committedPart({ ...part, abortedTransactions: null }, fetchOffset);
}

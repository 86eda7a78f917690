/**
 * A transactional producer as real clients are, one request at a time: in the first protocol version partitions and
 * groups are added before they are used, in the second (KIP-890) using them adds them and each end gives a new epoch.
 * What got no answer is sent again as it was.
 */
import { encodeRecordBatch, Errors, ZERO_UUID } from '@moldau/protocol';
import { addOffsetsToTxnApi } from '@moldau/protocol/messages/add-offsets-to-txn';
import { addPartitionsToTxnApi } from '@moldau/protocol/messages/add-partitions-to-txn';
import { endTxnApi, type EndTxnResponse } from '@moldau/protocol/messages/end-txn';
import { initProducerIdApi } from '@moldau/protocol/messages/init-producer-id';
import { produceApi, type ProduceResponse } from '@moldau/protocol/messages/produce';
import { txnOffsetCommitApi, type TxnOffsetCommitResponse } from '@moldau/protocol/messages/txn-offset-commit';
import { nameOf, type TopicPartition } from '../../clients/partitions.ts';
import { valueBytes } from '../../clients/record-values.ts';
import type { Fate } from '../history.ts';
import { FencedError, isDone, isTransient } from './answers.ts';
import { findCoordinator, offsetsToCommit, type OffsetToCommit, topicsOf } from './requests.ts';
import type { Program } from './program.ts';

const versionsOf = {
  1: { initProducerId: 4, produce: 11, txnOffsetCommit: 3, endTxn: 4 },
  2: { initProducerId: 5, produce: 12, txnOffsetCommit: 5, endTxn: 5 },
} as const;

export interface ProducerOptions {
  readonly transactionalId: string;
  readonly version: 1 | 2;
  readonly timeoutMs: number;
  /** Requests for an identity that got no answer, whoever asked under this id: one may be served late, and fence. */
  readonly ghosts: { count: number };
}

/** Values for one partition, to go in one batch. */
export interface Batch extends TopicPartition {
  readonly values: readonly string[];
}

interface EncodedBatch extends TopicPartition {
  readonly bytes: Buffer;
}

export class TransactionalProducer {
  readonly #program: Program;
  readonly #options: ProducerOptions;
  readonly #versions: (typeof versionsOf)[1 | 2];
  readonly #sequences = new Map<string, number>();
  readonly #added = new Set<string>();
  #identity = { producerId: -1, producerEpoch: -1 };
  constructor(program: Program, options: ProducerOptions) {
    this.#program = program;
    this.#options = options;
    this.#versions = versionsOf[options.version];
  }

  /** Fences all producers of this transactional id before it. */
  async initialise(): Promise<{ readonly producerId: number; readonly producerEpoch: number }> {
    const { transactionalId, timeoutMs } = this.#options;
    await findCoordinator(this.#program, 'transaction', transactionalId);
    const request = {
      transactionalId,
      transactionTimeoutMs: timeoutMs,
      ...this.#identity,
      enable2Pc: false,
      keepPreparedTxn: false,
    };
    for (;;) {
      const response = await this.#program.attempt(initProducerIdApi, this.#versions.initProducerId, request);
      if (response === undefined) this.#options.ghosts.count++;
      else if (isDone(response.errorCode, 'InitProducerId')) {
        const { producerId, producerEpoch } = response;
        this.#identity = { producerId, producerEpoch };
        return this.#identity;
      } else await this.#program.pause();
    }
  }

  /** Resolves when all are acknowledged. Rejects with a FencedError. */
  async send(batches: readonly Batch[]): Promise<void> {
    if (this.#options.version === 1) await this.#addPartitions(batches);
    let left = batches.map((batch) => this.#encode(batch));
    for (;;) {
      const request = { transactionalId: this.#options.transactionalId, acks: -1, timeoutMs: 2000 };
      const topicData = topicsOf(left).map(({ topic, parts }) => ({
        name: topic,
        topicId: ZERO_UUID,
        partitionData: parts.map(({ partition, bytes }) => ({ index: partition, records: bytes })),
      }));
      const response = await this.#program.attempt(produceApi, this.#versions.produce, { ...request, topicData });
      if (response !== undefined) left = unacknowledged(left, response);
      if (left.length === 0) return;
      await this.#program.pause();
    }
  }

  /** Resolves when they are part of the transaction. Rejects with a FencedError. */
  async commitOffsets(groupId: string, offsets: readonly OffsetToCommit[]): Promise<void> {
    const { transactionalId, version } = this.#options;
    const owner = { transactionalId, groupId, ...this.#identity };
    if (version === 1) {
      await this.#program.insist(
        addOffsetsToTxnApi,
        3,
        owner,
        ({ errorCode }) => !isDone(errorCode, 'AddOffsetsToTxn'),
      );
      this.#added.add(`group ${groupId}`);
    }
    const member = { generationId: -1, memberId: '', groupInstanceId: null };
    const request = { ...owner, ...member, topics: offsetsToCommit(offsets) };
    await this.#program.insist(txnOffsetCommitApi, this.#versions.txnOffsetCommit, request, refusesSome);
  }

  /**
   * Ends the transaction and says what became of it. Unknown is a commit that may have been heard although the last
   * answer says that it is too late.
   */
  async end(committed: boolean): Promise<Fate> {
    const request = { transactionalId: this.#options.transactionalId, ...this.#identity, committed };
    for (let mayHaveBeenHeard = false; ; mayHaveBeenHeard = true) {
      const response = await this.endOnce(request);
      if (response === undefined) continue;
      if (isTransient(response.errorCode)) {
        await this.#program.pause();
        continue;
      }
      if (!this.#isEnded(response)) return committed && mayHaveBeenHeard ? 'unknown' : 'aborted';
      this.#takeUp(response);
      return committed ? 'committed' : 'aborted';
    }
  }

  /** Asks once; undefined if nobody answered. */
  endOnce(request: { transactionalId: string; producerId: number; producerEpoch: number; committed: boolean }) {
    return this.#program.attempt(endTxnApi, this.#versions.endTxn, request);
  }

  /** What asks for the commit of the current transaction. */
  get commitRequest() {
    return { transactionalId: this.#options.transactionalId, ...this.#identity, committed: true };
  }

  /** Whether the last `end` found that somebody else had ended the transaction. */
  fenced = false;

  #isEnded({ errorCode }: EndTxnResponse): boolean {
    try {
      return isDone(errorCode, 'EndTxn');
    } catch (error) {
      if (!(error instanceof FencedError)) throw error;
      this.fenced = true;
      return false;
    }
  }

  /** B65: in the second version each end gives a new epoch, and the sequences begin anew. */
  #takeUp({ producerId, producerEpoch }: EndTxnResponse): void {
    this.#added.clear();
    if (this.#options.version === 1) return;
    const before = this.#identity;
    if (producerId === before.producerId && producerEpoch <= before.producerEpoch) {
      throw new Error(`${producerId} went from epoch ${before.producerEpoch} to ${producerEpoch} by an end`);
    }
    this.#identity = { producerId, producerEpoch };
    this.#sequences.clear();
  }

  async #addPartitions(batches: readonly TopicPartition[]): Promise<void> {
    const added = batches.filter((batch) => !this.#added.has(nameOf(batch)));
    if (added.length === 0) return;
    const request = {
      transactions: [],
      v3AndBelowTransactionalId: this.#options.transactionalId,
      v3AndBelowProducerId: this.#identity.producerId,
      v3AndBelowProducerEpoch: this.#identity.producerEpoch,
      v3AndBelowTopics: topicsOf(added).map(({ topic, parts }) => ({
        name: topic,
        partitions: parts.map(({ partition }) => partition),
      })),
    };
    await this.#program.insist(addPartitionsToTxnApi, 3, request, ({ resultsByTopicV3AndBelow }) => {
      const codes = resultsByTopicV3AndBelow.flatMap(({ resultsByPartition }) => resultsByPartition);
      return codes
        .filter(({ partitionErrorCode }) => partitionErrorCode !== Errors.OPERATION_NOT_ATTEMPTED)
        .some(({ partitionErrorCode }) => !isDone(partitionErrorCode, 'AddPartitionsToTxn'));
    });
    for (const batch of added) this.#added.add(nameOf(batch));
  }

  #encode(batch: Batch): EncodedBatch {
    const partition = nameOf(batch);
    const baseSequence = this.#sequences.get(partition) ?? 0;
    this.#sequences.set(partition, baseSequence + batch.values.length);
    const timestamp = this.#program.now;
    const records = batch.values.map((value) => ({ timestamp, key: null, value: valueBytes(value, 60) }));
    const bytes = encodeRecordBatch({ records, ...this.#identity, baseSequence, transactional: true });
    return { topic: batch.topic, partition: batch.partition, bytes };
  }
}

function unacknowledged(batches: readonly EncodedBatch[], { responses }: ProduceResponse): EncodedBatch[] {
  const codes = new Map(
    responses.flatMap(({ name, partitionResponses }) =>
      partitionResponses.map(({ index, errorCode }) => [nameOf({ topic: name, partition: index }), errorCode] as const),
    ),
  );
  return batches.filter((batch) => !isDone(codes.get(nameOf(batch)) ?? -1, `Produce to ${nameOf(batch)}`));
}

function refusesSome({ topics }: TxnOffsetCommitResponse): boolean {
  return topics.some(({ partitions }) => partitions.some(({ errorCode }) => !isDone(errorCode, 'TxnOffsetCommit')));
}

import { Errors } from '@moldau/protocol';
import type { ProducerLast } from '../compaction/batch-cleaner.ts';
import {
  type AbortedTransaction,
  AppendError,
  type ProducerSummary,
  type ReadRequest,
  type ReadResult,
  type TimestampAndOffset,
} from '../partition-log.ts';
import { emptyResult } from '../segment/read-segment.ts';
import type { Segment } from '../segment/segment.ts';
import type { LeaderEpochs } from './leader-epochs.ts';
import type { LogContext } from './log-context.ts';
import type { LogParts } from './log-parts.ts';
import type { LogProducers } from './log-producers.ts';
import type { LogReader } from './log-reader.ts';
import type { LogStart } from './log-start.ts';
import type { LogWriter } from './log-writer.ts';
import type { ProducerSnapshots } from './producer-snapshots.ts';
import type { Segments } from './segments.ts';
import type { FoundRecord, LookupRange } from './timestamp-lookup.ts';

/** What can be seen of one partition's log in segment files: its records, epochs, producers and transactions. */
export class ReadableLog {
  readonly topic: string;
  readonly partition: number;
  readonly topicId: string;
  readonly #context: LogContext;
  readonly #segments: Segments;
  readonly #reader: LogReader;
  readonly #writer: LogWriter;
  readonly #start: LogStart;
  readonly #producers: LogProducers;
  readonly #epochs: LeaderEpochs;

  constructor({ context, reader, writer, start }: LogParts, topicId: string) {
    this.topic = context.topic;
    this.partition = context.partition;
    this.topicId = topicId;
    this.#context = context;
    this.#segments = context.segments;
    this.#reader = reader;
    this.#writer = writer;
    this.#start = start;
    this.#producers = context.producers;
    this.#epochs = context.epochs;
  }

  get logStartOffset(): number {
    return this.#start.logStartOffset;
  }

  get writtenEndOffset(): number {
    return this.#writer.writtenEndOffset;
  }

  get logEndOffset(): number {
    return this.#writer.logEndOffset;
  }

  get size(): number {
    return this.#segments.bytes;
  }

  get segmentCount(): number {
    return this.#segments.all.length;
  }

  get latestEpoch(): number {
    return this.#epochs.latestEpoch;
  }

  get segments(): readonly Segment[] {
    return this.#segments.all;
  }

  get snapshots(): ProducerSnapshots {
    return this.#producers.snapshots;
  }

  read(request: ReadRequest): ReadResult | Promise<ReadResult> {
    const { offset } = request;
    const { logEndOffset } = this.#writer;
    if (offset < this.#start.logStartOffset || offset > logEndOffset) {
      throw new AppendError(Errors.OFFSET_OUT_OF_RANGE, `Offset ${offset} is not in the log`);
    }
    if (offset >= Math.min(request.endOffset, logEndOffset)) return emptyResult();
    return this.#reader.read(request, this.#context.config.indexIntervalBytes);
  }

  bytesBetween(fromOffset: number, toOffset: number): number {
    if (fromOffset >= toOffset) return 0;
    return Math.max(0, this.#reader.bytesFrom(fromOffset) - this.#reader.bytesFrom(toOffset));
  }

  findByTimestamp(timestamp: number, endOffset: number): Promise<TimestampAndOffset | undefined> {
    const { indexIntervalBytes } = this.#context.config;
    return this.#withEpoch(this.#reader.findByTimestamp(timestamp, this.#lookupRange(endOffset), indexIntervalBytes));
  }

  findMaxTimestamp(endOffset: number): Promise<TimestampAndOffset | undefined> {
    const { indexIntervalBytes } = this.#context.config;
    return this.#withEpoch(this.#reader.findMaxTimestamp(this.#lookupRange(endOffset), indexIntervalBytes));
  }

  epochAt(offset: number): number {
    return this.#epochs.epochAt(offset);
  }

  endOffsetForEpoch(epoch: number): { epoch: number; endOffset: number } {
    return this.#epochs.endOffsetFor(epoch, this.#writer.logEndOffset);
  }

  activeProducers(): ProducerSummary[] {
    return this.#producers.summaries();
  }

  /** Of each producer what it appended last, by its id. */
  lastOfProducers(): ReadonlyMap<number, ProducerLast> {
    return this.#producers.lastOfProducers();
  }

  /** A transaction that was deleted in part is open from where the log starts. */
  lastStableOffset(highWatermark: number): number {
    const { logStartOffset } = this.#start;
    const lastStableOffset = this.#producers.lastStableOffset(highWatermark);
    return lastStableOffset < logStartOffset ? Math.min(logStartOffset, highWatermark) : lastStableOffset;
  }

  abortedTransactions(fromOffset: number, toOffset: number): readonly AbortedTransaction[] {
    return this.#producers.abortedTransactions(fromOffset, toOffset, this.#segments);
  }

  #lookupRange(endOffset: number): LookupRange {
    if (endOffset > this.#writer.writtenEndOffset) this.#writer.writePending();
    return {
      startOffset: this.#start.logStartOffset,
      endOffset: Math.min(endOffset, this.#writer.writtenEndOffset),
    };
  }

  async #withEpoch(lookup: Promise<FoundRecord | undefined>): Promise<TimestampAndOffset | undefined> {
    const found = await lookup;
    return found && { ...found, leaderEpoch: this.#epochs.epochAt(found.offset) };
  }
}

import { type ErrorCode, Errors, ProtocolError } from '@moldau/protocol';
import type { PartitionImage } from '@moldau/metadata';
import type { AppendInfo, AppendOptions, LogListener, PartitionLog } from '@moldau/storage';
import { AcknowledgementQueue } from './acknowledgement-queue.ts';
import { TopicTraffic } from './topic-traffic.ts';

/**
 * One partition as this broker leads it: its log, the high watermark over the in-sync replicas, and everybody who
 * waits for one of the two to move. The high watermark only grows within a leader epoch and never passes what this
 * replica may acknowledge (R5, R16 in the replication rules).
 */
export class Partition {
  readonly topic: string;
  readonly topicId: string;
  readonly partition: number;
  readonly log: PartitionLog;
  /** Of all partitions of the topic. */
  readonly traffic: TopicTraffic;
  minInsyncReplicas: number;
  #image: PartitionImage;
  #highWatermark: number;
  #logStartOffset: number;
  #closed = false;
  readonly #written = new AcknowledgementQueue();
  readonly #committed = new AcknowledgementQueue();
  readonly #watchers = new Set<PartitionWatcher>();
  readonly #unregister: () => void;

  constructor(log: PartitionLog, image: PartitionImage, minInsyncReplicas: number, traffic = new TopicTraffic()) {
    this.topic = log.topic;
    this.topicId = log.topicId;
    this.partition = log.partition;
    this.log = log;
    this.traffic = traffic;
    this.minInsyncReplicas = minInsyncReplicas;
    this.#image = image;
    this.#highWatermark = log.acknowledgedEndOffset;
    this.#logStartOffset = log.logStartOffset;
    this.#unregister = log.onProgress(this.#logListener());
    if (image.leaderEpoch > log.latestEpoch) log.startEpoch(image.leaderEpoch);
  }

  get leaderEpoch(): number {
    return this.#image.leaderEpoch;
  }

  get leader(): number {
    return this.#image.leader;
  }

  get highWatermark(): number {
    return this.#highWatermark;
  }

  /** First offset of the earliest open transaction, at most the high watermark (B67). */
  get lastStableOffset(): number {
    return this.log.lastStableOffset(this.#highWatermark);
  }

  /** False once the topic is deleted; whoever waits has been told. */
  get isOpen(): boolean {
    return !this.#closed;
  }

  get replicaCount(): number {
    return this.#image.replicas.length;
  }

  get inSyncCount(): number {
    return this.#image.isr.length;
  }

  /** The replica that leads when all is well. */
  get preferredLeader(): number {
    return this.#image.replicas[0] ?? -1;
  }

  /** No other replica has to confirm anything. */
  get isAlone(): boolean {
    return this.#image.isr.length === 1;
  }

  /** Whether another broker with this id replicates the partition. */
  hasFollower(brokerId: number): boolean {
    return brokerId !== this.#image.leader && this.#image.replicas.includes(brokerId);
  }

  /** B86: -1 asks for no check. */
  checkLeaderEpoch(currentLeaderEpoch: number): ErrorCode {
    if (currentLeaderEpoch === -1 || currentLeaderEpoch === this.leaderEpoch) return Errors.NONE;
    return currentLeaderEpoch < this.leaderEpoch ? Errors.FENCED_LEADER_EPOCH : Errors.UNKNOWN_LEADER_EPOCH;
  }

  update(image: PartitionImage): void {
    if (image.leaderEpoch > this.#image.leaderEpoch) this.log.startEpoch(image.leaderEpoch);
    this.#image = image;
    this.#notify();
  }

  /**
   * Appends one batch as leader. `acks` -1 asks for `min.insync.replicas` first, or for all replicas where the topic has
   * fewer of them than that (B38). Throws AppendError or ProtocolError; then nothing was appended.
   */
  append(batch: Buffer, acks: number, options: Omit<AppendOptions, 'leaderEpoch'>): AppendInfo {
    const { isr, replicas } = this.#image;
    const needed = Math.min(this.minInsyncReplicas, replicas.length);
    if (acks === -1 && isr.length < needed) {
      throw new ProtocolError(Errors.NOT_ENOUGH_REPLICAS, `${isr.length} in-sync replicas, ${needed} are needed`);
    }
    return this.log.append(batch, { ...options, leaderEpoch: this.#image.leaderEpoch });
  }

  /**
   * Deletes the records below `offset`, or below the high watermark for -1 (B100). Returns the low watermark, once it
   * survives a power failure. Throws ProtocolError or AppendError.
   */
  async deleteRecords(offset: number): Promise<number> {
    if (offset === HIGH_WATERMARK) await this.appendedIsVisible();
    const start = offset === HIGH_WATERMARK ? this.#highWatermark : offset;
    if (start < 0 || start > this.#highWatermark) {
      throw new ProtocolError(Errors.OFFSET_OUT_OF_RANGE, `${start} is not below the high watermark`);
    }
    await this.log.deleteBefore(start);
    return this.log.logStartOffset;
  }

  /**
   * In Kafka a lone replica's high watermark moves with the append, so whoever asks for the end after an append finds
   * the record below it, also one that nobody gets an answer for (acks=0). Here the high watermark follows the flush,
   * and so does whoever asks for it.
   */
  appendedIsVisible(): Promise<void> | undefined {
    const lastAppended = this.log.logEndOffset - 1;
    if (!this.isAlone || lastAppended < this.#highWatermark) return undefined;
    return new Promise((resolve) => this.whenCommitted(lastAppended, () => resolve()));
  }

  /**
   * Calls `settle` once the record at `offset` is written by this replica: what acks=1 promises. With no other replica
   * there is nothing that acks=all would wait for in Kafka, and what was acknowledged can be read at once: here, too,
   * the answer then comes with the high watermark.
   */
  whenWritten(offset: number, settle: Settle): void {
    if (this.isAlone) this.whenCommitted(offset, settle);
    else if (offset < this.log.writtenEndOffset) settle();
    else this.#written.add(offset, settle);
  }

  /** Calls `settle` once the high watermark is past `offset`: what acks=all promises. */
  whenCommitted(offset: number, settle: Settle): void {
    if (offset < this.#highWatermark) settle();
    else this.#committed.add(offset, settle);
  }

  /**
   * Calls the watcher at each move of the high watermark, and so of the last stable offset, which moves only with it,
   * or of the log start, and when the partition goes away.
   */
  watch(watcher: PartitionWatcher): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  /** Has the watchers look again though nothing moved. */
  wake(): void {
    this.#notify();
  }

  /** The topic is gone: everybody who waits gets `error`. */
  close(error: ProtocolError): void {
    this.#closed = true;
    this.#unregister();
    this.#written.fail(error);
    this.#committed.fail(error);
    this.#notify();
  }

  #logListener(): LogListener {
    return {
      progressed: () => this.#progressed(),
      failed: (error) => {
        const failure = new ProtocolError(error.code, error.message);
        this.#written.fail(failure);
        this.#committed.fail(failure);
        this.#notify();
      },
    };
  }

  #progressed(): void {
    this.#written.settleBelow(this.log.writtenEndOffset);
    const acknowledged = this.log.acknowledgedEndOffset;
    const { logStartOffset } = this.log;
    if (acknowledged <= this.#highWatermark && logStartOffset === this.#logStartOffset) return;
    this.#logStartOffset = logStartOffset;
    this.#highWatermark = Math.max(acknowledged, this.#highWatermark);
    this.#committed.settleBelow(this.#highWatermark);
    this.#notify();
  }

  #notify(): void {
    for (const watcher of this.#watchers) watcher(this);
  }
}

/** Stands for the high watermark in DeleteRecords. */
const HIGH_WATERMARK = -1;

export type PartitionWatcher = (partition: Partition) => void;

/** Called exactly once: without an error when the record is where it should be. */
export type Settle = (error?: ProtocolError) => void;

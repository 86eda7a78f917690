/**
 * Appends what the outcomes of a shard ask for, in order, one batch at a time. Outcomes of one event-loop turn, and
 * those that come while a batch is under way, share a batch.
 *
 * An outcome's records stay together unless they alone exceed a batch; it is settled when the last of them is. Records
 * of a transaction share a batch with each other only, and a marker is alone in its own.
 */
import type { Clock } from '@moldau/runtime';
import type { CoordinatorLog, CoordinatorRecord } from '../ports.ts';

/** Well below `max.message.bytes`. */
const batchBytesMax = 512 * 1024;

/** What a command of a machine came to, as far as the log must know. */
interface Outcome {
  readonly records: readonly CoordinatorRecord[];
}

export interface AppendQueueEvents<O extends Outcome> {
  committed(outcome: O): void;
  /** `outcomes` are all that were not committed; the queue is closed. */
  failed(error: unknown, outcomes: readonly O[]): void;
}

interface Batch<O> {
  readonly records: CoordinatorRecord[];
  bytes: number;
  /** Complete when the batch is committed. */
  readonly outcomes: O[];
}

export class AppendQueue<O extends Outcome> {
  readonly #log: CoordinatorLog;
  readonly #clock: Clock;
  readonly #events: AppendQueueEvents<O>;
  #batches: Batch<O>[] = [];
  #inFlight: Batch<O> | undefined;
  #isFlushScheduled = false;
  #isClosed = false;

  constructor(log: CoordinatorLog, clock: Clock, events: AppendQueueEvents<O>) {
    this.#log = log;
    this.#clock = clock;
    this.#events = events;
  }

  get isIdle(): boolean {
    return this.#inFlight === undefined && this.#batches.length === 0;
  }

  /** An outcome without records is settled when all before it are. */
  add(outcome: O): void {
    if (outcome.records.length === 0 && this.isIdle) {
      this.#events.committed(outcome);
      return;
    }
    this.#batchFor(outcome).outcomes.push(outcome);
    this.#scheduleFlush();
  }

  /** Nothing is settled any more. */
  close(): void {
    this.#isClosed = true;
    this.#batches = [];
  }

  /** The batch that ends with the outcome's last record. */
  #batchFor(outcome: O): Batch<O> {
    const bytes = outcome.records.reduce((sum, record) => sum + sizeOf(record), 0);
    let batch = this.#batches.at(-1) ?? this.#openBatch();
    if (!hasRoom(batch, bytes, outcome.records[0])) batch = this.#openBatch();
    for (const record of outcome.records) {
      const size = sizeOf(record);
      if (!hasRoom(batch, size, record)) batch = this.#openBatch();
      batch.records.push(record);
      batch.bytes += size;
    }
    return batch;
  }

  #openBatch(): Batch<O> {
    const batch: Batch<O> = { records: [], bytes: 0, outcomes: [] };
    this.#batches.push(batch);
    return batch;
  }

  #scheduleFlush(): void {
    if (this.#isFlushScheduled || this.#inFlight !== undefined) return;
    this.#isFlushScheduled = true;
    this.#clock.endOfTurn(() => {
      this.#isFlushScheduled = false;
      this.#flush();
    });
  }

  #flush(): void {
    const batch = this.#batches.shift();
    if (this.#isClosed || batch === undefined) return;
    this.#inFlight = batch;
    if (batch.records.length === 0) {
      this.#committed(batch);
      return;
    }
    this.#append(batch).then(
      () => this.#committed(batch),
      (error: unknown) => this.#failed(error, batch),
    );
  }

  /** An append that throws at once fails like one that rejects. */
  async #append(batch: Batch<O>): Promise<void> {
    await this.#log.append(batch.records);
  }

  #committed(batch: Batch<O>): void {
    if (this.#isClosed) return;
    this.#inFlight = undefined;
    for (const outcome of batch.outcomes) this.#events.committed(outcome);
    if (this.#batches.length > 0) this.#scheduleFlush();
  }

  #failed(error: unknown, batch: Batch<O>): void {
    if (this.#isClosed) return;
    const outcomes = [batch, ...this.#batches].flatMap((each) => each.outcomes);
    this.close();
    this.#events.failed(error, outcomes);
  }
}

/** An outcome without records goes anywhere. */
function hasRoom(
  { records: [first], bytes }: Pick<Batch<unknown>, 'records' | 'bytes'>,
  added: number,
  record: CoordinatorRecord | undefined,
): boolean {
  if (first === undefined || record === undefined) return true;
  const goTogether = first.transaction === record.transaction && first.transaction?.end === undefined;
  return goTogether && bytes + added <= batchBytesMax;
}

function sizeOf({ key, value }: CoordinatorRecord): number {
  return key.length + (value?.length ?? 0);
}

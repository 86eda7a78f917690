import { decrementSequence, NO_PRODUCER_EPOCH, NO_SEQUENCE, NO_TIMESTAMP } from '@moldau/protocol';

/**
 * What a partition remembers of one producer: its epoch, its last batches (B51 asks for five), its open transaction.
 * A new epoch forgets the batches of the one before.
 */

export const BATCHES_RETAINED = 5;
export const NO_OFFSET = -1;

export interface BatchMetadata {
  lastSequence: number;
  lastOffset: number;
  offsetDelta: number;
  timestamp: number;
}

export class ProducerEntry {
  readonly producerId: number;
  producerEpoch = NO_PRODUCER_EPOCH;
  coordinatorEpoch = -1;
  /** Of the last batch or marker, as the batch has it; milliseconds. */
  lastTimestamp = NO_TIMESTAMP;
  /** -1 while no transaction is open. */
  currentTransactionFirstOffset = NO_OFFSET;
  /** Oldest first, at most {@link BATCHES_RETAINED}. */
  readonly batches: BatchMetadata[] = [];

  constructor(producerId: number) {
    this.producerId = producerId;
  }

  get lastBatch(): BatchMetadata | undefined {
    return this.batches.at(-1);
  }

  get lastSequence(): number {
    return this.lastBatch?.lastSequence ?? NO_SEQUENCE;
  }

  get hasOpenTransaction(): boolean {
    return this.currentTransactionFirstOffset !== NO_OFFSET;
  }

  /** The remembered batch with exactly these sequences. */
  findBatch(firstSequence: number, lastSequence: number): BatchMetadata | undefined {
    for (const batch of this.batches) {
      if (batch.lastSequence === lastSequence && firstSequenceOf(batch) === firstSequence) return batch;
    }
    return undefined;
  }

  moveToEpoch(producerEpoch: number): void {
    if (producerEpoch === this.producerEpoch) return;
    this.producerEpoch = producerEpoch;
    this.batches.length = 0;
  }

  addBatch(lastSequence: number, lastOffset: number, offsetDelta: number, timestamp: number): void {
    const reused = this.batches.length < BATCHES_RETAINED ? undefined : this.batches.shift();
    const batch = reused ?? { lastSequence, lastOffset, offsetDelta, timestamp };
    batch.lastSequence = lastSequence;
    batch.lastOffset = lastOffset;
    batch.offsetDelta = offsetDelta;
    batch.timestamp = timestamp;
    this.batches.push(batch);
    this.lastTimestamp = timestamp;
  }
}

export function firstSequenceOf(batch: BatchMetadata): number {
  return decrementSequence(batch.lastSequence, batch.offsetDelta);
}

export function firstOffsetOf(batch: BatchMetadata): number {
  return batch.lastOffset - batch.offsetDelta;
}

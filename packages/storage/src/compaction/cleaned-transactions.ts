import { decodeEndTxnMarker, type RecordBatch } from '@moldau/protocol';
import type { AbortedTransaction } from '../partition-log.ts';

/**
 * The transactions that a pass over a log comes across: which batches were aborted, and which markers nobody needs any
 * more because no data of their transaction is left. The batches come in log order, from the log's first on or from one
 * before which no transaction in `aborted` ended.
 */
export class CleanedTransactions {
  /** By first offset, those behind the current batch. */
  readonly #aborted: readonly AbortedTransaction[];
  #next = 0;
  /** By producer id. */
  readonly #ongoingAborted = new Map<number, OngoingAbort>();
  readonly #ongoingCommitted = new Set<number>();

  constructor(aborted: readonly AbortedTransaction[]) {
    this.#aborted = aborted.toSorted((a, b) => a.firstOffset - b.firstOffset);
  }

  /** Whether a batch of records was aborted. */
  isAborted(batch: RecordBatch): boolean {
    this.#reach(batch.lastOffset);
    if (!batch.isTransactional) return false;
    const ongoing = this.#ongoingAborted.get(batch.producerId);
    if (ongoing === undefined || batch.baseOffset > ongoing.transaction.lastOffset) {
      this.#ongoingCommitted.add(batch.producerId);
      return false;
    }
    ongoing.hasData = true;
    return true;
  }

  /** What a marker ended: whether data of it was there, and, if it was aborted, what the transaction index says of it. */
  endedBy(marker: RecordBatch): EndedTransaction {
    this.#reach(marker.lastOffset);
    if (marker.count === 0) return NOTHING;
    const end = decodeEndTxnMarker(marker);
    if (end === undefined) return { hasData: true };
    const { producerId } = marker;
    if (end.result === 'commit') return { hasData: this.#ongoingCommitted.delete(producerId) };
    const ongoing = this.#ongoingAborted.get(producerId);
    this.#ongoingAborted.delete(producerId);
    return ongoing?.hasData === true ? { hasData: true, aborted: ongoing.transaction } : NOTHING;
  }

  #reach(offset: number): void {
    for (;;) {
      const transaction = this.#aborted[this.#next];
      if (transaction === undefined || transaction.firstOffset > offset) return;
      this.#next++;
      this.#ongoingAborted.set(transaction.producerId, { transaction, hasData: false });
    }
  }
}

export interface EndedTransaction {
  readonly hasData: boolean;
  readonly aborted?: AbortedTransaction;
}

const NOTHING: EndedTransaction = { hasData: false };

interface OngoingAbort {
  readonly transaction: AbortedTransaction;
  hasData: boolean;
}

import { RawRecordCursor, type RecordBatch, RecordBatchRewrite } from '@moldau/protocol';
import type { AbortedTransaction } from '../partition-log.ts';
import { CleanedTransactions } from './cleaned-transactions.ts';
import type { OffsetMap } from './offset-map.ts';

/**
 * What compaction leaves of each batch (B156). Of a key only its last record stays, at its offset; a tombstone stays until
 * its batch's delete horizon, which the first pass over it sets; keyless and aborted records go. A transaction's marker
 * goes like a tombstone, once no data of its transaction is left. An emptied batch stays as a header when it is a live
 * producer's last one, or the last of all that was looked at.
 *
 * Batches from `endOffset` on, which the map knows nothing of, stay as they are.
 */

export interface CleaningRules {
  readonly nowMs: number;
  readonly deleteRetentionMs: number;
  /** Where the map ends, exclusive. */
  readonly endOffset: number;
  /** What producers that are still remembered sent last, by producer id. */
  readonly lastOfProducers: ReadonlyMap<number, ProducerLast>;
}

export interface ProducerLast {
  readonly producerEpoch: number;
  /** Of its last batch of records; absent when markers are all that is left of it. */
  readonly lastOffset?: number;
}

export class BatchCleaner {
  readonly #map: OffsetMap;
  readonly #transactions: CleanedTransactions;
  #rules: CleaningRules;

  constructor(map: OffsetMap, aborted: readonly AbortedTransaction[], rules: CleaningRules) {
    this.#map = map;
    this.#transactions = new CleanedTransactions(aborted);
    this.#rules = rules;
  }

  /** For the batches that come from now on. */
  set rules(rules: CleaningRules) {
    this.#rules = rules;
  }

  /** The bytes of what stays, perhaps by reference; the transaction index gets `aborted`. */
  clean(batch: RecordBatch): CleanedBatch {
    if (batch.isControl) return this.#cleanMarker(batch);
    const isAborted = this.#transactions.isAborted(batch);
    if (batch.baseOffset >= this.#rules.endOffset) return { bytes: batch.bytes };
    return { bytes: isAborted ? this.#emptied(batch) : this.#cleanRecords(batch) };
  }

  #cleanMarker(batch: RecordBatch): CleanedBatch {
    const { hasData, aborted } = this.#transactions.endedBy(batch);
    const entry = aborted === undefined ? {} : { aborted };
    if (hasData || batch.baseOffset >= this.#rules.endOffset) return { bytes: batch.bytes, ...entry };
    if (batch.count === 0 || this.#isPastHorizon(batch)) return { bytes: this.#emptied(batch) };
    return { bytes: batch.hasDeleteHorizon ? batch.bytes : this.#withHorizon(batch) };
  }

  #cleanRecords(batch: RecordBatch): Buffer | undefined {
    const records = new RawRecordCursor(batch);
    const rewrite = new RecordBatchRewrite(batch);
    const keepsTombstones = !this.#isPastHorizon(batch);
    let kept = 0;
    let hasTombstones = false;
    while (records.next()) {
      if (!records.hasKey || (!records.hasValue && !keepsTombstones) || !this.#isLatest(records)) continue;
      rewrite.keep(records);
      kept++;
      if (!records.hasValue) hasTombstones = true;
    }
    if (kept === 0) return this.#emptied(batch);
    if (hasTombstones && !batch.hasDeleteHorizon) return this.#withHorizon(batch);
    return kept === batch.count ? batch.bytes : rewrite.finish(records.buffer);
  }

  #withHorizon(batch: RecordBatch): Buffer {
    const { nowMs, deleteRetentionMs } = this.#rules;
    const horizonMs = Math.min(Number.MAX_SAFE_INTEGER, nowMs + deleteRetentionMs);
    const records = new RawRecordCursor(batch);
    const rewrite = new RecordBatchRewrite(batch, horizonMs);
    while (records.next()) {
      if (batch.isControl || (records.hasKey && this.#isLatest(records))) rewrite.keep(records);
    }
    return rewrite.finish(records.buffer);
  }

  #isLatest({ buffer, keyStart, keyEnd, offset }: RawRecordCursor): boolean {
    return offset >= this.#map.get(buffer, keyStart, keyEnd);
  }

  #isPastHorizon(batch: RecordBatch): boolean {
    return batch.hasDeleteHorizon && batch.baseTimestamp <= this.#rules.nowMs;
  }

  #emptied(batch: RecordBatch): Buffer | undefined {
    const isNeeded = batch.nextOffset === this.#rules.endOffset || this.#isLastOfProducer(batch);
    return isNeeded ? new RecordBatchRewrite(batch).finish(Buffer.alloc(0)) : undefined;
  }

  #isLastOfProducer(batch: RecordBatch): boolean {
    const last = batch.hasProducerId ? this.#rules.lastOfProducers.get(batch.producerId) : undefined;
    if (last === undefined) return false;
    if (last.lastOffset !== undefined) return batch.lastOffset === last.lastOffset;
    return batch.isControl && batch.producerEpoch === last.producerEpoch;
  }
}

export interface CleanedBatch {
  /** Undefined when nothing stays. */
  readonly bytes: Buffer | undefined;
  readonly aborted?: AbortedTransaction;
}

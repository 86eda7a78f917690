import assert from 'node:assert/strict';
import {
  type DecodedRecord,
  decodeEndTxnMarker,
  decodeRecords,
  encodeEndTxnMarker,
  encodeRecordBatch,
  RecordBatch,
  type RecordToEncode,
} from '@moldau/protocol';
import type { SeededRandom } from '@moldau/runtime/simulated';
import type { PartitionLog } from '../partition-log.ts';
import { readAll } from './log-fixtures.ts';
import type { StorageWorld } from './storage-world.ts';

/**
 * A log of a compacted topic beside a plain list of all that was ever appended to it, and what must hold between the two
 * however often it was compacted (B156, B157).
 */

const KEYS = 12;
const PRODUCERS = 4;
const CODECS = ['none', 'none', 'gzip', 'snappy', 'lz4', 'zstd'] as const;

interface Appended {
  readonly record: DecodedRecord;
  readonly appendedMs: number;
  readonly producerId: number;
  /** Of a transaction, while it is open. */
  fate: 'committed' | 'aborted' | 'open';
}

interface Producer {
  readonly producerId: number;
  epoch: number;
  sequence: number;
  isOpen: boolean;
}

export class CompactionModel {
  /** By offset. */
  readonly #appended = new Map<number, Appended>();
  readonly #random: SeededRandom;
  readonly #producers: Producer[];
  readonly #deleteRetentionMs: number;
  endOffset = 0;

  constructor(random: SeededRandom, deleteRetentionMs: number) {
    this.#random = random;
    this.#deleteRetentionMs = deleteRetentionMs;
    this.#producers = Array.from({ length: PRODUCERS }, (_, index) => ({
      producerId: 100 + index,
      epoch: 0,
      sequence: 0,
      isOpen: false,
    }));
  }

  /** Appends one batch: of records, by some producer, in a transaction or not, or a marker. */
  append(log: PartitionLog, nowMs: number): void {
    const random = this.#random;
    const producer = this.#producers[random.integer(PRODUCERS)];
    if (producer === undefined || random.chance(0.3)) return this.#appendRecords(log, nowMs, undefined);
    if (producer.isOpen && random.chance(0.4)) return this.#endTransaction(log, nowMs, producer);
    // The last one never is transactional.
    if (producer !== this.#producers.at(-1)) producer.isOpen = true;
    this.#appendRecords(log, nowMs, producer);
  }

  endAllTransactions(log: PartitionLog, nowMs: number): void {
    for (const producer of this.#producers) if (producer.isOpen) this.#endTransaction(log, nowMs, producer);
  }

  /** A crash has cut the log: what is gone never was. */
  cutAt(endOffset: number): void {
    for (const offset of this.#appended.keys()) if (offset >= endOffset) this.#appended.delete(offset);
    this.endOffset = Math.min(this.endOffset, endOffset);
  }

  #appendRecords(log: PartitionLog, nowMs: number, producer: Producer | undefined): void {
    const random = this.#random;
    const records = Array.from({ length: 1 + random.integer(6) }, () => this.#record(nowMs));
    const codec = CODECS[random.integer(CODECS.length)] ?? 'none';
    const { producerId = -1, epoch: producerEpoch = -1, isOpen: transactional = false } = producer ?? {};
    const baseSequence = producer?.sequence ?? -1;
    if (producer !== undefined) producer.sequence += records.length;
    const batch = encodeRecordBatch({ records, codec, producerId, producerEpoch, baseSequence, transactional });
    const { baseOffset, lastOffset } = log.append(batch, { leaderEpoch: 0, origin: 'coordinator' });
    for (const record of decodeRecords(new RecordBatch(batch))) {
      const fate = transactional ? 'open' : 'committed';
      this.#appended.set(record.offset, { record: copied(record), appendedMs: nowMs, producerId, fate });
    }
    assert.equal(baseOffset, this.endOffset);
    this.endOffset = lastOffset + 1;
  }

  #record(nowMs: number): RecordToEncode {
    const random = this.#random;
    const key = random.chance(0.03) ? null : Buffer.from(`key-${random.integer(KEYS)}`);
    const value = random.chance(0.2) ? null : random.bytes(random.integer(60));
    const timestamp = nowMs - random.integer(1000);
    return { key, value, timestamp, headers: random.chance(0.2) ? [{ key: 'h', value: random.bytes(5) }] : [] };
  }

  #endTransaction(log: PartitionLog, nowMs: number, producer: Producer): void {
    const result = this.#random.chance(0.5) ? 'commit' : 'abort';
    const { producerId, epoch: producerEpoch } = producer;
    const marker = encodeEndTxnMarker({ producerId, producerEpoch, result, coordinatorEpoch: 0, timestamp: nowMs });
    const { lastOffset } = log.append(marker, { leaderEpoch: 0, origin: 'coordinator' });
    this.endOffset = lastOffset + 1;
    producer.isOpen = false;
    for (const appended of this.#appended.values()) {
      if (appended.producerId !== producerId || appended.fate !== 'open') continue;
      appended.fate = result === 'commit' ? 'committed' : 'aborted';
    }
  }

  /** Reads the whole log and holds it to the list. */
  async check(world: StorageWorld, log: PartitionLog, nowMs: number): Promise<Map<number, DecodedRecord>> {
    const batches = (await readAll(world, log)).map((bytes) => new RecordBatch(bytes));
    const found = new Map<number, DecodedRecord>();
    let endOffset = log.logStartOffset;
    for (const batch of batches) {
      assert.ok(batch.isCrcValid());
      assert.ok(batch.baseOffset >= endOffset, `batch ${batch.baseOffset} behind ${endOffset}`);
      endOffset = batch.nextOffset;
      if (batch.isControl) continue;
      for (const record of decodeRecords(batch)) found.set(record.offset, copied(record));
    }
    for (const [offset, record] of found) assert.deepEqual(record, this.#appended.get(offset)?.record, `at ${offset}`);
    this.#checkLastValues(found, nowMs);
    assert.deepEqual(this.#visible(log, batches), this.#expected(log, nowMs));
    return found;
  }

  /** Below `endOffset` nothing is left that compaction should have taken. */
  checkCompacted(found: ReadonlyMap<number, DecodedRecord>, endOffset: number): void {
    const lastOffsets = new Map<string, number>();
    for (const [offset, { record, fate }] of this.#appended) {
      if (offset < endOffset && fate === 'committed' && record.key !== null) {
        lastOffsets.set(record.key.toString(), offset);
      }
    }
    for (const [offset, { key }] of found) {
      if (offset >= endOffset) continue;
      assert.equal(this.#appended.get(offset)?.fate, 'committed', `aborted record at ${offset}`);
      assert.equal(lastOffsets.get(String(key)), offset, `${String(key)} at ${offset}`);
    }
  }

  #checkLastValues(found: ReadonlyMap<number, DecodedRecord>, nowMs: number): void {
    for (const [key, { record, appendedMs }] of this.#lastCommitted(Number.POSITIVE_INFINITY)) {
      const mayBeGone = record.value === null && nowMs - appendedMs >= this.#deleteRetentionMs;
      assert.ok(found.has(record.offset) || mayBeGone, `the last record of ${key} at ${record.offset} is gone`);
    }
    for (const [offset, { record, fate }] of this.#appended) {
      if (fate === 'open' && record.key !== null)
        assert.ok(found.has(offset), `an open transaction's ${offset} is gone`);
    }
  }

  #lastCommitted(endOffset: number): Map<string, Appended> {
    const last = new Map<string, Appended>();
    for (const [offset, appended] of this.#appended) {
      if (appended.fate === 'committed' && appended.record.key !== null && offset < endOffset) {
        last.set(appended.record.key.toString(), appended);
      }
    }
    return last;
  }

  #expected(log: PartitionLog, nowMs: number): Map<string, string> {
    void nowMs;
    const values = new Map<string, string>();
    for (const [key, { record }] of this.#lastCommitted(log.lastStableOffset(log.logEndOffset))) {
      if (record.value !== null) values.set(key, record.value.toString('hex'));
    }
    return sorted(values);
  }

  /** The table that a consumer of committed data builds, which skips aborted transactions as clients do. */
  #visible(log: PartitionLog, batches: readonly RecordBatch[]): Map<string, string> {
    const endOffset = log.lastStableOffset(log.logEndOffset);
    const aborted = log
      .abortedTransactions(log.logStartOffset, endOffset)
      .toSorted((a, b) => a.firstOffset - b.firstOffset);
    const abortedProducers = new Set<number>();
    const values = new Map<string, string>();
    for (const batch of batches) {
      if (batch.baseOffset >= endOffset) break;
      while (aborted[0] !== undefined && aborted[0].firstOffset <= batch.lastOffset) {
        abortedProducers.add(aborted.shift()?.producerId ?? -1);
      }
      if (batch.isControl) {
        if (decodeEndTxnMarker(batch)?.result === 'abort') abortedProducers.delete(batch.producerId);
        continue;
      }
      if (batch.isTransactional && abortedProducers.has(batch.producerId)) continue;
      for (const { key, value } of decodeRecords(batch)) {
        if (key === null) continue;
        if (value === null) values.delete(key.toString());
        else values.set(key.toString(), value.toString('hex'));
      }
    }
    return sorted(values);
  }
}

function copied({ offset, timestamp, key, value, headers }: DecodedRecord): DecodedRecord {
  const copy = (bytes: Buffer | null) => bytes && Buffer.from(bytes);
  return {
    offset,
    timestamp,
    key: copy(key),
    value: copy(value),
    headers: headers.map((header) => ({ key: header.key, value: copy(header.value) })),
  };
}

function sorted(values: ReadonlyMap<string, string>): Map<string, string> {
  return new Map([...values].sort(([a], [b]) => (a < b ? -1 : 1)));
}

import { codecOfId } from '../compression/codec.ts';
import { compress } from '../compression/compression.ts';
import type { RawRecordCursor } from './raw-records.ts';
import {
  ATTRIBUTE_CODEC_MASK,
  ATTRIBUTE_DELETE_HORIZON,
  NO_TIMESTAMP,
  RECORD_BATCH_HEADER_BYTES,
  type RecordBatch,
  writeRewrittenHeader,
} from './record-batch.ts';
import { encodeVarlong, sizeOfVarint, writeVarint } from './varint.ts';

/**
 * Makes a batch anew with only some of its records, in its codec: what compaction does. Base offset, last offset delta
 * and sequence stay, so that offsets and producers' sequences are what they were; the records' bytes stay too, unless
 * the base timestamp makes room for the delete horizon, from which timestamps then count (KIP-534).
 */
export class RecordBatchRewrite {
  readonly #batch: RecordBatch;
  readonly #horizonMs: number | undefined;
  readonly #timestampShift: bigint;
  readonly #slices: Buffer[] = [];
  #count = 0;
  #maxTimestamp = NO_TIMESTAMP;
  /** Kept records that lie one after the other, not yet among the slices. */
  #runStart = 0;
  #runEnd = 0;

  /** With `deleteHorizonMs` the batch, which has none yet, gets it. */
  constructor(batch: RecordBatch, deleteHorizonMs?: number) {
    this.#batch = batch;
    this.#horizonMs = deleteHorizonMs;
    this.#timestampShift = deleteHorizonMs === undefined ? 0n : batch.exactBaseTimestamp - BigInt(deleteHorizonMs);
  }

  /** Keeps the record at which `records`, the same cursor over the batch each time, stands. */
  keep(records: RawRecordCursor): void {
    this.#count++;
    if (records.timestamp > this.#maxTimestamp) this.#maxTimestamp = records.timestamp;
    if (this.#horizonMs !== undefined) return this.#keepShifted(records);
    if (records.start !== this.#runEnd) this.#endRun(records.buffer, records.start);
    this.#runEnd = records.end;
  }

  /** The new batch, of the records that were kept of `buffer`; without any it is a bare header. */
  finish(buffer: Buffer): Buffer {
    const batch = this.#batch;
    if (this.#count === 0) return this.#emptied();
    this.#endRun(buffer, 0);
    const [only] = this.#slices;
    const plain = only !== undefined && this.#slices.length === 1 ? only : Buffer.concat(this.#slices);
    const records = compress(codecOfId(batch.codecId), plain);
    const bytes = Buffer.allocUnsafe(RECORD_BATCH_HEADER_BYTES + records.length);
    records.copy(bytes, RECORD_BATCH_HEADER_BYTES);
    const keepsMaximum = batch.timestampType === 'LogAppendTime' || !Number.isSafeInteger(this.#maxTimestamp);
    writeRewrittenHeader(bytes, batch, {
      attributes: this.#horizonMs === undefined ? batch.attributes : batch.attributes | ATTRIBUTE_DELETE_HORIZON,
      count: this.#count,
      baseTimestamp: this.#horizonMs,
      maxTimestamp: keepsMaximum ? undefined : this.#maxTimestamp,
    });
    return bytes;
  }

  #emptied(): Buffer {
    const bytes = Buffer.allocUnsafe(RECORD_BATCH_HEADER_BYTES);
    const attributes = this.#batch.attributes & ~(ATTRIBUTE_CODEC_MASK | ATTRIBUTE_DELETE_HORIZON);
    writeRewrittenHeader(bytes, this.#batch, { attributes, count: 0, baseTimestamp: NO_TIMESTAMP });
    return bytes;
  }

  #keepShifted(records: RawRecordCursor): void {
    const { buffer, timestampDeltaStart, timestampDeltaEnd, end } = records;
    const attributes = buffer.subarray(timestampDeltaStart - 1, timestampDeltaStart);
    const delta = encodeVarlong(BigInt.asIntN(64, records.exactTimestampDelta() + this.#timestampShift));
    const rest = buffer.subarray(timestampDeltaEnd, end);
    const length = attributes.length + delta.length + rest.length;
    const prefix = Buffer.alloc(sizeOfVarint(length));
    writeVarint(prefix, 0, length);
    this.#slices.push(prefix, attributes, delta, rest);
  }

  #endRun(buffer: Buffer, nextStart: number): void {
    if (this.#runEnd > this.#runStart) this.#slices.push(buffer.subarray(this.#runStart, this.#runEnd));
    this.#runStart = nextStart;
    this.#runEnd = nextStart;
  }
}

import { codecOfId } from '../compression/codec.ts';
import { decompress } from '../compression/compression.ts';
import type { DecompressionLimits } from '../compression/decompression-limits.ts';
import type { RecordBatch } from './record-batch.ts';
import { InvalidRecordError } from './record-errors.ts';
import { RecordReader } from './record-reader.ts';

/**
 * Walks the records of a batch without decoding them: where each lies among the uncompressed bytes, its offset and
 * timestamp, its key as a range of those bytes. For work that looks at keys and moves records as they are.
 *
 * Throws an {@link InvalidRecordError} for bytes that do not make exactly `count` records, and what {@link decompress}
 * throws. Looks at no checksum, and into no header.
 */
export class RawRecordCursor {
  /** The records, uncompressed. */
  readonly buffer: Buffer;
  /** The current record from its length on. */
  start = 0;
  end = 0;
  /** Of the record's timestamp delta, among the same bytes. */
  timestampDeltaStart = 0;
  timestampDeltaEnd = 0;
  offset = -1;
  /** Milliseconds; rounded where it is no safe integer. The record's own, also under LogAppendTime. */
  timestamp = -1;
  hasKey = false;
  keyStart = 0;
  keyEnd = 0;
  hasValue = false;
  readonly #reader: RecordReader;
  readonly #baseOffset: number;
  readonly #baseTimestamp: number;
  readonly #lastOffset: number;
  #left: number;

  constructor(batch: RecordBatch, limits?: DecompressionLimits) {
    const { recordBytes, count, baseOffset, baseTimestamp, lastOffset } = batch;
    const isEmpty = count === 0 && recordBytes.length === 0;
    this.buffer = isEmpty ? recordBytes : decompress(codecOfId(batch.codecId), recordBytes, limits);
    this.#reader = new RecordReader(this.buffer);
    this.#baseOffset = baseOffset;
    this.#baseTimestamp = baseTimestamp;
    this.#lastOffset = lastOffset;
    this.#left = count;
    this.offset = baseOffset - 1;
  }

  /** Steps to the next record; false behind the last. */
  next(): boolean {
    const reader = this.#reader;
    if (this.#left <= 0) {
      if (reader.remaining === 0 && this.#left === 0) return false;
      throw new InvalidRecordError(`${reader.remaining} bytes remaining after the last record`);
    }
    this.#left--;
    this.start = reader.position;
    const outer = reader.bound(reader.readVarint());
    reader.readByte();
    this.timestampDeltaStart = reader.position;
    this.timestamp = this.#baseTimestamp + reader.readVarlong();
    this.timestampDeltaEnd = reader.position;
    this.#stepTo(this.#baseOffset + reader.readVarint());
    const keyLength = reader.skipNullableBytes();
    this.hasKey = keyLength >= 0;
    this.keyEnd = reader.position;
    this.keyStart = this.keyEnd - Math.max(0, keyLength);
    this.hasValue = reader.skipNullableBytes() >= 0;
    reader.skip(reader.remaining);
    reader.closeBound(outer);
    this.end = reader.position;
    return true;
  }

  /** The current record's timestamp delta, exactly. */
  exactTimestampDelta(): bigint {
    return this.#reader.varlongAt(this.timestampDeltaStart);
  }

  #stepTo(offset: number): void {
    if (offset <= this.offset || offset > this.#lastOffset) {
      throw new InvalidRecordError(`Record at offset ${offset} after ${this.offset} of ${this.#lastOffset}`);
    }
    this.offset = offset;
  }
}

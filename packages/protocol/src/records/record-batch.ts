import { crc32c } from './crc32c.ts';
import { readInt64, writeInt64 } from './int64.ts';

/**
 * A record batch of magic 2 seen in place: fields are read from the buffer when asked for, nothing is decoded or copied.
 *
 *     0 base offset · 8 batch length · 12 partition leader epoch · 16 magic · 17 CRC · 21 attributes ·
 *     23 last offset delta · 27 base timestamp · 35 max timestamp · 43 producer id · 51 producer epoch ·
 *     53 base sequence · 57 count · 61 records
 *
 * The CRC covers everything from the attributes on, so base offset and leader epoch may be set without touching it.
 * 64-bit fields follow `int64.ts`: one that is not a safe integer was rounded.
 */

export const RECORD_BATCH_HEADER_BYTES = 61;
/** Base offset and length, which `batchLength` does not count. */
export const RECORD_BATCH_LOG_OVERHEAD_BYTES = 12;
/** The smallest `batchLength` of magic 2. */
export const MIN_BATCH_LENGTH = RECORD_BATCH_HEADER_BYTES - RECORD_BATCH_LOG_OVERHEAD_BYTES;
export const MAGIC_V2 = 2;

export const NO_PRODUCER_ID = -1;
export const NO_PRODUCER_EPOCH = -1;
export const NO_SEQUENCE = -1;
export const NO_TIMESTAMP = -1;
export const NO_PARTITION_LEADER_EPOCH = -1;

export const ATTRIBUTE_CODEC_MASK = 0x07;
export const ATTRIBUTE_LOG_APPEND_TIME = 0x08;
export const ATTRIBUTE_TRANSACTIONAL = 0x10;
export const ATTRIBUTE_CONTROL = 0x20;
export const ATTRIBUTE_DELETE_HORIZON = 0x40;

export type TimestampType = 'CreateTime' | 'LogAppendTime';

const AT = {
  batchLength: 8,
  partitionLeaderEpoch: 12,
  magic: 16,
  crc: 17,
  attributes: 21,
  lastOffsetDelta: 23,
  baseTimestamp: 27,
  maxTimestamp: 35,
  producerId: 43,
  producerEpoch: 51,
  baseSequence: 53,
  count: 57,
} as const;

export class RecordBatch {
  #buffer: Buffer;
  #position: number;

  /** The caller sees to it that `RECORD_BATCH_HEADER_BYTES` are there from `position` on. */
  constructor(buffer: Buffer, position = 0) {
    this.#buffer = buffer;
    this.#position = position;
  }

  /** Looks at another batch with the same object, for loops that must not allocate. */
  at(buffer: Buffer, position: number): this {
    this.#buffer = buffer;
    this.#position = position;
    return this;
  }

  get buffer(): Buffer {
    return this.#buffer;
  }

  get position(): number {
    return this.#position;
  }

  get baseOffset(): number {
    return readInt64(this.#buffer, this.#position);
  }

  set baseOffset(offset: number) {
    writeInt64(this.#buffer, this.#position, offset);
  }

  get batchLength(): number {
    return this.#buffer.readInt32BE(this.#position + AT.batchLength);
  }

  /** Bytes of the whole batch, its offset and length included. */
  get sizeInBytes(): number {
    return RECORD_BATCH_LOG_OVERHEAD_BYTES + this.batchLength;
  }

  get partitionLeaderEpoch(): number {
    return this.#buffer.readInt32BE(this.#position + AT.partitionLeaderEpoch);
  }

  set partitionLeaderEpoch(epoch: number) {
    this.#buffer.writeInt32BE(epoch, this.#position + AT.partitionLeaderEpoch);
  }

  get magic(): number {
    return this.#buffer.readInt8(this.#position + AT.magic);
  }

  get crc(): number {
    return this.#buffer.readUInt32BE(this.#position + AT.crc);
  }

  get attributes(): number {
    return this.#buffer.readInt16BE(this.#position + AT.attributes);
  }

  /** The codec's number, 0 to 7; `codecOfId` names it. */
  get codecId(): number {
    return this.attributes & ATTRIBUTE_CODEC_MASK;
  }

  get timestampType(): TimestampType {
    return this.attributes & ATTRIBUTE_LOG_APPEND_TIME ? 'LogAppendTime' : 'CreateTime';
  }

  get isTransactional(): boolean {
    return (this.attributes & ATTRIBUTE_TRANSACTIONAL) !== 0;
  }

  get isControl(): boolean {
    return (this.attributes & ATTRIBUTE_CONTROL) !== 0;
  }

  /** When set, the base timestamp is the time from which compaction may drop this batch's tombstones (KIP-534). */
  get hasDeleteHorizon(): boolean {
    return (this.attributes & ATTRIBUTE_DELETE_HORIZON) !== 0;
  }

  get lastOffsetDelta(): number {
    return this.#buffer.readInt32BE(this.#position + AT.lastOffsetDelta);
  }

  get lastOffset(): number {
    return this.baseOffset + this.lastOffsetDelta;
  }

  get nextOffset(): number {
    return this.lastOffset + 1;
  }

  get baseTimestamp(): number {
    return readInt64(this.#buffer, this.#position + AT.baseTimestamp);
  }

  /** For the stray timestamp that is no safe integer. */
  get exactBaseTimestamp(): bigint {
    return this.#buffer.readBigInt64BE(this.#position + AT.baseTimestamp);
  }

  get maxTimestamp(): number {
    return readInt64(this.#buffer, this.#position + AT.maxTimestamp);
  }

  get producerId(): number {
    return readInt64(this.#buffer, this.#position + AT.producerId);
  }

  get hasProducerId(): boolean {
    return this.producerId > NO_PRODUCER_ID;
  }

  get producerEpoch(): number {
    return this.#buffer.readInt16BE(this.#position + AT.producerEpoch);
  }

  get baseSequence(): number {
    return this.#buffer.readInt32BE(this.#position + AT.baseSequence);
  }

  /** Sequence of the last record; after 2147483647 comes 0. */
  get lastSequence(): number {
    const base = this.baseSequence;
    return base === NO_SEQUENCE ? NO_SEQUENCE : incrementSequence(base, this.lastOffsetDelta);
  }

  get count(): number {
    return this.#buffer.readInt32BE(this.#position + AT.count);
  }

  /** The records as stored, compressed or not, by reference. */
  get recordBytes(): Buffer {
    return this.#buffer.subarray(this.#position + RECORD_BATCH_HEADER_BYTES, this.#position + this.sizeInBytes);
  }

  /** The whole batch by reference. */
  get bytes(): Buffer {
    return this.#buffer.subarray(this.#position, this.#position + this.sizeInBytes);
  }

  computeCrc(): number {
    return crc32c(this.#buffer, this.#position + AT.attributes, this.#position + this.sizeInBytes);
  }

  isCrcValid(): boolean {
    return this.batchLength >= MIN_BATCH_LENGTH && this.crc === this.computeCrc();
  }

  /**
   * Gives every record the broker's time, as `message.timestamp.type=LogAppendTime` asks; with `CreateTime`, gives the
   * records their own timestamps back under the maximum `maxTimestamp`. Recomputes the CRC.
   */
  setMaxTimestamp(type: TimestampType, maxTimestamp: number): void {
    const kept = this.attributes & ~ATTRIBUTE_LOG_APPEND_TIME;
    const attributes = type === 'LogAppendTime' ? kept | ATTRIBUTE_LOG_APPEND_TIME : kept;
    this.#buffer.writeInt16BE(attributes, this.#position + AT.attributes);
    if (maxTimestamp !== this.maxTimestamp) {
      writeInt64(this.#buffer, this.#position + AT.maxTimestamp, maxTimestamp);
    }
    this.updateCrc();
  }

  /** Writes the checksum of what is there now. */
  updateCrc(): void {
    this.#buffer.writeUInt32BE(this.computeCrc(), this.#position + AT.crc);
  }
}

const SEQUENCES = 2 ** 31;

function incrementSequence(sequence: number, increment: number): number {
  return (sequence + increment) % SEQUENCES;
}

export function decrementSequence(sequence: number, decrement: number): number {
  return (sequence - decrement + SEQUENCES) % SEQUENCES;
}

/** The fields of a batch to be written, but for its length and CRC, which follow from the rest. */
export interface RecordBatchFields {
  readonly baseOffset: number;
  readonly partitionLeaderEpoch: number;
  readonly attributes: number;
  readonly lastOffsetDelta: number;
  readonly baseTimestamp: number;
  readonly maxTimestamp: number;
  readonly producerId: number;
  readonly producerEpoch: number;
  readonly baseSequence: number;
  readonly count: number;
}

/** Writes header, length and CRC at the start of `batch`, whose records are there already and end with it. */
export function writeRecordBatchHeader(batch: Buffer, fields: RecordBatchFields): void {
  writeInt64(batch, 0, fields.baseOffset);
  batch.writeInt32BE(batch.length - RECORD_BATCH_LOG_OVERHEAD_BYTES, AT.batchLength);
  batch.writeInt32BE(fields.partitionLeaderEpoch, AT.partitionLeaderEpoch);
  batch.writeInt8(MAGIC_V2, AT.magic);
  batch.writeInt16BE(fields.attributes, AT.attributes);
  batch.writeInt32BE(fields.lastOffsetDelta, AT.lastOffsetDelta);
  writeInt64(batch, AT.baseTimestamp, fields.baseTimestamp);
  writeInt64(batch, AT.maxTimestamp, fields.maxTimestamp);
  writeInt64(batch, AT.producerId, fields.producerId);
  batch.writeInt16BE(fields.producerEpoch, AT.producerEpoch);
  batch.writeInt32BE(fields.baseSequence, AT.baseSequence);
  batch.writeInt32BE(fields.count, AT.count);
  new RecordBatch(batch).updateCrc();
}

export interface RewrittenFields {
  readonly attributes: number;
  readonly count: number;
  /** Kept bit for bit when absent, like all other fields. */
  readonly baseTimestamp?: number | undefined;
  readonly maxTimestamp?: number | undefined;
}

/** Writes the header of `source` over the start of `batch`, whose records are there already, with what is new of it. */
export function writeRewrittenHeader(batch: Buffer, source: RecordBatch, fields: RewrittenFields): void {
  source.buffer.copy(batch, 0, source.position, source.position + RECORD_BATCH_HEADER_BYTES);
  batch.writeInt32BE(batch.length - RECORD_BATCH_LOG_OVERHEAD_BYTES, AT.batchLength);
  batch.writeInt16BE(fields.attributes, AT.attributes);
  batch.writeInt32BE(fields.count, AT.count);
  if (fields.baseTimestamp !== undefined) writeInt64(batch, AT.baseTimestamp, fields.baseTimestamp);
  if (fields.maxTimestamp !== undefined) writeInt64(batch, AT.maxTimestamp, fields.maxTimestamp);
  new RecordBatch(batch).updateCrc();
}

/**
 * The same batch with its records stored under another codec: header fields kept bit for bit, length, codec bits and
 * CRC made anew.
 */
export function withRecordBytes(batch: RecordBatch, codecId: number, recordBytes: Buffer): Buffer {
  const result = Buffer.allocUnsafe(RECORD_BATCH_HEADER_BYTES + recordBytes.length);
  batch.buffer.copy(result, 0, batch.position, batch.position + RECORD_BATCH_HEADER_BYTES);
  recordBytes.copy(result, RECORD_BATCH_HEADER_BYTES);
  result.writeInt32BE(result.length - RECORD_BATCH_LOG_OVERHEAD_BYTES, AT.batchLength);
  result.writeInt16BE((batch.attributes & ~ATTRIBUTE_CODEC_MASK) | codecId, AT.attributes);
  new RecordBatch(result).updateCrc();
  return result;
}

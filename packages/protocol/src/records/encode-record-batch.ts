import { codecId, type CompressionCodec } from '../compression/codec.ts';
import { compress } from '../compression/compression.ts';
import type { RecordHeader, RecordToEncode } from './record.ts';
import {
  ATTRIBUTE_CONTROL,
  ATTRIBUTE_DELETE_HORIZON,
  ATTRIBUTE_LOG_APPEND_TIME,
  ATTRIBUTE_TRANSACTIONAL,
  NO_PARTITION_LEADER_EPOCH,
  NO_PRODUCER_EPOCH,
  NO_PRODUCER_ID,
  NO_SEQUENCE,
  NO_TIMESTAMP,
  RECORD_BATCH_HEADER_BYTES,
  type TimestampType,
  writeRecordBatchHeader,
} from './record-batch.ts';
import { sizeOfVarint, writeVarint } from './varint.ts';

export interface RecordBatchToEncode {
  readonly records: readonly RecordToEncode[];
  /** `none` by default. */
  readonly codec?: CompressionCodec;
  /** The codec's own scale; its default when absent. */
  readonly compressionLevel?: number;
  /** 0 by default, as producers send. */
  readonly baseOffset?: number;
  readonly partitionLeaderEpoch?: number;
  readonly producerId?: number;
  readonly producerEpoch?: number;
  readonly baseSequence?: number;
  readonly transactional?: boolean;
  readonly control?: boolean;
  /** `LogAppendTime` needs the time, in `maxTimestamp`. */
  readonly timestampType?: TimestampType;
  /** The greatest of the records' own by default. */
  readonly maxTimestamp?: number;
  /** The last record's by default; larger when compaction took records from the batch's end. */
  readonly lastOffsetDelta?: number;
  /** When compaction may drop the batch's tombstones (KIP-534). */
  readonly deleteHorizonMs?: number;
}

/** A record batch of magic 2, whole with its CRC. `records` may be empty only where `lastOffsetDelta` is given. */
export function encodeRecordBatch(batch: RecordBatchToEncode): Buffer {
  const { records, codec = 'none' } = batch;
  const baseTimestamp = batch.deleteHorizonMs ?? records[0]?.timestamp ?? NO_TIMESTAMP;
  const bytes = codec === 'none' ? plainBatch(records, baseTimestamp) : compressedBatch(batch, codec, baseTimestamp);
  writeRecordBatchHeader(bytes, {
    baseOffset: batch.baseOffset ?? 0,
    partitionLeaderEpoch: batch.partitionLeaderEpoch ?? NO_PARTITION_LEADER_EPOCH,
    attributes: attributesOf(batch, codec),
    lastOffsetDelta: batch.lastOffsetDelta ?? lastOffsetDeltaOf(records),
    baseTimestamp,
    maxTimestamp: batch.maxTimestamp ?? maxTimestampOf(records),
    producerId: batch.producerId ?? NO_PRODUCER_ID,
    producerEpoch: batch.producerEpoch ?? NO_PRODUCER_EPOCH,
    baseSequence: batch.baseSequence ?? NO_SEQUENCE,
    count: records.length,
  });
  return bytes;
}

/** Bytes that a record takes in an uncompressed batch, for producers that fill batches to a size. */
export function sizeOfRecord(record: RecordToEncode, timestampDelta: number, offsetDelta: number): number {
  const body = sizeOfBody(record, timestampDelta, offsetDelta);
  return sizeOfVarint(body) + body;
}

function attributesOf(batch: RecordBatchToEncode, codec: CompressionCodec): number {
  return (
    codecId(codec) |
    (batch.timestampType === 'LogAppendTime' ? ATTRIBUTE_LOG_APPEND_TIME : 0) |
    (batch.transactional === true ? ATTRIBUTE_TRANSACTIONAL : 0) |
    (batch.control === true ? ATTRIBUTE_CONTROL : 0) |
    (batch.deleteHorizonMs === undefined ? 0 : ATTRIBUTE_DELETE_HORIZON)
  );
}

function compressedBatch(batch: RecordBatchToEncode, codec: CompressionCodec, baseTimestamp: number): Buffer {
  const plain = plainBatch(batch.records, baseTimestamp).subarray(RECORD_BATCH_HEADER_BYTES);
  const compressed = compress(codec, plain, batch.compressionLevel);
  const bytes = Buffer.allocUnsafe(RECORD_BATCH_HEADER_BYTES + compressed.length);
  compressed.copy(bytes, RECORD_BATCH_HEADER_BYTES);
  return bytes;
}

/** Room for the header, then the records as they are. */
function plainBatch(records: readonly RecordToEncode[], baseTimestamp: number): Buffer {
  let size = RECORD_BATCH_HEADER_BYTES;
  let offsetDelta = -1;
  for (const record of records) {
    offsetDelta = record.offsetDelta ?? offsetDelta + 1;
    size += sizeOfRecord(record, record.timestamp - baseTimestamp, offsetDelta);
  }
  const bytes = Buffer.allocUnsafe(size);
  let position = RECORD_BATCH_HEADER_BYTES;
  offsetDelta = -1;
  for (const record of records) {
    offsetDelta = record.offsetDelta ?? offsetDelta + 1;
    position = writeRecord(bytes, position, record, record.timestamp - baseTimestamp, offsetDelta);
  }
  return bytes;
}

function sizeOfBody(record: RecordToEncode, timestampDelta: number, offsetDelta: number): number {
  let size = 1 + sizeOfVarint(timestampDelta) + sizeOfVarint(offsetDelta);
  size += sizeOfNullableBytes(record.key) + sizeOfNullableBytes(record.value);
  const headers = record.headers ?? [];
  size += sizeOfVarint(headers.length);
  for (const header of headers) size += sizeOfHeader(header);
  return size;
}

function sizeOfHeader(header: RecordHeader): number {
  const keyBytes = Buffer.byteLength(header.key);
  return sizeOfVarint(keyBytes) + keyBytes + sizeOfNullableBytes(header.value);
}

function sizeOfNullableBytes(bytes: Buffer | null): number {
  return bytes === null ? 1 : sizeOfVarint(bytes.length) + bytes.length;
}

function writeRecord(
  buffer: Buffer,
  start: number,
  record: RecordToEncode,
  timestampDelta: number,
  offsetDelta: number,
): number {
  let position = writeVarint(buffer, start, sizeOfBody(record, timestampDelta, offsetDelta));
  buffer[position++] = 0;
  position = writeVarint(buffer, position, timestampDelta);
  position = writeVarint(buffer, position, offsetDelta);
  position = writeNullableBytes(buffer, position, record.key);
  position = writeNullableBytes(buffer, position, record.value);
  const headers = record.headers ?? [];
  position = writeVarint(buffer, position, headers.length);
  for (const header of headers) {
    position = writeVarint(buffer, position, Buffer.byteLength(header.key));
    position += buffer.write(header.key, position);
    position = writeNullableBytes(buffer, position, header.value);
  }
  return position;
}

function writeNullableBytes(buffer: Buffer, position: number, bytes: Buffer | null): number {
  if (bytes === null) return writeVarint(buffer, position, -1);
  const from = writeVarint(buffer, position, bytes.length);
  return from + bytes.copy(buffer, from);
}

function lastOffsetDeltaOf(records: readonly RecordToEncode[]): number {
  let offsetDelta = -1;
  for (const record of records) offsetDelta = record.offsetDelta ?? offsetDelta + 1;
  return offsetDelta;
}

function maxTimestampOf(records: readonly RecordToEncode[]): number {
  let max = NO_TIMESTAMP;
  for (const record of records) max = Math.max(max, record.timestamp);
  return max;
}

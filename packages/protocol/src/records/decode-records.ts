import { codecOfId } from '../compression/codec.ts';
import type { DecompressionLimits } from '../compression/decompression-limits.ts';
import { decompress } from '../compression/compression.ts';
import type { DecodedRecord, RecordHeader } from './record.ts';
import type { RecordBatch } from './record-batch.ts';
import { InvalidRecordError } from './record-errors.ts';
import { RecordReader } from './record-reader.ts';

/** Length, attributes, timestamp delta, offset delta, key length, value length, header count: a byte each. */
const MIN_RECORD_BYTES = 7;
const NO_HEADERS: readonly RecordHeader[] = Object.freeze([]);

/**
 * The records of a batch, one at a time; keys and values refer into the batch (or into its decompressed bytes).
 *
 * Throws when iteration comes to it: {@link InvalidRecordError} for bytes that do not make exactly `count` records with
 * growing offsets inside the batch, and what {@link decompress} throws. Looks at no checksum.
 */
export function* decodeRecords(
  batch: RecordBatch,
  limits?: DecompressionLimits,
): Generator<DecodedRecord, void, undefined> {
  const { baseOffset, lastOffsetDelta, count } = batch;
  const recordBytes = batch.recordBytes;
  if (count === 0 && recordBytes.length === 0) return;
  const reader = new RecordReader(decompress(codecOfId(batch.codecId), recordBytes, limits));
  if (count < 0 || count * MIN_RECORD_BYTES > reader.remaining) {
    throw new InvalidRecordError(`Batch of ${count} records in ${reader.remaining} bytes`);
  }
  const logAppendTime = batch.timestampType === 'LogAppendTime' ? batch.maxTimestamp : undefined;
  let lastDelta = -1;
  for (let index = 0; index < count; index++) {
    const record = readRecord(reader, batch, baseOffset, logAppendTime);
    const offsetDelta = record.offset - baseOffset;
    if (offsetDelta <= lastDelta || offsetDelta > lastOffsetDelta) {
      throw new InvalidRecordError(`Record with offset delta ${offsetDelta} after ${lastDelta} of ${lastOffsetDelta}`);
    }
    lastDelta = offsetDelta;
    yield record;
  }
  if (reader.remaining !== 0) throw new InvalidRecordError(`${reader.remaining} bytes remaining after the last record`);
}

function readRecord(
  reader: RecordReader,
  batch: RecordBatch,
  baseOffset: number,
  logAppendTime: number | undefined,
): DecodedRecord {
  const outer = reader.bound(reader.readVarint());
  reader.readByte();
  const createTime = readTimestamp(reader, batch);
  const offset = baseOffset + reader.readVarint();
  const key = reader.readNullableBytes();
  const value = reader.readNullableBytes();
  const headers = readHeaders(reader);
  reader.closeBound(outer);
  return { offset, timestamp: logAppendTime ?? createTime, key, value, headers };
}

function readTimestamp(reader: RecordReader, batch: RecordBatch): number {
  const position = reader.position;
  const delta = reader.readVarlong();
  const base = batch.baseTimestamp;
  if (Number.isSafeInteger(delta) && Number.isSafeInteger(base)) return base + delta;
  return Number(BigInt.asIntN(64, batch.exactBaseTimestamp + reader.varlongAt(position)));
}

function readHeaders(reader: RecordReader): readonly RecordHeader[] {
  const count = reader.readVarint();
  if (count === 0) return NO_HEADERS;
  if (count < 0 || count * 2 > reader.remaining) {
    throw new InvalidRecordError(`${count} headers, ${reader.remaining} bytes remaining in the record`);
  }
  const headers: RecordHeader[] = [];
  for (let index = 0; index < count; index++) {
    headers.push({ key: reader.readString(), value: reader.readNullableBytes() });
  }
  return headers;
}

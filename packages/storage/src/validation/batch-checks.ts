import {
  codecId,
  codecOfId,
  Errors,
  MAGIC_V2,
  MIN_BATCH_LENGTH,
  RECORD_BATCH_LOG_OVERHEAD_BYTES,
  RecordBatch,
} from '@moldau/protocol';
import { AppendError, BatchFormatError, type LogConfig } from '../partition-log.ts';
import { asAppendError } from './record-format-errors.ts';
import type { ValidationOptions } from './validation-options.ts';

/** What a batch's header alone tells. */

const ZSTD = codecId('zstd');
/** Produce versions below do not know zstd (KIP-110). */
const ZSTD_FROM_API_VERSION = 7;

/**
 * The batch that `bytes` begin with, if it is whole, the only one, of magic 2 and of a codec that exists (B34, B42). What
 * follows a client's batch and is no batch itself is left out, as Kafka does.
 */
export function checkFormat(bytes: Buffer, { apiVersion, origin }: ValidationOptions): RecordBatch {
  const size = wholeBatchSize(bytes);
  if (size === undefined) throw new BatchFormatError('No whole record batch');
  const batch = new RecordBatch(size < bytes.length ? bytes.subarray(0, size) : bytes);
  if (batch.magic !== MAGIC_V2) throw new BatchFormatError(`Record batch of magic ${batch.magic}, want ${MAGIC_V2}`);
  if (batch.batchLength < MIN_BATCH_LENGTH) throw corrupt(`Record batch says ${size} bytes`);
  checkCodec(batch, apiVersion);
  if (size < bytes.length) {
    if (origin !== 'client') throw new BatchFormatError('Bytes follow the record batch');
    if (wholeBatchSize(bytes.subarray(size)) !== undefined) throw new BatchFormatError('More than one record batch');
  }
  if (origin === 'replication' && !batch.isCrcValid()) throw corrupt('Record batch fails its CRC-32C');
  return batch;
}

/** The least length that a batch of any magic says. */
const MIN_LENGTH_OF_ANY_MAGIC = 14;
const HEADER_BYTES_TO_MAGIC = 17;

/** The size of the batch that `bytes` begin with; undefined when its end is missing. */
function wholeBatchSize(bytes: Buffer): number | undefined {
  if (bytes.length < RECORD_BATCH_LOG_OVERHEAD_BYTES) return undefined;
  const length = bytes.readInt32BE(8);
  if (length < MIN_LENGTH_OF_ANY_MAGIC) throw corrupt(`Record batch says a length of ${length}`);
  if (bytes.length < HEADER_BYTES_TO_MAGIC) return undefined;
  const magic = bytes.readInt8(16);
  if (magic < 0 || magic > MAGIC_V2) throw corrupt(`Record batch of unknown magic ${magic}`);
  const size = RECORD_BATCH_LOG_OVERHEAD_BYTES + length;
  return size <= bytes.length ? size : undefined;
}

/** B37. The size is that of the batch as it would be stored. */
export function checkBatchSize(batch: RecordBatch, config: LogConfig): void {
  const size = batch.sizeInBytes;
  if (size > config.maxMessageBytes) {
    const message = `Record batch of ${size} bytes, the topic allows ${config.maxMessageBytes}`;
    throw new AppendError(Errors.MESSAGE_TOO_LARGE, message);
  }
  if (size > config.segmentBytes) {
    const message = `Record batch of ${size} bytes, a segment holds ${config.segmentBytes}`;
    throw new AppendError(Errors.RECORD_LIST_TOO_LARGE, message);
  }
}

/** B34. */
export function checkBaseOffset({ baseOffset }: RecordBatch): void {
  if (baseOffset !== 0) throw invalid(`Base offset ${baseOffset}, want 0`);
}

/** B35: what a client may not send though the bytes are sound. */
export function checkClientBatch(batch: RecordBatch): void {
  const { count, lastOffsetDelta } = batch;
  if (count <= 0) throw invalid(`Record batch of ${count} records`);
  if (lastOffsetDelta !== count - 1) throw invalid(`${count} records, but last offset delta ${lastOffsetDelta}`);
  if (batch.isControl) throw invalid('Only brokers write control records');
  if (batch.hasProducerId && batch.baseSequence < 0) {
    throw invalid(`Base sequence ${batch.baseSequence} with producer id ${batch.producerId}`);
  }
}

function checkCodec(batch: RecordBatch, apiVersion: number | undefined): void {
  const isOld = apiVersion !== undefined && apiVersion < ZSTD_FROM_API_VERSION;
  try {
    codecOfId(batch.codecId);
  } catch (error) {
    throw isOld ? asAppendError(error) : corrupt(`Record batch of an unknown codec ${batch.codecId}`);
  }
  if (batch.codecId === ZSTD && isOld) {
    const message = `zstd needs Produce v${ZSTD_FROM_API_VERSION}, not v${apiVersion}`;
    throw new AppendError(Errors.UNSUPPORTED_COMPRESSION_TYPE, message);
  }
}

function invalid(message: string): AppendError {
  return new AppendError(Errors.INVALID_RECORD, message);
}

function corrupt(message: string): AppendError {
  return new AppendError(Errors.CORRUPT_MESSAGE, message);
}

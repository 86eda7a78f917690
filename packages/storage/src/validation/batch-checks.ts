import {
  codecId,
  codecOfId,
  Errors,
  MAGIC_V2,
  MIN_BATCH_LENGTH,
  RECORD_BATCH_HEADER_BYTES,
  RecordBatch,
} from '@moldau/protocol';
import { AppendError, type LogConfig } from '../partition-log.ts';
import { asAppendError } from './record-format-errors.ts';
import type { ValidationOptions } from './validation-options.ts';

/** What a batch's header alone tells. */

const ZSTD = codecId('zstd');
/** Produce versions below do not know zstd (KIP-110). */
const ZSTD_FROM_API_VERSION = 7;

/** `bytes` hold exactly one batch of magic 2 with a codec that exists (B34, B42). */
export function checkFormat(bytes: Buffer, { apiVersion, origin }: ValidationOptions): RecordBatch {
  if (bytes.length === 0) throw invalid('No record batch');
  if (bytes.length < RECORD_BATCH_HEADER_BYTES) throw invalidOrOldMagic(bytes);
  const batch = new RecordBatch(bytes);
  if (batch.magic !== MAGIC_V2) throw invalid(`Record batch of magic ${batch.magic}, want ${MAGIC_V2}`);
  if (batch.batchLength < MIN_BATCH_LENGTH || batch.sizeInBytes > bytes.length) {
    throw corrupt(`Record batch says ${batch.sizeInBytes} bytes, ${bytes.length} are there`);
  }
  if (batch.sizeInBytes < bytes.length) throw invalid('More than one record batch');
  checkCodec(batch, apiVersion);
  if (origin === 'replication' && !batch.isCrcValid()) throw corrupt('Record batch fails its CRC-32C');
  return batch;
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

/** B34, B35: what a client may not send though the bytes are sound. */
export function checkClientBatch(batch: RecordBatch): void {
  const { baseOffset, count, lastOffsetDelta } = batch;
  if (baseOffset !== 0) throw invalid(`Base offset ${baseOffset}, want 0`);
  if (count <= 0) throw invalid(`Record batch of ${count} records`);
  if (lastOffsetDelta !== count - 1) throw invalid(`${count} records, but last offset delta ${lastOffsetDelta}`);
  if (batch.isControl) throw invalid('Only brokers write control records');
  if (batch.hasProducerId && batch.baseSequence < 0) {
    throw invalid(`Base sequence ${batch.baseSequence} with producer id ${batch.producerId}`);
  }
}

function checkCodec(batch: RecordBatch, apiVersion: number | undefined): void {
  try {
    codecOfId(batch.codecId);
  } catch (error) {
    throw asAppendError(error);
  }
  if (batch.codecId === ZSTD && apiVersion !== undefined && apiVersion < ZSTD_FROM_API_VERSION) {
    const message = `zstd needs Produce v${ZSTD_FROM_API_VERSION}, not v${apiVersion}`;
    throw new AppendError(Errors.UNSUPPORTED_COMPRESSION_TYPE, message);
  }
}

/** Messages of magic 0 and 1 may be shorter than a header of magic 2, and have their magic at the same place. */
function invalidOrOldMagic(bytes: Buffer): AppendError {
  const magic = bytes.length > 16 ? bytes.readInt8(16) : MAGIC_V2;
  return magic === MAGIC_V2 ? corrupt('Record batch header cut off') : invalid(`Record batch of magic ${magic}`);
}

function invalid(message: string): AppendError {
  return new AppendError(Errors.INVALID_RECORD, message);
}

function corrupt(message: string): AppendError {
  return new AppendError(Errors.CORRUPT_MESSAGE, message);
}

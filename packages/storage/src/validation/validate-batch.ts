import {
  codecId,
  type CompressionCodec,
  codecOfId,
  compress,
  decompress,
  Errors,
  RecordBatch,
  withRecordBytes,
} from '@moldau/protocol';
import { AppendError, type LogConfig } from '../partition-log.ts';
import { checkBaseOffset, checkBatchSize, checkClientBatch, checkFormat } from './batch-checks.ts';
import { asAppendError } from './record-format-errors.ts';
import { checkRecords, mustLookInside } from './record-checks.ts';
import { decompressionLimits, type ValidationOptions } from './validation-options.ts';

/**
 * What a batch goes through before its offsets are assigned (B34 to B37, B40 to B43).
 *
 * Batches stay opaque: the header and the CRC decide, unless the topic's configuration cannot be obeyed by them alone
 * (a compacted topic's keys, a timestamp that may be out of bounds, another codec). Only a client's batch is looked into;
 * coordinators answer for their records, and what a leader accepted a follower takes as it is.
 */

export interface ValidatedBatch {
  /** The batch to append; the caller's own buffer unless `rewritten`, perhaps with another timestamp type. */
  readonly bytes: Buffer;
  /** The records were compressed anew. */
  readonly rewritten: boolean;
  /** Broker time put into the batch under LogAppendTime, else -1. */
  readonly logAppendTimeMs: number;
}

/** Throws an {@link AppendError}; then `bytes` are as they were. */
export function validateBatch(bytes: Buffer, options: ValidationOptions): ValidatedBatch {
  const { config, origin, nowMs } = options;
  const batch = checkFormat(bytes, options);
  if (origin === 'replication') return { bytes: batch.buffer, rewritten: false, logAppendTimeMs: -1 };
  if (origin === 'client') checkBaseOffset(batch);
  checkBatchSize(batch, config);
  if (!batch.isCrcValid()) throw new AppendError(Errors.CORRUPT_MESSAGE, 'Record batch fails its CRC-32C');
  if (origin === 'client') checkClientBatch(batch);
  const sourceCodec = codecOfId(batch.codecId);
  const codec = targetCodec(batch, sourceCodec, config);
  const maxTimestamp =
    origin === 'client' ? checkedMaxTimestamp(batch, codec !== sourceCodec, options) : batch.maxTimestamp;
  const result = codec === sourceCodec ? batch : new RecordBatch(recompress(batch, sourceCodec, codec, config));
  if (result !== batch) checkBatchSize(result, config);
  const logAppendTimeMs = setTimestampType(result, config, maxTimestamp, nowMs);
  return { bytes: result.buffer, rewritten: result !== batch, logAppendTimeMs };
}

/** Looks inside when the header is not enough; returns the greatest timestamp as far as it is known then. */
function checkedMaxTimestamp(batch: RecordBatch, recompressed: boolean, options: ValidationOptions): number {
  if (!recompressed && !mustLookInside(batch, options)) return batch.maxTimestamp;
  try {
    return checkRecords(batch, options);
  } catch (error) {
    throw asAppendError(error);
  }
}

function targetCodec(batch: RecordBatch, source: CompressionCodec, config: LogConfig): CompressionCodec {
  if (config.compressionType === 'producer' || batch.isControl) return source;
  return config.compressionType === 'uncompressed' ? 'none' : config.compressionType;
}

/** Records hold distances only, so another codec changes nothing in them. */
function recompress(batch: RecordBatch, source: CompressionCodec, target: CompressionCodec, config: LogConfig): Buffer {
  try {
    const plain = decompress(source, batch.recordBytes, decompressionLimits(config));
    return withRecordBytes(batch, codecId(target), compress(target, plain, levelOf(target, config)));
  } catch (error) {
    throw asAppendError(error);
  }
}

function levelOf(codec: CompressionCodec, config: LogConfig): number | undefined {
  if (codec === 'gzip') return config.compressionGzipLevel;
  if (codec === 'lz4') return config.compressionLz4Level;
  if (codec === 'zstd') return config.compressionZstdLevel;
  return undefined;
}

function setTimestampType(batch: RecordBatch, config: LogConfig, maxTimestamp: number, nowMs: number): number {
  const logAppendTime = config.messageTimestampType === 'LogAppendTime';
  const wanted = logAppendTime ? nowMs : maxTimestamp;
  if (logAppendTime || batch.timestampType !== 'CreateTime' || batch.maxTimestamp !== wanted) {
    batch.setMaxTimestamp(config.messageTimestampType, wanted);
  }
  return logAppendTime ? nowMs : -1;
}

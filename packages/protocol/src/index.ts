export { type CompressionCodec, codecId, codecOfId } from './compression/codec.ts';
export { compress, decompress } from './compression/compression.ts';
export {
  DecompressionLimitError,
  MalformedCompressionError,
  UnsupportedCompressionTypeError,
} from './compression/compression-errors.ts';
export { DEFAULT_MAX_OUTPUT_BYTES, type DecompressionLimits } from './compression/decompression-limits.ts';
export { type ErrorCode, type ErrorName, Errors } from './errors/error-code.ts';
export { errorMessage, errorName } from './errors/error-properties.ts';
export { ProtocolError } from './errors/protocol-error.ts';
export { ApiKey, apiKeys } from './generated/api-keys.ts';
export type { RequestHeader } from './generated/headers.ts';
export {
  decodeEndTxnMarker,
  type EndTxnMarker,
  type EndTxnMarkerToEncode,
  encodeEndTxnMarker,
} from './records/control-record.ts';
export { crc32c } from './records/crc32c.ts';
export { decodeRecords } from './records/decode-records.ts';
export { encodeRecordBatch, type RecordBatchToEncode } from './records/encode-record-batch.ts';
export { readInt64, writeInt64 } from './records/int64.ts';
export { RawRecordCursor } from './records/raw-records.ts';
export type { DecodedRecord, RecordHeader, RecordToEncode } from './records/record.ts';
export {
  decrementSequence,
  MAGIC_V2,
  MIN_BATCH_LENGTH,
  NO_PRODUCER_EPOCH,
  NO_PRODUCER_ID,
  NO_SEQUENCE,
  NO_TIMESTAMP,
  RECORD_BATCH_HEADER_BYTES,
  RECORD_BATCH_LOG_OVERHEAD_BYTES,
  RecordBatch,
  withRecordBytes,
} from './records/record-batch.ts';
export { recordBatches } from './records/record-batches.ts';
export { CorruptRecordError, InvalidRecordError } from './records/record-errors.ts';
export { RecordBatchRewrite } from './records/rewrite-record-batch.ts';
export type { ApiDescriptor, ApiSummary, ListenerType } from './wire/api-descriptor.ts';
export {
  type CoordinatorRecordDescriptor,
  type DataDescriptor,
  decodeRecordKey,
  decodeVersioned,
  encodeRecordKey,
  encodeVersioned,
  type RecordKeyDescriptor,
  readRecordType,
} from './wire/data-descriptor.ts';
export { MalformedMessageError } from './wire/malformed-message-error.ts';
export {
  decodeRequestHeader,
  decodeResponseHeader,
  encodeRequestHeader,
  encodeResponseHeader,
} from './wire/message-headers.ts';
export { Reader } from './wire/reader.ts';
export type { Records } from './wire/records.ts';
export { UnsupportedVersionError } from './wire/unsupported-version-error.ts';
export { type Uuid, ZERO_UUID } from './wire/uuid.ts';
export { Writer } from './wire/writer.ts';

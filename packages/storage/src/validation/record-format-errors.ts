import {
  CorruptRecordError,
  DecompressionLimitError,
  type ErrorCode,
  Errors,
  InvalidRecordError,
  MalformedCompressionError,
  UnsupportedCompressionTypeError,
} from '@moldau/protocol';
import { AppendError } from '../partition-log.ts';

/** What the protocol package finds wrong with a batch, as the error that the producer gets; others pass through. */
export function asAppendError(error: unknown): unknown {
  const code = codeOf(error);
  if (code === undefined || !(error instanceof Error)) return error;
  return new AppendError(code, error.message, [], error);
}

function codeOf(error: unknown): ErrorCode | undefined {
  if (error instanceof InvalidRecordError || error instanceof MalformedCompressionError) return Errors.INVALID_RECORD;
  if (error instanceof CorruptRecordError) return Errors.CORRUPT_MESSAGE;
  if (error instanceof DecompressionLimitError) return Errors.MESSAGE_TOO_LARGE;
  if (error instanceof UnsupportedCompressionTypeError) return Errors.UNSUPPORTED_COMPRESSION_TYPE;
  return undefined;
}

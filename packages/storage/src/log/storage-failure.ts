import { Errors } from '@moldau/protocol';
import { AppendError } from '../partition-log.ts';

/** What every request for a log gets whose directory went offline (B159). */
export function storageFailure(message: string, cause?: unknown): AppendError {
  return new AppendError(Errors.KAFKA_STORAGE_ERROR, message, [], cause);
}

export function causeOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

import { dirname } from 'node:path';
import { JournalCorruptError, LogDirectoryError } from '@moldau/broker';
import { DiskError, NetworkError } from '@moldau/runtime';

const speakForThemselves = [NetworkError, LogDirectoryError, JournalCorruptError];

/** Why a broker did not start or stop, in one line where the cause is known, else with its stack. */
export function startFailure(error: unknown): string {
  if (error instanceof Error && speakForThemselves.some((known) => error instanceof known)) return error.message;
  if (error instanceof DiskError) return diskFailure(error);
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

function diskFailure(error: DiskError): string {
  if (error.code === 'ELOCKED') return `the data directory ${dirname(error.path)} is in use by another broker`;
  return `cannot use the data directory: ${error.message}`;
}

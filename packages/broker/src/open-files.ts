import type { Disk } from '@moldau/runtime';

/**
 * How the open files that the operating system grants are shared out, so that a flood of connections never leaves the
 * log without a file to write to: half of them for files at most, the rest for connections.
 */
export interface OpenFilesShare {
  readonly logFiles: number;
  readonly connections: number;
}

const LOG_FILES_WANTED = 2048;
/** Standard streams, listeners, locks, the journal, files that are open for a moment. */
const RESERVED = 64;

/** @param limit As {@link openFilesLimit} gives it; unknown is taken as no limit. */
export function shareOpenFiles(limit: number | undefined): OpenFilesShare {
  if (limit === undefined) return { logFiles: LOG_FILES_WANTED, connections: Number.POSITIVE_INFINITY };
  const available = Math.max(2, limit - RESERVED);
  const logFiles = Math.min(LOG_FILES_WANTED, Math.floor(available / 2));
  return { logFiles, connections: available - logFiles };
}

/** The hard limit of this process, up to which Node raises its own; undefined where it cannot be learnt. */
export function openFilesLimit(disk: Disk): number | undefined {
  const path = '/proc/self/limits';
  if (!disk.exists(path)) return undefined;
  const hard = /^Max open files +\S+ +(\d+)/m.exec(disk.readFile(path).toString('latin1'))?.[1];
  return hard === undefined ? undefined : Number(hard);
}

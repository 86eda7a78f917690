import { type Disk, DiskError } from '@moldau/runtime';
import type { LogDirectoryDescription, LogReplica } from '../log-manager.ts';
import type { LogMoves } from '../moving/log-moves.ts';
import type { LogDirectories } from './log-directories.ts';
import type { LogDirectory } from './log-directory.ts';

/** What DescribeLogDirs tells of each of `log.dirs` (KIP-113, KIP-827): its space, its logs, and those on their way. */
export function describeDirectories(
  directories: LogDirectories,
  moves: LogMoves,
  disk: Disk,
): readonly LogDirectoryDescription[] {
  return Array.from(directories.paths, (path) => {
    const directory = directories.get(path);
    const isOffline = directory === undefined || directory.failure !== undefined;
    return {
      path: disk.absolutePath(path),
      space: isOffline ? undefined : spaceOf(path, disk),
      replicas: isOffline ? [] : replicasIn(directory, moves),
    };
  });
}

function spaceOf(path: string, disk: Disk): { freeBytes: number; totalBytes: number } | undefined {
  try {
    return disk.space(path);
  } catch (error) {
    if (error instanceof DiskError) return undefined;
    throw error;
  }
}

function replicasIn(directory: LogDirectory, moves: LogMoves): readonly LogReplica[] {
  const replicas = [...directory.logs.values()].map((log) => ({
    log,
    size: log.size,
    endOffset: log.logEndOffset,
    isFuture: false,
  }));
  const futures = [...moves.all].filter(({ destination }) => destination === directory);
  return [
    ...replicas,
    ...futures.map(({ log, future: { size, endOffset } }) => ({ log, size, endOffset, isFuture: true })),
  ];
}

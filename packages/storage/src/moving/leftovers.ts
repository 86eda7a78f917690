import { type DirectoryEntry, type Disk, DiskError } from '@moldau/runtime';
import { type KnownTopics, readTopicId } from '../directory/load-logs.ts';
import type { LogDirectory } from '../directory/log-directory.ts';
import {
  markedDirectoryName,
  parseFutureDirectoryName,
  parsePartitionDirectoryName,
  partitionDirectoryName,
} from '../files/file-names.ts';
import type { LogEnvironment } from '../log/log-environment.ts';
import { causeOf, storageFailure } from '../log/storage-failure.ts';
import { type MoveMark, readMoveMark } from './move-mark.ts';

/**
 * What moves of an earlier run left behind. A log that lies in two log directories was moved from one to the other, and
 * the crash came before the old place was cleared: it is set aside, or removed where the mark says that it is that one.
 */

export interface UnfinishedMove {
  readonly name: string;
  readonly topic: string;
  readonly partition: number;
  readonly destination: LogDirectory;
  /** The directory with what was copied so far. */
  readonly future: string;
}

export function unfinishedMoves(directories: readonly LogDirectory[], { disk }: LogEnvironment): UnfinishedMove[] {
  return directories.flatMap((destination) =>
    disk.list(destination.path).flatMap((entry) => {
      const partition = entry.isDirectory ? parseFutureDirectoryName(entry.name) : undefined;
      if (partition === undefined) return [];
      const name = partitionDirectoryName(partition.topic, partition.partition);
      return [{ name, ...partition, destination, future: `${destination.path}/${entry.name}` }];
    }),
  );
}

interface Place extends MoveMark {
  readonly home: LogDirectory;
  readonly path: string;
}

/** Leaves each log in one place. To be called before any is opened. */
export function clearOldPlaces(
  directories: readonly LogDirectory[],
  environment: LogEnvironment,
  topics: KnownTopics,
): void {
  if (directories.length < 2) return;
  for (const [name, homes] of homesByName(directories, environment)) {
    if (homes.length < 2) continue;
    const places = homes.map((home): Place => {
      const path = `${home.path}/${name}`;
      return { home, path, ...readMoveMark(environment.disk, path) };
    });
    const [current, ...old] = places.filter(({ path }) => isOfTopic(path, name, environment, topics)).sort(byMoves);
    if (current !== undefined) for (const place of old) clear(place, current, name, environment);
  }
}

/** Logs of an earlier topic of that name are none of ours. */
function isOfTopic(path: string, name: string, environment: LogEnvironment, topics: KnownTopics): boolean {
  const topicId = topics.topicIdOf(parsePartitionDirectoryName(name)?.topic ?? '');
  const foundId = readTopicId(environment, path);
  return foundId === undefined || foundId === topicId;
}

function byMoves(a: Place, b: Place): number {
  return b.moves - a.moves;
}

function homesByName(directories: readonly LogDirectory[], { disk }: LogEnvironment): Map<string, LogDirectory[]> {
  const homes = new Map<string, LogDirectory[]>();
  for (const home of directories) {
    for (const { name, isDirectory } of entriesOf(home, disk)) {
      if (!isDirectory || parsePartitionDirectoryName(name) === undefined) continue;
      const known = homes.get(name);
      if (known === undefined) homes.set(name, [home]);
      else known.push(home);
    }
  }
  return homes;
}

/** A directory that cannot be read goes offline. */
function entriesOf(home: LogDirectory, disk: Disk): readonly DirectoryEntry[] {
  try {
    return disk.list(home.path);
  } catch (error) {
    if (!(error instanceof DiskError)) throw error;
    home.failed(storageFailure(`Cannot read the log directory ${home.path}: ${causeOf(error)}`, error));
    return [];
  }
}

function clear(place: Place, current: Place, name: string, { disk, random, logger }: LogEnvironment): void {
  const isOld = current.from === place.home.directoryId && current.moves > place.moves;
  const marked = `${place.home.path}/${markedDirectoryName(name, random.uuid(), isOld ? 'delete' : 'stray')}`;
  disk.rename(place.path, marked);
  disk.syncDirectory(place.home.path);
  if (isOld) logger.info({ directory: place.path, to: current.path }, 'Removing the old place of a log that was moved');
  else logger.error({ directory: marked, other: current.path }, 'Setting a log aside that lies in two log directories');
}

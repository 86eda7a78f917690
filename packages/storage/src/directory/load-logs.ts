import { CorruptRecordError } from '@moldau/protocol';
import { CorruptCheckpointError } from '../checkpoint/corrupt-checkpoint.ts';
import {
  decodePartitionMetadata,
  encodePartitionMetadata,
  PARTITION_METADATA_FILE,
} from '../checkpoint/partition-metadata.ts';
import { readFileIfPresent } from '../files/atomic-file.ts';
import {
  directoryMark,
  markedDirectoryName,
  type PartitionName,
  parsePartitionDirectoryName,
  partitionDirectoryName,
} from '../files/file-names.ts';
import type { LogEnvironment } from '../log/log-environment.ts';
import type { AppendError, LogConfig } from '../partition-log.ts';
import { causeOf, storageFailure } from '../log/storage-failure.ts';
import { CorruptLogError } from '../recovery/corrupt-log-error.ts';
import { openLog } from '../recovery/open-log.ts';
import type { LogDirectory } from './log-directory.ts';

/**
 * Opens the logs that lie in a log directory. Directories of topics that are not known any more, or that belong to an
 * earlier topic of the same name, are renamed and kept; a damaged log stays offline by itself.
 */

export interface KnownTopics {
  /** The id that the topic of this name has now; undefined when there is none. */
  topicIdOf(topic: string): string | undefined;
  configOf(topic: string): LogConfig;
}

const LOADS_AT_ONCE = 4;
const PROGRESS_EVERY_MS = 5000;

/** Returns the logs that could not be opened, by the names of their directories. */
export async function loadLogs(
  directory: LogDirectory,
  environment: LogEnvironment,
  topics: KnownTopics,
): Promise<Map<string, AppendError>> {
  const broken = new Map<string, AppendError>();
  const progress = progressReport(directory, environment);
  const names = partitionNames(directory, environment);
  if (!directory.isCleanStart && names.length > 0) {
    environment.logger.info({ directory: directory.path, logs: names.length }, 'Recovering logs after an unclean stop');
  }
  // The logs' directories, and those that an earlier run has renamed.
  if (names.length > 0) await environment.disk.syncDirectoryAsync(directory.path);
  const loadNext = async (): Promise<void> => {
    for (let name = names.pop(); name !== undefined; name = names.pop()) {
      try {
        await loadOne(directory, environment, topics, name, progress);
      } catch (error) {
        broken.set(
          partitionDirectoryName(name.topic, name.partition),
          reportBroken(directory, environment, name, error),
        );
      }
    }
  };
  await Promise.all(Array.from({ length: LOADS_AT_ONCE }, loadNext));
  return broken;
}

/** Directories that a topic's deletion left behind. */
export function deletedDirectories(directory: LogDirectory, environment: LogEnvironment): string[] {
  return environment.disk
    .list(directory.path)
    .filter((entry) => entry.isDirectory && directoryMark(entry.name) === 'delete')
    .map((entry) => `${directory.path}/${entry.name}`);
}

export function writePartitionMetadata(environment: LogEnvironment, path: string, topicId: string): void {
  const name = `${path}/${PARTITION_METADATA_FILE}`;
  environment.disk.remove(name);
  const file = environment.disk.open(name, 'create');
  try {
    file.write(encodePartitionMetadata(topicId), 0);
  } finally {
    file.close();
  }
}

/** In reverse order, to be popped. */
function partitionNames(directory: LogDirectory, { disk, logger }: LogEnvironment): PartitionName[] {
  const names: PartitionName[] = [];
  for (const entry of disk.list(directory.path).reverse()) {
    if (!entry.isDirectory) continue;
    const name = parsePartitionDirectoryName(entry.name);
    if (name !== undefined) names.push(name);
    else if (directoryMark(entry.name) === 'stray') {
      logger.warn({ directory: `${directory.path}/${entry.name}` }, 'Keeping a stray partition directory');
    }
  }
  return names;
}

async function loadOne(
  directory: LogDirectory,
  environment: LogEnvironment,
  topics: KnownTopics,
  { topic, partition }: PartitionName,
  progress: (bytes: number) => void,
): Promise<void> {
  const name = partitionDirectoryName(topic, partition);
  const path = `${directory.path}/${name}`;
  const topicId = topics.topicIdOf(topic);
  const foundId = readTopicId(environment, path);
  if (topicId === undefined || (foundId !== undefined && foundId !== topicId)) {
    return setAside(directory, environment, name, foundId);
  }
  if (foundId === undefined) writePartitionMetadata(environment, path, topicId);
  const { recoveryPoints, logStartOffsets } = directory.offsets;
  const log = await openLog(environment, directory, {
    topic,
    partition,
    topicId,
    directory: path,
    config: topics.configOf(topic),
    isCleanStart: directory.isCleanStart,
    recoveryPoint: recoveryPoints.get(name)?.offset ?? 0,
    logStartOffset: logStartOffsets.get(name)?.offset ?? 0,
    progress,
  });
  directory.add(log);
}

/** Undefined where the file is missing or a crash emptied it. */
export function readTopicId(environment: LogEnvironment, path: string): string | undefined {
  const content = readFileIfPresent(environment.disk, `${path}/${PARTITION_METADATA_FILE}`);
  try {
    return content && decodePartitionMetadata(content);
  } catch (error) {
    if (error instanceof CorruptCheckpointError) return undefined;
    throw error;
  }
}

function setAside(
  directory: LogDirectory,
  { disk, random, logger }: LogEnvironment,
  name: string,
  topicId: string | undefined,
): void {
  const stray = `${directory.path}/${markedDirectoryName(name, random.uuid(), 'stray')}`;
  disk.rename(`${directory.path}/${name}`, stray);
  disk.syncDirectory(directory.path);
  logger.warn({ directory: stray, topicId }, 'Setting a partition directory aside whose topic is not known');
}

function reportBroken(
  directory: LogDirectory,
  { logger }: LogEnvironment,
  { topic, partition }: PartitionName,
  error: unknown,
): AppendError {
  const failure = storageFailure(`The log of ${topic}-${partition} cannot be used: ${causeOf(error)}`, error);
  const advice =
    error instanceof CorruptLogError || error instanceof CorruptRecordError
      ? `. With the broker stopped: moldau log repair ${directory.path} ${topic}-${partition}`
      : '';
  logger.error(
    { topic, partition, error },
    `${failure.message}. The partition stays offline, its files are kept${advice}`,
  );
  return failure;
}

function progressReport(directory: LogDirectory, { clock, logger }: LogEnvironment): (bytes: number) => void {
  let checkedBytes = 0;
  let reportedMs = clock.monotonic();
  return (bytes) => {
    checkedBytes += bytes;
    const nowMs = clock.monotonic();
    if (nowMs - reportedMs < PROGRESS_EVERY_MS) return;
    reportedMs = nowMs;
    logger.info({ directory: directory.path, checkedBytes }, 'Checking logs after an unclean stop');
  };
}

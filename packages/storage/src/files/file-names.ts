/**
 * Kafka's names for what lies in a log directory. A segment's files are named by its base offset in 20 digits; a
 * partition's directory by topic and partition, with a suffix once it is to be deleted or belongs to nobody.
 */

export const LOG_SUFFIX = '.log';
export const OFFSET_INDEX_SUFFIX = '.index';
export const TIME_INDEX_SUFFIX = '.timeindex';
export const TRANSACTION_INDEX_SUFFIX = '.txnindex';
export const SNAPSHOT_SUFFIX = '.snapshot';
export const DELETED_SUFFIX = '.deleted';
export const TEMPORARY_SUFFIX = '.tmp';
export const CLEANED_SUFFIX = '.cleaned';
export const SWAP_SUFFIX = '.swap';

export const LEADER_EPOCH_CHECKPOINT_FILE = 'leader-epoch-checkpoint';

const DELETE_MARK = '-delete';
const STRAY_MARK = '-stray';
const FUTURE_MARK = '-future';
const DIRECTORY_NAME_LENGTH_MAX = 255;
const UUID_DIGITS = 32;
const SEGMENT_FILE = /^(\d{20})(\.log|\.index|\.timeindex|\.txnindex|\.snapshot)$/;
const PARTITION_DIRECTORY = /^([A-Za-z0-9._-]{1,249})-(0|[1-9]\d{0,9})$/;
const MARKED_DIRECTORY = /^.+\.[0-9a-f]{32}-(delete|stray)$/;
const FUTURE_DIRECTORY = /^(.+)\.[0-9a-f]{32}-future$/;

export function segmentFileName(baseOffset: number, suffix: string): string {
  return baseOffset.toString().padStart(20, '0') + suffix;
}

export interface SegmentFileName {
  readonly offset: number;
  readonly suffix: string;
}

/** Undefined for a name that is no segment file's. */
export function parseSegmentFileName(name: string): SegmentFileName | undefined {
  const [, digits, suffix] = SEGMENT_FILE.exec(name) ?? [];
  if (digits === undefined || suffix === undefined) return undefined;
  const offset = Number(digits);
  return Number.isSafeInteger(offset) ? { offset, suffix } : undefined;
}

export function partitionDirectoryName(topic: string, partition: number): string {
  return `${topic}-${partition}`;
}

export interface PartitionName {
  readonly topic: string;
  readonly partition: number;
}

/** Undefined for a directory that cannot be a partition's, such as one that is marked or not ours at all. */
export function parsePartitionDirectoryName(name: string): PartitionName | undefined {
  if (MARKED_DIRECTORY.test(name)) return undefined;
  const [, topic, partition] = PARTITION_DIRECTORY.exec(name) ?? [];
  return topic === undefined || partition === undefined ? undefined : { topic, partition: Number(partition) };
}

export type DirectoryMark = 'delete' | 'stray';

/** The name that a partition's directory gets with its mark; `uuid` keeps names of a topic made anew apart. */
export function markedDirectoryName(name: string, uuid: string, mark: DirectoryMark): string {
  const suffix = `.${uuid.replaceAll('-', '')}${mark === 'delete' ? DELETE_MARK : STRAY_MARK}`;
  return name.slice(0, DIRECTORY_NAME_LENGTH_MAX - suffix.length) + suffix;
}

export function directoryMark(name: string): DirectoryMark | undefined {
  const mark = MARKED_DIRECTORY.exec(name)?.[1];
  return mark === 'delete' || mark === 'stray' ? mark : undefined;
}

/** The name of a directory into which a partition's log is being moved. */
export function futureDirectoryName(name: string, uuid: string): string {
  return `${name}.${uuid.replaceAll('-', '')}${FUTURE_MARK}`;
}

/** Whether there is room for the mark of a move; other marks may cut the name short. */
export function canBeMoved(name: string): boolean {
  return name.length + '.'.length + UUID_DIGITS + FUTURE_MARK.length <= DIRECTORY_NAME_LENGTH_MAX;
}

/** Whose log is being moved there; undefined for any other directory. */
export function parseFutureDirectoryName(name: string): PartitionName | undefined {
  const [, partition] = FUTURE_DIRECTORY.exec(name) ?? [];
  return partition === undefined ? undefined : parsePartitionDirectoryName(partition);
}

import { CorruptCheckpointError } from './corrupt-checkpoint.ts';
import { decodeVersionedLines, encodeVersionedLines, parseInt32, parseOffset } from './versioned-lines.ts';

/**
 * The files that note an offset a partition at the root of a log directory, version 0: a line a partition,
 * `<topic> <partition> <offset>`.
 */

export const RECOVERY_POINT_CHECKPOINT_FILE = 'recovery-point-offset-checkpoint';
export const LOG_START_OFFSET_CHECKPOINT_FILE = 'log-start-offset-checkpoint';
/** The high watermarks. */
export const REPLICATION_OFFSET_CHECKPOINT_FILE = 'replication-offset-checkpoint';

/** Up to where each log is compacted. */
export const CLEANER_OFFSET_CHECKPOINT_FILE = 'cleaner-offset-checkpoint';

const VERSION = 0;

export interface PartitionOffset {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
}

export function encodeOffsetCheckpoint(offsets: Iterable<PartitionOffset>): Buffer {
  const lines = Array.from(offsets, ({ topic, partition, offset }) => `${topic} ${partition} ${offset}`);
  return encodeVersionedLines(VERSION, lines);
}

/** Throws a {@link CorruptCheckpointError}. */
export function decodeOffsetCheckpoint(bytes: Buffer): PartitionOffset[] {
  return decodeVersionedLines(bytes, VERSION).map((line) => {
    const fields = line.split(' ');
    const [topic, partition, offset] = fields;
    if (fields.length !== 3 || topic === undefined || topic === '') {
      throw new CorruptCheckpointError(`Offset line "${line}"`);
    }
    return { topic, partition: parseInt32(partition), offset: parseOffset(offset) };
  });
}

import type { Disk, Logger } from '@moldau/runtime';
import { CorruptCheckpointError } from '../checkpoint/corrupt-checkpoint.ts';
import {
  decodeOffsetCheckpoint,
  encodeOffsetCheckpoint,
  LOG_START_OFFSET_CHECKPOINT_FILE,
  type PartitionOffset,
  RECOVERY_POINT_CHECKPOINT_FILE,
  REPLICATION_OFFSET_CHECKPOINT_FILE,
} from '../checkpoint/offset-checkpoint.ts';
import { readFileIfPresent, replaceFile } from '../files/atomic-file.ts';
import { partitionDirectoryName } from '../files/file-names.ts';

/**
 * The three files at the root of a log directory that note an offset for each of its partitions. What they say is
 * always behind the truth, never ahead of it; without them a start takes longer, or sees records again that were
 * deleted from a log's start.
 */

export interface DirectoryOffsets {
  readonly recoveryPoints: ReadonlyMap<string, number>;
  readonly logStartOffsets: ReadonlyMap<string, number>;
  readonly highWatermarks: ReadonlyMap<string, number>;
}

export function readOffsets(disk: Disk, directory: string, logger: Logger): DirectoryOffsets {
  return {
    recoveryPoints: readOne(disk, `${directory}/${RECOVERY_POINT_CHECKPOINT_FILE}`, logger),
    logStartOffsets: readOne(disk, `${directory}/${LOG_START_OFFSET_CHECKPOINT_FILE}`, logger),
    highWatermarks: readOne(disk, `${directory}/${REPLICATION_OFFSET_CHECKPOINT_FILE}`, logger),
  };
}

export interface OffsetsToWrite {
  readonly recoveryPoints: readonly PartitionOffset[];
  readonly logStartOffsets: readonly PartitionOffset[];
  readonly highWatermarks: readonly PartitionOffset[];
}

/** Writes those that differ from what it wrote before. */
export class OffsetCheckpoints {
  readonly #disk: Disk;
  readonly #directory: string;
  readonly #lastWritten = new Map<string, Buffer>();

  constructor(disk: Disk, directory: string) {
    this.#disk = disk;
    this.#directory = directory;
  }

  async write(offsets: OffsetsToWrite): Promise<void> {
    await this.#writeOne(LOG_START_OFFSET_CHECKPOINT_FILE, offsets.logStartOffsets);
    await this.#writeOne(RECOVERY_POINT_CHECKPOINT_FILE, offsets.recoveryPoints);
    await this.#writeOne(REPLICATION_OFFSET_CHECKPOINT_FILE, offsets.highWatermarks);
  }

  async #writeOne(name: string, offsets: readonly PartitionOffset[]): Promise<void> {
    const content = encodeOffsetCheckpoint(offsets);
    if (this.#lastWritten.get(name)?.equals(content) === true) return;
    await replaceFile(this.#disk, this.#directory, name, content);
    this.#lastWritten.set(name, content);
  }
}

/** A damaged file counts as an empty one, as in Kafka. */
function readOne(disk: Disk, path: string, logger: Logger): Map<string, number> {
  const content = readFileIfPresent(disk, path);
  if (content === undefined) return new Map();
  try {
    const offsets = decodeOffsetCheckpoint(content);
    return new Map(offsets.map((entry) => [partitionDirectoryName(entry.topic, entry.partition), entry.offset]));
  } catch (error) {
    if (!(error instanceof CorruptCheckpointError)) throw error;
    logger.warn({ path, error }, 'Ignoring a damaged checkpoint');
    return new Map();
  }
}

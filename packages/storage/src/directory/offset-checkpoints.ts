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
import { readFileIfPresent, replaceFile, replaceFileNow } from '../files/atomic-file.ts';
import { partitionDirectoryName } from '../files/file-names.ts';
import { LogStartCheckpoint } from './log-start-checkpoint.ts';

/**
 * The three files at the root of a log directory that note an offset for each of its partitions. What they say is
 * always behind the truth, never ahead of it; without them a start takes longer, or sees records again that were
 * deleted from a log's start.
 */

export interface DirectoryOffsets {
  /** By `<topic>-<partition>`, like the others. */
  readonly recoveryPoints: ReadonlyMap<string, PartitionOffset>;
  readonly logStartOffsets: ReadonlyMap<string, PartitionOffset>;
  readonly highWatermarks: ReadonlyMap<string, PartitionOffset>;
}

export function readOffsets(disk: Disk, directory: string, logger: Logger): DirectoryOffsets {
  return {
    recoveryPoints: byPartition(readOffsetCheckpoint(disk, `${directory}/${RECOVERY_POINT_CHECKPOINT_FILE}`, logger)),
    logStartOffsets: byPartition(
      readOffsetCheckpoint(disk, `${directory}/${LOG_START_OFFSET_CHECKPOINT_FILE}`, logger),
    ),
    highWatermarks: byPartition(
      readOffsetCheckpoint(disk, `${directory}/${REPLICATION_OFFSET_CHECKPOINT_FILE}`, logger),
    ),
  };
}

export interface OffsetsToWrite {
  readonly recoveryPoints: readonly PartitionOffset[];
  readonly highWatermarks: readonly PartitionOffset[];
  /** As they are when they are written. */
  logStartOffsets(): readonly PartitionOffset[];
}

/** Writes those that differ from what it wrote before. */
export class OffsetCheckpoints {
  readonly logStarts: LogStartCheckpoint;
  readonly #disk: Disk;
  readonly #directory: string;
  readonly #lastWritten = new Map<string, Buffer>();
  /** By `<topic>-<partition>`, as in the file or about to be. */
  #recoveryPoints: ReadonlyMap<string, PartitionOffset>;
  /** Since `begin`. */
  #lowered = new Map<string, PartitionOffset>();

  constructor(disk: Disk, directory: string, offsets: DirectoryOffsets) {
    this.#disk = disk;
    this.#directory = directory;
    this.#recoveryPoints = offsets.recoveryPoints;
    this.logStarts = new LogStartCheckpoint(disk, directory, offsets.logStartOffsets);
  }

  /** To be called before offsets are collected for `write`: what is lowered from now on takes precedence over them. */
  begin(): void {
    this.#lowered.clear();
  }

  async write(offsets: OffsetsToWrite): Promise<void> {
    await this.logStarts.replace(offsets.logStartOffsets());
    this.#writeRecoveryPoints(offsets.recoveryPoints);
    await this.#writeOne(REPLICATION_OFFSET_CHECKPOINT_FILE, offsets.highWatermarks);
  }

  /** Makes sure on return that the file says no more than `offset` for a partition. */
  lowerRecoveryPoint(lowered: PartitionOffset): void {
    const name = partitionDirectoryName(lowered.topic, lowered.partition);
    this.#lowered.set(name, lowered);
    const noted = this.#recoveryPoints.get(name);
    if (noted === undefined || noted.offset <= lowered.offset) return;
    this.#replaceRecoveryPoints(new Map(this.#recoveryPoints).set(name, lowered));
  }

  recoveryPointOf(topic: string, partition: number): number {
    return this.#recoveryPoints.get(partitionDirectoryName(topic, partition))?.offset ?? 0;
  }

  #writeRecoveryPoints(offsets: readonly PartitionOffset[]): void {
    const merged = byPartition(offsets);
    for (const [name, lowered] of this.#lowered) if (merged.has(name)) merged.set(name, lowered);
    const before = this.#recoveryPoints;
    const isSame =
      merged.size === before.size && [...merged].every(([name, { offset }]) => before.get(name)?.offset === offset);
    if (!isSame) this.#replaceRecoveryPoints(merged);
  }

  /** On the event loop, so that no older content can come last. */
  #replaceRecoveryPoints(offsets: Map<string, PartitionOffset>): void {
    const content = encodeOffsetCheckpoint(offsets.values());
    replaceFileNow(this.#disk, this.#directory, RECOVERY_POINT_CHECKPOINT_FILE, content);
    this.#recoveryPoints = offsets;
  }

  async #writeOne(name: string, offsets: readonly PartitionOffset[]): Promise<void> {
    const content = encodeOffsetCheckpoint(offsets);
    if (this.#lastWritten.get(name)?.equals(content) === true) return;
    await replaceFile(this.#disk, this.#directory, name, content);
    this.#lastWritten.set(name, content);
  }
}

/** A damaged file counts as an empty one, as in Kafka. */
export function readOffsetCheckpoint(disk: Disk, path: string, logger: Logger): readonly PartitionOffset[] {
  const content = readFileIfPresent(disk, path);
  if (content === undefined) return [];
  try {
    return decodeOffsetCheckpoint(content);
  } catch (error) {
    if (!(error instanceof CorruptCheckpointError)) throw error;
    logger.warn({ path, error }, 'Ignoring a damaged checkpoint');
    return [];
  }
}

function byPartition(offsets: readonly PartitionOffset[]): Map<string, PartitionOffset> {
  return new Map(offsets.map((entry) => [partitionDirectoryName(entry.topic, entry.partition), entry]));
}

import type { Disk, Logger } from '@moldau/runtime';
import {
  CLEANER_OFFSET_CHECKPOINT_FILE,
  encodeOffsetCheckpoint,
  type PartitionOffset,
} from '../checkpoint/offset-checkpoint.ts';
import { readOffsetCheckpoint } from '../directory/offset-checkpoints.ts';
import { replaceFile } from '../files/atomic-file.ts';
import { partitionDirectoryName } from '../files/file-names.ts';

/**
 * `cleaner-offset-checkpoint` of a log directory: up to where each of its logs was compacted. A log that
 * it does not know is compacted from its start. What is forgotten or lowered reaches the file with the next offset: one
 * that is too high for a log only leaves some of its keys uncompacted until they come again.
 */
export class CleanerOffsets {
  readonly #disk: Disk;
  readonly #directory: string;
  readonly #offsets = new Map<string, PartitionOffset>();
  #writes: Promise<void> = Promise.resolve();

  constructor(disk: Disk, directory: string, logger: Logger) {
    this.#disk = disk;
    this.#directory = directory;
    for (const offset of readOffsetCheckpoint(disk, `${directory}/${CLEANER_OFFSET_CHECKPOINT_FILE}`, logger)) {
      this.#offsets.set(nameOf(offset), offset);
    }
  }

  get(topic: string, partition: number): number | undefined {
    return this.#offsets.get(partitionDirectoryName(topic, partition))?.offset;
  }

  /** Resolves when it is on stable storage. Rejects with what the disk throws. */
  set(offset: PartitionOffset): Promise<void> {
    this.#offsets.set(nameOf(offset), offset);
    return this.#write();
  }

  /** The log ends at `offset` now. */
  lower(lowered: PartitionOffset): void {
    const noted = this.#offsets.get(nameOf(lowered));
    if (noted !== undefined && noted.offset > lowered.offset) this.#offsets.set(nameOf(lowered), lowered);
  }

  /** What is noted of an earlier log of that name is not the new one's. */
  forget(topic: string, partition: number): void {
    this.#offsets.delete(partitionDirectoryName(topic, partition));
  }

  #write(): Promise<void> {
    const write = this.#writes.then(() =>
      replaceFile(
        this.#disk,
        this.#directory,
        CLEANER_OFFSET_CHECKPOINT_FILE,
        encodeOffsetCheckpoint(this.#offsets.values()),
      ),
    );
    this.#writes = write.catch(() => {});
    return write;
  }
}

function nameOf({ topic, partition }: PartitionOffset): string {
  return partitionDirectoryName(topic, partition);
}

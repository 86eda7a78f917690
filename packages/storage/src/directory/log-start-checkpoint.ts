import type { Disk } from '@moldau/runtime';
import {
  encodeOffsetCheckpoint,
  LOG_START_OFFSET_CHECKPOINT_FILE,
  type PartitionOffset,
} from '../checkpoint/offset-checkpoint.ts';
import { replaceFile, replaceFileNow } from '../files/atomic-file.ts';
import { partitionDirectoryName } from '../files/file-names.ts';

type Starts = ReadonlyMap<string, PartitionOffset>;

/**
 * `log-start-offset-checkpoint`, by which records deleted from a log's start stay deleted. Unlike the other checkpoints
 * it is written before somebody is answered: one write for all who ask while another is under way. What it says of a
 * partition is never that of an earlier topic with its name, since a log that ends below its noted start is taken for
 * lost.
 */
export class LogStartCheckpoint {
  readonly #disk: Disk;
  readonly #directory: string;
  /** By `<topic>-<partition>`, as in the file or about to be. */
  #starts: Starts;
  /** Counts contents; the first one written says that there is a file. */
  #wanted = 1;
  #written = 0;
  #beingWritten: Starts | undefined;
  #writing: Promise<void> | undefined;

  constructor(disk: Disk, directory: string, starts: Starts) {
    this.#disk = disk;
    this.#directory = directory;
    this.#starts = starts;
  }

  /** Resolves when the file says at least `start.offset`. Throws what the disk throws. */
  async raise(start: PartitionOffset): Promise<void> {
    const name = partitionDirectoryName(start.topic, start.partition);
    const noted = this.#starts.get(name)?.offset ?? 0;
    if (noted < start.offset) this.#want(new Map(this.#starts).set(name, start));
    await this.#write();
  }

  /** Makes the file say this and nothing else. */
  async replace(starts: readonly PartitionOffset[]): Promise<void> {
    const wanted = new Map(starts.map((start) => [partitionDirectoryName(start.topic, start.partition), start]));
    const isSame =
      wanted.size === this.#starts.size &&
      [...wanted].every(([name, { offset }]) => this.#starts.get(name)?.offset === offset);
    if (!isSame) this.#want(wanted);
    await this.#write();
  }

  /**
   * Makes sure on return that the file says no more than `offset` of a partition, and that no write under way makes it
   * say more.
   */
  lower(topic: string, partition: number, offset: number): void {
    const name = partitionDirectoryName(topic, partition);
    const noted = [this.#starts.get(name), this.#beingWritten?.get(name)];
    if (noted.every((start) => start === undefined || start.offset <= offset)) return;
    const starts = new Map(this.#starts);
    starts.delete(name);
    this.#want(starts);
    this.#beingWritten = undefined;
    replaceFileNow(this.#disk, this.#directory, LOG_START_OFFSET_CHECKPOINT_FILE, encoded(starts));
    this.#written = this.#wanted;
  }

  #want(starts: Starts): void {
    this.#starts = starts;
    this.#wanted++;
  }

  #write(): Promise<void> {
    this.#writing ??= this.#writeUntilDone().finally(() => {
      this.#writing = undefined;
    });
    return this.#writing;
  }

  async #writeUntilDone(): Promise<void> {
    while (this.#written < this.#wanted) {
      const wanted = this.#wanted;
      const starts = this.#starts;
      this.#beingWritten = starts;
      const isCurrent = () => this.#beingWritten === starts;
      try {
        await replaceFile(this.#disk, this.#directory, LOG_START_OFFSET_CHECKPOINT_FILE, encoded(starts), isCurrent);
      } finally {
        if (isCurrent()) this.#beingWritten = undefined;
      }
      this.#written = Math.max(this.#written, wanted);
    }
  }
}

function encoded(starts: Starts): Buffer {
  return encodeOffsetCheckpoint(starts.values());
}

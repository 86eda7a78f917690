import type { Disk } from '@moldau/runtime';
import { readFileIfPresent, replaceCacheFile } from '../files/atomic-file.ts';
import { parseSegmentFileName, SNAPSHOT_SUFFIX, segmentFileName } from '../files/file-names.ts';

/**
 * The `.snapshot` files of one partition: its producers' state up to the offset in the name. A snapshot is a cache
 * that spares replaying the log; a missing or damaged one costs time only.
 */
export class ProducerSnapshots {
  readonly #disk: Disk;
  #directory: string;
  /** Ascending. */
  #offsets: readonly number[];

  constructor(disk: Disk, directory: string, fileNames: readonly string[]) {
    this.#disk = disk;
    this.#directory = directory;
    this.#offsets = fileNames
      .map(parseSegmentFileName)
      .filter((name) => name?.suffix === SNAPSHOT_SUFFIX)
      .map((name) => name?.offset ?? 0)
      .sort((a, b) => a - b);
  }

  get offsets(): readonly number[] {
    return this.#offsets;
  }

  get latestOffset(): number | undefined {
    return this.#offsets.at(-1);
  }

  /** Offsets of the snapshots that say nothing above `offset`, the latest first. */
  upTo(offset: number): readonly number[] {
    return this.#offsets.filter((candidate) => candidate <= offset).reverse();
  }

  read(offset: number): Buffer | undefined {
    return readFileIfPresent(this.#disk, this.#path(offset));
  }

  write(offset: number, snapshot: Buffer): void {
    replaceCacheFile(this.#disk, this.#directory, segmentFileName(offset, SNAPSHOT_SUFFIX), snapshot);
    this.#offsets = [...this.#offsets.filter((other) => other !== offset), offset].sort((a, b) => a - b);
  }

  removeWhere(unwanted: (offset: number) => boolean): void {
    const removed = this.#offsets.filter(unwanted);
    if (removed.length === 0) return;
    this.#offsets = this.#offsets.filter((offset) => !unwanted(offset));
    for (const offset of removed) this.#disk.remove(this.#path(offset));
  }

  movedTo(directory: string): void {
    this.#directory = directory;
  }

  #path(offset: number): string {
    return `${this.#directory}/${segmentFileName(offset, SNAPSHOT_SUFFIX)}`;
  }
}

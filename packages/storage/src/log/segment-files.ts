import type { Timer } from '@moldau/runtime';
import { DELETED_SUFFIX } from '../files/file-names.ts';
import type { LogConfig } from '../partition-log.ts';
import { Segment } from '../segment/segment.ts';
import type { LogEnvironment } from './log-environment.ts';

/**
 * Makes and unmakes the segment files of one log. Files of removed segments are renamed at once and deleted after
 * `file.delete.delay.ms`, for readers that still look at them; what a stop leaves of them the next start deletes.
 */
export class SegmentFiles {
  readonly #environment: LogEnvironment;
  readonly #removals = new Set<Timer>();
  #directory: string;

  constructor(environment: LogEnvironment, directory: string) {
    this.#environment = environment;
    this.#directory = directory;
  }

  get directory(): string {
    return this.#directory;
  }

  create(baseOffset: number, config: LogConfig): Segment {
    return Segment.create(this.#directory, baseOffset, this.#environment, {
      indexBytesMax: config.segmentIndexBytes,
      createdMs: this.#environment.clock.now(),
      ...(config.preallocate ? { preallocateBytes: config.segmentBytes } : {}),
    });
  }

  /** Throws a DiskError when a file cannot be renamed. */
  remove(segments: readonly Segment[], config: LogConfig): void {
    if (segments.length === 0) return;
    const { disk } = this.#environment;
    for (const segment of segments) segment.renameFiles(disk, (path) => this.deletedName(path));
    this.removeLater(segments, config);
  }

  /** Of several segments with one base offset, as compaction makes them, each keeps its files for its readers. */
  deletedName(path: string): string {
    const { disk } = this.#environment;
    let name = path + DELETED_SUFFIX;
    for (let count = 1; disk.exists(name); count++) name = `${path}.${count}${DELETED_SUFFIX}`;
    return name;
  }

  /** Of segments whose files have been renamed. */
  removeLater(segments: readonly Segment[], config: LogConfig): void {
    const { clock } = this.#environment;
    const timer = clock.after(config.fileDeleteDelayMs, () => {
      this.#removals.delete(timer);
      for (const segment of segments) this.#delete(segment);
    });
    this.#removals.add(timer);
  }

  movedTo(directory: string): void {
    this.#directory = directory;
  }

  /** Leaves the rest to the next start. */
  close(): void {
    for (const timer of this.#removals) timer.cancel();
    this.#removals.clear();
  }

  #delete(segment: Segment): void {
    segment.close();
    try {
      for (const file of segment.files) this.#environment.disk.remove(file.path);
    } catch (error) {
      this.#environment.logger.warn({ path: segment.file.path, error }, 'Cannot delete the files of a removed segment');
    }
  }
}

import type { Disk } from '@moldau/runtime';
import { SNAPSHOT_SUFFIX, segmentFileName } from '../files/file-names.ts';
import type { SegmentLog } from '../log/segment-log.ts';
import type { Segment } from '../segment/segment.ts';
import { CopiedFile, type CopyTerms } from './copied-file.ts';

/**
 * The copy of a log in another log directory, file by file, while the log goes on. It follows the log in whatever
 * happens to it: segments that come and go, records that are cut off. When little is left, the rest is copied without
 * letting go of the event loop, so that at that moment the two are equal, and the copy is on stable storage.
 */

/** Of record batches that are left for the last step, which blocks the event loop. */
const LAST_STEP_BYTES_MAX = 128 * 1024;

export class FutureLog {
  readonly directory: string;
  readonly #disk: Disk;
  readonly #log: SegmentLog;
  #copies = new Map<Segment, SegmentCopy>();
  #truncations: number;
  #snapshots = new Set<number>();
  #namesAreDurable = false;

  constructor(disk: Disk, log: SegmentLog, directory: string) {
    this.#disk = disk;
    this.#log = log;
    this.directory = directory;
    this.#truncations = log.truncations;
  }

  /** Bytes of record batches so far. */
  get size(): number {
    let bytes = 0;
    for (const copy of this.#copies.values()) bytes += copy.batches.copied;
    return bytes;
  }

  /** How far the copy reaches: exact where a segment ends, by proportion within one. */
  get endOffset(): number {
    let endOffset = this.#log.logStartOffset;
    for (const segment of this.#log.segments) {
      const copied = this.#copies.get(segment)?.batches.copied ?? 0;
      const next = Math.min(segment.nextOffset, this.#log.writtenEndOffset);
      if (copied < segment.written) {
        return Math.max(
          endOffset,
          segment.baseOffset + Math.floor(((next - segment.baseOffset) * copied) / segment.written),
        );
      }
      endOffset = Math.max(endOffset, next);
    }
    return endOffset;
  }

  /** Resolves when so little is left that `finish` can do it, on stable storage, or when nobody wants it any more. */
  async catchUp(terms: CopyTerms): Promise<void> {
    while (terms.isWanted()) {
      this.#followLog();
      for (const segment of this.#log.segments) {
        if (!terms.isWanted()) return;
        await this.#advance(segment, terms);
      }
      if (!terms.isWanted() || !this.#isNear) continue;
      this.#copySnapshots();
      await this.#sync(terms);
      if (this.#isNear) return;
    }
  }

  /**
   * Copies what is left on the event loop. Returns false, with nothing promised, when that is too much after all.
   * Everything that was appended to the log must have been written.
   */
  finish(): boolean {
    this.#followLog();
    if (!this.#isNear) return false;
    for (const segment of this.#log.segments) {
      const copy = this.#copyOf(segment);
      copy.advanceNow();
      copy.syncNow();
    }
    this.#copySnapshots();
    this.#log.writeEpochsTo(this.directory);
    if (!this.#namesAreDurable) this.#disk.syncDirectory(this.directory);
    this.close();
    return true;
  }

  close(): void {
    for (const copy of this.#copies.values()) copy.close();
  }

  get #isNear(): boolean {
    if (this.#truncations !== this.#log.truncations) return false;
    let left = 0;
    for (const segment of this.#log.segments)
      left += segment.written - (this.#copies.get(segment)?.batches.copied ?? 0);
    return left <= LAST_STEP_BYTES_MAX;
  }

  /** Drops what is not in the log any more. */
  #followLog(): void {
    const { segments, truncations } = this.#log;
    const isSame = truncations === this.#truncations;
    this.#truncations = truncations;
    const current = new Set(segments);
    for (const [segment, copy] of this.#copies) {
      if (isSame && current.has(segment)) continue;
      this.#copies.delete(segment);
      copy.remove();
    }
  }

  async #advance(segment: Segment, terms: CopyTerms): Promise<void> {
    const copy = this.#copyOf(segment);
    try {
      await copy.advance(terms);
      if (segment !== this.#log.segments.at(-1)) await copy.finish(terms);
    } catch (error) {
      // A segment that was deleted meanwhile takes its files away.
      if (this.#log.segments.includes(segment)) throw error;
    }
  }

  #copyOf(segment: Segment): SegmentCopy {
    const known = this.#copies.get(segment);
    if (known !== undefined) return known;
    const copy = new SegmentCopy(this.#disk, segment, this.directory);
    this.#copies.set(segment, copy);
    this.#namesAreDurable = false;
    return copy;
  }

  /** Producers' states are caches of the log, but without them a start reads all of it. */
  #copySnapshots(): void {
    const wanted = new Set(this.#log.snapshots.offsets);
    for (const offset of this.#snapshots) {
      if (!wanted.has(offset)) this.#disk.remove(`${this.directory}/${segmentFileName(offset, SNAPSHOT_SUFFIX)}`);
    }
    for (const offset of wanted) if (!this.#snapshots.has(offset)) this.#copySnapshot(offset);
    this.#snapshots = wanted;
  }

  #copySnapshot(offset: number): void {
    const content = this.#log.snapshots.read(offset);
    if (content === undefined) return;
    const file = this.#disk.open(`${this.directory}/${segmentFileName(offset, SNAPSHOT_SUFFIX)}`, 'write');
    try {
      file.write(content, 0);
    } finally {
      file.close();
    }
  }

  async #sync(terms: CopyTerms): Promise<void> {
    for (const copy of this.#copies.values()) if (terms.isWanted()) await copy.sync();
    if (this.#namesAreDurable || !terms.isWanted()) return;
    this.#namesAreDurable = true;
    await this.#disk.syncDirectoryAsync(this.directory);
  }
}

class SegmentCopy {
  readonly batches: CopiedFile;
  readonly #segment: Segment;
  readonly #files: readonly CopiedFile[];

  constructor(disk: Disk, segment: Segment, directory: string) {
    const [batches, ...indexes] = segment.files.map((file) => new CopiedFile(disk, file, directory));
    if (batches === undefined) throw new Error('A segment without a file');
    this.#segment = segment;
    this.batches = batches;
    this.#files = [batches, ...indexes];
    // What an earlier segment of that name, or an earlier attempt, may have left.
    for (const file of this.#files) file.remove();
    batches.create();
  }

  async advance(terms: CopyTerms): Promise<void> {
    for (const [index, file] of this.#files.entries()) await file.advance(this.#bytesOf(index, file), terms);
  }

  /** Nothing more comes to the segment: what was copied is put on stable storage. */
  async finish(terms: CopyTerms): Promise<void> {
    if (!terms.isWanted()) return;
    await this.sync();
    this.close();
  }

  advanceNow(): void {
    for (const [index, file] of this.#files.entries()) file.advanceNow(this.#bytesOf(index, file));
  }

  async sync(): Promise<void> {
    await Promise.all(this.#files.map((file) => file.sync()));
  }

  syncNow(): void {
    for (const file of this.#files) file.syncNow();
  }

  close(): void {
    for (const file of this.#files) file.close();
  }

  remove(): void {
    for (const file of this.#files) file.remove();
  }

  #bytesOf(index: number, file: CopiedFile): number {
    const bytes = this.#segment.contents[index]?.bytes ?? 0;
    // An index that was made anew meanwhile.
    if (file.copied > bytes) file.remove();
    return bytes;
  }
}

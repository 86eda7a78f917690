import type { RecordBatch } from '@moldau/protocol';
import type { Disk } from '@moldau/runtime';
import type { FileHandles } from '../files/file-handles.ts';
import { LogFile } from '../files/file-handles.ts';
import {
  LOG_SUFFIX,
  OFFSET_INDEX_SUFFIX,
  segmentFileName,
  TIME_INDEX_SUFFIX,
  TRANSACTION_INDEX_SUFFIX,
} from '../files/file-names.ts';
import type { IndexCache } from '../index/index-cache.ts';
import { OffsetIndex } from '../index/offset-index.ts';
import { TimeIndex } from '../index/time-index.ts';
import { TransactionIndex } from '../index/transaction-index.ts';
import { BatchCursor } from './batch-cursor.ts';

/**
 * A stretch of the log in one `.log` file with its indexes. All sizes and positions count what was appended, of which
 * the file holds the first `written` bytes. Batches are indexed as they are appended: the first after every
 * `index.interval.bytes`.
 */

const RELATIVE_OFFSET_MAX = 2 ** 31 - 1;

/** What segments of a broker share. */
export interface SegmentResources {
  readonly handles: FileHandles;
  readonly indexCache: IndexCache;
}

export interface SegmentLimits {
  readonly segmentBytes: number;
  readonly segmentMs: number;
  readonly segmentJitterMs: number;
  readonly segmentIndexBytes: number;
  readonly indexIntervalBytes: number;
}

export interface SegmentFileSizes {
  readonly log: number;
  readonly offsetIndex: number;
  readonly timeIndex: number;
}

export interface NewSegment {
  readonly indexBytesMax: number;
  readonly createdMs: number;
  /** Size that the file takes at once, under `preallocate`; cut to what is in it when the segment is closed. */
  readonly preallocateBytes?: number;
}

export class Segment {
  readonly baseOffset: number;
  readonly file: LogFile;
  readonly offsetIndex: OffsetIndex;
  readonly timeIndex: TimeIndex;
  readonly transactionIndex: TransactionIndex;
  readonly createdMs: number;
  size: number;
  written: number;
  nextOffset: number;
  maxTimestamp = -1;
  /** Last offset of the first batch that has `maxTimestamp`. */
  maxTimestampOffset = -1;
  /** The first batch's greatest timestamp, by which `segment.ms` counts; undefined while there is none, or unread. */
  firstTimestamp: number | undefined;
  /** The directory was synced since the file was created. */
  isNameDurable = false;
  #bytesSinceIndexEntry = 0;
  #isPreallocated = false;

  constructor(
    directory: string,
    baseOffset: number,
    resources: SegmentResources,
    options: NewSegment & { sizes: SegmentFileSizes },
  ) {
    const { handles, indexCache } = resources;
    const { sizes, indexBytesMax } = options;
    const file = (suffix: string) => new LogFile(handles, `${directory}/${segmentFileName(baseOffset, suffix)}`);
    this.baseOffset = baseOffset;
    this.nextOffset = baseOffset;
    this.createdMs = options.createdMs;
    this.size = sizes.log;
    this.written = sizes.log;
    this.file = file(LOG_SUFFIX);
    const offsets = file(OFFSET_INDEX_SUFFIX);
    const times = file(TIME_INDEX_SUFFIX);
    this.offsetIndex = new OffsetIndex(baseOffset, offsets, indexBytesMax, sizes.offsetIndex, indexCache);
    this.timeIndex = new TimeIndex(baseOffset, times, indexBytesMax, sizes.timeIndex, indexCache);
    this.transactionIndex = new TransactionIndex(file(TRANSACTION_INDEX_SUFFIX), handles.disk);
  }

  /** Creates the files of a segment without batches. A leftover of a creation that a crash cut short is replaced. */
  static create(directory: string, baseOffset: number, resources: SegmentResources, options: NewSegment): Segment {
    const sizes = { log: 0, offsetIndex: 0, timeIndex: 0 };
    const segment = new Segment(directory, baseOffset, resources, { ...options, sizes });
    const file = segment.file.forWriting();
    // Truncating one that is empty already would have ext4 write all of it back when it is closed.
    if (file.size() > 0) file.truncate(0);
    if (options.preallocateBytes !== undefined) {
      file.truncate(options.preallocateBytes);
      segment.#isPreallocated = true;
    }
    return segment;
  }

  set indexBytesMax(bytes: number) {
    this.offsetIndex.entries.limitTo(bytes);
    this.timeIndex.entries.limitTo(bytes);
  }

  get files(): readonly LogFile[] {
    return [this.file, this.offsetIndex.entries.file, this.timeIndex.entries.file, this.transactionIndex.file];
  }

  /** Its files, and how much of each holds something. */
  get contents(): readonly { readonly file: LogFile; readonly bytes: number }[] {
    const { transactionIndex } = this;
    const indexes = [this.offsetIndex.entries, this.timeIndex.entries, transactionIndex];
    return [
      { file: this.file, bytes: this.written },
      ...indexes.map(({ file, bytesInFile }) => ({ file, bytes: bytesInFile })),
    ];
  }

  /** Whether `batch`, whose first offset is `baseOffset`, must go to a new segment. B155. */
  mustRollFor(batch: RecordBatch, baseOffset: number, limits: SegmentLimits, nowMs: number, jitterMs: number): boolean {
    if (baseOffset + batch.lastOffsetDelta - this.baseOffset > RELATIVE_OFFSET_MAX) return true;
    if (this.size === 0) return false;
    return (
      this.size + batch.sizeInBytes > limits.segmentBytes ||
      this.offsetIndex.isFull ||
      this.timeIndex.isFull ||
      this.#age(batch.maxTimestamp, nowMs) > limits.segmentMs - jitterMs
    );
  }

  /** Counts a batch that lies at the segment's end, and indexes it. */
  add(batch: RecordBatch, indexIntervalBytes: number): void {
    const { lastOffset, sizeInBytes } = batch;
    if (this.size === 0) this.firstTimestamp = batch.maxTimestamp;
    this.#noteTimestamp(batch);
    if (this.#bytesSinceIndexEntry > indexIntervalBytes) {
      this.offsetIndex.append(lastOffset, this.size);
      this.timeIndex.appendIfGreater(this.maxTimestamp, this.maxTimestampOffset);
      this.#bytesSinceIndexEntry = 0;
    }
    this.#bytesSinceIndexEntry += sizeInBytes;
    this.size += sizeInBytes;
    this.nextOffset = lastOffset + 1;
  }

  /** Nothing more will be appended: the file gets its true size, the indexes their last entries and their files. */
  finish(): void {
    if (this.#isPreallocated) {
      this.file.forWriting().truncate(this.written);
      this.file.forWriting().syncNow();
      this.#isPreallocated = false;
    }
    if (this.maxTimestamp >= 0) this.timeIndex.appendIfGreater(this.maxTimestamp, this.maxTimestampOffset);
    for (const { entries } of [this.offsetIndex, this.timeIndex]) {
      if (entries.count === 0 && this.size > 0) entries.resetFile();
      else entries.persist();
    }
    this.transactionIndex.persist();
  }

  /** The files of the indexes, as far as they exist, to stable storage. */
  async syncIndexes(): Promise<void> {
    await this.transactionIndex.sync();
    if (this.size === 0) return;
    await this.offsetIndex.entries.file.sync();
    await this.timeIndex.entries.file.sync();
  }

  /** Forgets what offset and time index say, to have every batch added again. */
  resetForRebuild(): void {
    this.offsetIndex.entries.reset();
    this.timeIndex.entries.reset();
    this.size = 0;
    this.nextOffset = this.baseOffset;
    this.maxTimestamp = -1;
    this.maxTimestampOffset = -1;
    this.firstTimestamp = undefined;
    this.#bytesSinceIndexEntry = 0;
  }

  /** Cuts off the batches from the one at `position` on, the first that holds `offset` or more, for good. */
  truncateTo(offset: number, position: number): void {
    this.file.forWriting().truncate(position);
    this.file.forWriting().syncNow();
    this.offsetIndex.truncateToPosition(position);
    this.timeIndex.truncateTo(offset);
    this.transactionIndex.truncateTo(offset);
    this.size = position;
    this.written = position;
    this.nextOffset = offset;
    const last = this.timeIndex.lastEntry;
    this.maxTimestamp = last?.timestamp ?? -1;
    this.maxTimestampOffset = last?.offset ?? -1;
    if (position === 0) this.firstTimestamp = undefined;
    for (const batch of this.#batchesFrom(this.offsetIndex.lastEntry?.position ?? 0)) this.#noteTimestamp(batch);
  }

  /** Reads the first batch's greatest timestamp, which opening a segment leaves out. */
  loadFirstTimestamp(): void {
    const cursor = new BatchCursor(this.file, { start: 0, end: this.written }, { whole: 'none' });
    this.firstTimestamp = cursor.nextNow()?.maxTimestamp;
  }

  /** Takes size and end from a file that is trusted. */
  restore(state: { nextOffset: number; bytesSinceIndexEntry: number }): void {
    this.nextOffset = state.nextOffset;
    this.#bytesSinceIndexEntry = state.bytesSinceIndexEntry;
    const last = this.timeIndex.lastEntry;
    this.maxTimestamp = last?.timestamp ?? -1;
    this.maxTimestampOffset = last?.offset ?? -1;
  }

  renameFiles(disk: Disk, rename: (path: string) => string): void {
    for (const file of this.files) renameFile(disk, file, rename);
  }

  renameLog(disk: Disk, rename: (path: string) => string): void {
    renameFile(disk, this.file, rename);
  }

  renameIndexes(disk: Disk, rename: (path: string) => string): void {
    for (const file of this.files) if (file !== this.file) renameFile(disk, file, rename);
  }

  /** By their ends, which is where damage shows; lookups notice the rest. */
  indexesLookSane(): boolean {
    return this.offsetIndex.looksSane(this.size) && this.timeIndex.looksSane();
  }

  movedTo(directory: string): void {
    for (const file of this.files) file.movedTo(`${directory}/${file.path.slice(file.path.lastIndexOf('/') + 1)}`);
  }

  close(): void {
    this.file.close();
    this.offsetIndex.entries.close();
    this.timeIndex.entries.close();
    this.transactionIndex.file.close();
  }

  *#batchesFrom(position: number): Generator<RecordBatch, void, undefined> {
    const cursor = new BatchCursor(this.file, { start: position, end: this.written }, { whole: 'none' });
    for (let batch = cursor.nextNow(); batch !== undefined; batch = cursor.nextNow()) yield batch;
  }

  /** That of a batch which compaction emptied is no record's. */
  #noteTimestamp(batch: RecordBatch): void {
    const { maxTimestamp } = batch;
    if (maxTimestamp <= this.maxTimestamp || batch.count === 0) return;
    this.maxTimestamp = maxTimestamp;
    this.maxTimestampOffset = batch.lastOffset;
  }

  /** By record time where records have one, by the clock otherwise. */
  #age(batchTimestamp: number, nowMs: number): number {
    const first = this.firstTimestamp;
    if (first !== undefined && first >= 0 && batchTimestamp >= 0) return batchTimestamp - first;
    return nowMs - this.createdMs;
  }
}

/** Those that are not there only change their names. */
function renameFile(disk: Disk, file: LogFile, rename: (path: string) => string): void {
  const path = rename(file.path);
  if (disk.exists(file.path)) disk.rename(file.path, path);
  file.movedTo(path);
}

import { RecordBatch } from '@moldau/protocol';
import { type FileHandles } from '../files/file-handles.ts';
import { CLEANED_SUFFIX } from '../files/file-names.ts';
import { IndexCache } from '../index/index-cache.ts';
import type { AbortedTransaction } from '../partition-log.ts';
import { Segment } from '../segment/segment.ts';
import type { CleanAnswer } from './compaction-task.ts';

const INDEX_CACHE_BYTES = 1024 * 1024;
const GATHER_BYTES_MIN = 64 * 1024;

/** Writes the files of one compacted segment, all four of them, whatever is in them. */
export class CleanedSegmentWriter {
  readonly #segment: Segment;
  readonly #directory: string;
  readonly #handles: FileHandles;
  readonly #indexIntervalBytes: number;
  readonly #gather: Buffer;
  #gathered = 0;
  #written = 0;
  #untold = 0;
  #hasAborted = false;

  constructor(
    handles: FileHandles,
    directory: string,
    baseOffset: number,
    options: { readonly ioBufferBytes: number; readonly indexIntervalBytes: number },
  ) {
    this.#handles = handles;
    this.#directory = directory;
    this.#indexIntervalBytes = options.indexIntervalBytes;
    this.#gather = Buffer.allocUnsafe(Math.max(GATHER_BYTES_MIN, options.ioBufferBytes));
    this.#segment = new Segment(
      directory,
      baseOffset,
      { handles, indexCache: new IndexCache(INDEX_CACHE_BYTES) },
      { sizes: { log: 0, offsetIndex: 0, timeIndex: 0 }, indexBytesMax: 2 ** 31, createdMs: 0 },
    );
    for (const file of this.#segment.files) {
      file.movedTo(file.path + CLEANED_SUFFIX);
      handles.disk.remove(file.path);
      file.forWriting();
    }
  }

  /** A whole batch, which is copied or written before this returns. */
  add(bytes: Buffer): void {
    this.#segment.add(new RecordBatch(bytes), this.#indexIntervalBytes);
    this.#untold += bytes.length;
    if (bytes.length > this.#gather.length - this.#gathered) this.#flush();
    if (bytes.length > this.#gather.length) return this.#write(bytes);
    this.#gathered += bytes.copy(this.#gather, this.#gathered);
  }

  addAborted(aborted: AbortedTransaction): void {
    this.#hasAborted = true;
    this.#segment.transactionIndex.append(aborted);
  }

  /** Bytes that came since the last call. */
  takeAddedBytes(): number {
    const bytes = this.#untold;
    this.#untold = 0;
    return bytes;
  }

  /** Everything to stable storage, the names too. */
  finish(): CleanAnswer {
    const segment = this.#segment;
    this.#flush();
    segment.written = this.#written;
    segment.finish();
    for (const file of segment.files) file.forWriting().syncNow();
    this.#handles.disk.syncDirectory(this.#directory);
    const { size, offsetIndex, timeIndex, maxTimestamp, maxTimestampOffset } = segment;
    return {
      kind: 'clean',
      sizes: {
        log: size,
        offsetIndex: offsetIndex.entries.file.forReading().size(),
        timeIndex: timeIndex.entries.file.forReading().size(),
      },
      maxTimestamp,
      maxTimestampOffset,
      hasAborted: this.#hasAborted,
    };
  }

  close(): void {
    this.#segment.close();
  }

  #flush(): void {
    this.#write(this.#gather.subarray(0, this.#gathered));
    this.#gathered = 0;
  }

  #write(bytes: Buffer): void {
    if (bytes.length === 0) return;
    this.#segment.file.forWriting().write(bytes, this.#written);
    this.#written += bytes.length;
  }
}

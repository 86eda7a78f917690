import { CorruptRecordError, RawRecordCursor, type RecordBatch } from '@moldau/protocol';
import type { WorkerWorld } from '@moldau/runtime';
import { FileHandles, LogFile } from '../files/file-handles.ts';
import type { AbortedTransaction } from '../partition-log.ts';
import { BatchCursor } from '../segment/batch-cursor.ts';
import { BatchCleaner } from './batch-cleaner.ts';
import { CleanedSegmentWriter } from './cleaned-segment-writer.ts';
import { CleanedTransactions } from './cleaned-transactions.ts';
import type { CleanAnswer, CleanCall, MapAnswer, MapCall, SourceSegment, WorkLimits } from './compaction-task.ts';
import { OffsetMap } from './offset-map.ts';
import { Throttle } from './throttle.ts';

const OPEN_FILES_MAX = 16;
/** So much is read between two pauses. */
const SLICE_BYTES = 128 * 1024;

/**
 * The work of compaction, off the broker's loop: reads closed segments, writes new files, and touches nothing else. Keeps
 * the offset map from the `map` call on for the `clean` calls of the same pass.
 */
export class CompactionWork {
  readonly #world: WorkerWorld;
  readonly #handles: FileHandles;
  #map = new OffsetMap(1, 1);
  #aborted: readonly AbortedTransaction[] = [];
  #cleaner: BatchCleaner | undefined;

  constructor(world: WorkerWorld) {
    this.#world = world;
    this.#handles = new FileHandles(world.disk, OPEN_FILES_MAX);
  }

  async map(call: MapCall): Promise<MapAnswer> {
    const { fromOffset, toOffset } = call;
    this.#cleaner = undefined;
    this.#aborted = call.aborted;
    this.#map = OffsetMap.sized(call.mapBytes, call.loadFactor, toOffset - fromOffset);
    const transactions = new CleanedTransactions(call.aborted.filter((aborted) => aborted.lastOffset >= fromOffset));
    let endOffset = fromOffset;
    let isFull = false;
    await this.#readAll(call.segments, call, (batch) => {
      if (batch.nextOffset <= fromOffset) return true;
      if (batch.baseOffset >= toOffset) return false;
      isFull = this.#map.size + batch.count > this.#map.capacity;
      if (isFull) return false;
      if (batch.isControl) transactions.endedBy(batch);
      else if (!transactions.isAborted(batch)) this.#note(batch);
      endOffset = batch.nextOffset;
      return true;
    });
    if (isFull && endOffset === fromOffset) {
      throw new RangeError(
        `The batch at offset ${fromOffset} has more keys than log.cleaner.dedupe.buffer.size allows`,
      );
    }
    return { kind: 'map', endOffset: isFull ? endOffset : toOffset };
  }

  async clean(call: CleanCall): Promise<CleanAnswer> {
    const { segments, directory, rules } = call;
    this.#cleaner ??= new BatchCleaner(this.#map, this.#aborted, rules);
    const cleaner = this.#cleaner;
    cleaner.rules = rules;
    const baseOffset = segments[0]?.baseOffset ?? 0;
    const writer = new CleanedSegmentWriter(this.#handles, directory, baseOffset, call);
    try {
      const visit = (batch: RecordBatch): boolean => {
        const { bytes, aborted } = cleaner.clean(batch);
        if (bytes !== undefined) writer.add(bytes);
        if (aborted !== undefined) writer.addAborted(aborted);
        return true;
      };
      await this.#readAll(segments, call, visit, () => writer.takeAddedBytes());
      return writer.finish();
    } finally {
      writer.close();
    }
  }

  #note(batch: RecordBatch): void {
    const records = new RawRecordCursor(batch);
    while (records.next()) {
      if (records.hasKey) this.#map.put(records.buffer, records.keyStart, records.keyEnd, records.offset);
    }
  }

  /** Hands every batch to `visit` until it returns false. Throws a CorruptRecordError for a damaged one. */
  async #readAll(
    segments: readonly SourceSegment[],
    limits: WorkLimits,
    visit: (batch: RecordBatch) => boolean,
    alsoMoved: () => number = () => 0,
  ): Promise<void> {
    const throttle = new Throttle(this.#world.clock, limits.bytesPerSecond);
    for (const { path, bytes } of segments) {
      const file = new LogFile(this.#handles, path);
      try {
        const cursor = new BatchCursor(file, { start: 0, end: bytes }, { whole: 'all' });
        let slice = 0;
        for (let batch = cursor.nextNow(); batch !== undefined; batch = cursor.nextNow()) {
          if (!batch.isCrcValid()) {
            throw new CorruptRecordError(`The batch at offset ${batch.baseOffset} of ${path} has a wrong checksum`);
          }
          slice += batch.sizeInBytes;
          if (!visit(batch)) return;
          if (slice < SLICE_BYTES) continue;
          await throttle.passed(slice + alsoMoved());
          await this.#world.pause();
          slice = 0;
        }
        await throttle.passed(slice + alsoMoved());
      } finally {
        file.close();
      }
    }
  }
}

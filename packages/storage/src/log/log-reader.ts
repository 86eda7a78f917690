import { CorruptRecordError, Errors } from '@moldau/protocol';
import { AppendError, type ReadRequest, type ReadResult } from '../partition-log.ts';
import { emptyResult, readSegment } from '../segment/read-segment.ts';
import { rebuildIndexes } from '../segment/rebuild-indexes.ts';
import type { Segment } from '../segment/segment.ts';
import type { LogTail } from '../tail-cache/log-tail.ts';
import type { LogEnvironment } from './log-environment.ts';
import type { Segments } from './segments.ts';
import { causeOf, storageFailure } from './storage-failure.ts';
import { type FoundRecord, findByTimestamp, findMaxTimestamp, type LookupRange } from './timestamp-lookup.ts';

/** Reads one log: its tail from memory, the rest from its segments' files. A bad index found on the way is made anew. */
export class LogReader {
  readonly #environment: LogEnvironment;
  readonly #segments: Segments;
  readonly #tail: LogTail;
  readonly #name: string;

  constructor(environment: LogEnvironment, segments: Segments, tail: LogTail, name: string) {
    this.#environment = environment;
    this.#segments = segments;
    this.#tail = tail;
    this.#name = name;
  }

  /** The offset is in the log, below the end offset. */
  read(request: ReadRequest, indexIntervalBytes: number): ReadResult | Promise<ReadResult> {
    return this.#tail.read(request) ?? this.#readFiles(request, indexIntervalBytes);
  }

  findByTimestamp(timestamp: number, range: LookupRange): Promise<FoundRecord | undefined> {
    return this.#lookUp(() => findByTimestamp(this.#segments, timestamp, range));
  }

  findMaxTimestamp(range: LookupRange): Promise<FoundRecord | undefined> {
    return this.#lookUp(() => findMaxTimestamp(this.#segments, range));
  }

  /** Bytes from `offset` to the log's end: exact in the tail cache, by proportion within a segment below it. */
  bytesFrom(offset: number): number {
    if (offset >= this.#segments.active.nextOffset) return 0;
    const cached = this.#tail.bytesFrom(offset);
    if (cached !== undefined) return cached;
    const segment = this.#segments.floor(offset);
    const share = (segment.nextOffset - offset) / Math.max(1, segment.nextOffset - segment.baseOffset);
    let bytes = Math.ceil(segment.size * Math.min(1, Math.max(0, share)));
    for (const later of this.#segments.from(segment.nextOffset)) if (later !== segment) bytes += later.size;
    return bytes;
  }

  async #readFiles(request: ReadRequest, indexIntervalBytes: number): Promise<ReadResult> {
    let segment: Segment | undefined = this.#segments.floor(request.offset);
    try {
      while (segment !== undefined) {
        const found = await this.#readSegment(segment, request, indexIntervalBytes);
        if (found !== undefined) return found;
        segment = this.#segments.after(segment);
      }
      return emptyResult();
    } catch (error) {
      if (error instanceof CorruptRecordError) throw new AppendError(Errors.CORRUPT_MESSAGE, error.message, [], error);
      throw storageFailure(`Cannot read ${this.#name}: ${causeOf(error)}`, error);
    }
  }

  async #readSegment(
    segment: Segment,
    request: ReadRequest,
    indexIntervalBytes: number,
  ): Promise<ReadResult | undefined> {
    const { readBuffers, logger } = this.#environment;
    try {
      return await readSegment(segment, request, readBuffers);
    } catch (error) {
      if (!(error instanceof CorruptRecordError) || segment === this.#segments.active) throw error;
      logger.warn({ path: segment.file.path, error }, 'Rebuilding the indexes of a segment');
      await rebuildIndexes(segment, indexIntervalBytes);
      return readSegment(segment, request, readBuffers);
    }
  }

  async #lookUp(find: () => Promise<FoundRecord | undefined>): Promise<FoundRecord | undefined> {
    try {
      return await find();
    } catch (error) {
      throw storageFailure(`Cannot look up a timestamp in ${this.#name}: ${causeOf(error)}`, error);
    }
  }
}

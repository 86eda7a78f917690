import { CorruptRecordError, Errors } from '@moldau/protocol';
import { DiskError } from '@moldau/runtime';
import { AppendError, type ReadRequest, type ReadResult } from '../partition-log.ts';
import { emptyResult, readSegment } from '../segment/read-segment.ts';
import { checkBatches, rebuildIndexes } from '../segment/rebuild-indexes.ts';
import type { Segment } from '../segment/segment.ts';
import type { LogTail } from '../tail-cache/log-tail.ts';
import type { LogEnvironment } from './log-environment.ts';
import type { Segments } from './segments.ts';
import { causeOf, storageFailure } from './storage-failure.ts';
import { type FoundRecord, findByTimestamp, findMaxTimestamp, type LookupRange } from './timestamp-lookup.ts';

/**
 * Reads one log: its tail from memory, the rest from its segments' files. A bad index found on the way is made anew; a
 * closed segment that is bad itself is reported once, and what lies before and behind the damage can still be read.
 */
export class LogReader {
  readonly #environment: LogEnvironment;
  readonly #segments: Segments;
  readonly #tail: LogTail;
  readonly #name: string;
  readonly #onDamage: (damage: Damage) => void;
  readonly #damaged = new WeakMap<Segment, AppendError>();
  /** Where the last read ran into damage: its reader asks again and again, and is not worth a look at the file. */
  #damagedAt: { readonly segment: Segment; readonly offset: number } | undefined;

  constructor(
    environment: LogEnvironment,
    segments: Segments,
    tail: LogTail,
    name: string,
    onDamage: (damage: Damage) => void,
  ) {
    this.#environment = environment;
    this.#segments = segments;
    this.#tail = tail;
    this.#name = name;
    this.#onDamage = onDamage;
  }

  /** The offset is in the log, below the end offset. */
  read(request: ReadRequest, indexIntervalBytes: number): ReadResult | Promise<ReadResult> {
    return this.#tail.read(request) ?? this.#readFiles(request, indexIntervalBytes);
  }

  findByTimestamp(timestamp: number, range: LookupRange, indexIntervalBytes: number): Promise<FoundRecord | undefined> {
    return this.#lookUp(indexIntervalBytes, () => findByTimestamp(this.#segments, timestamp, range));
  }

  findMaxTimestamp(range: LookupRange, indexIntervalBytes: number): Promise<FoundRecord | undefined> {
    return this.#lookUp(indexIntervalBytes, () => findMaxTimestamp(this.#segments, range));
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
      if (error instanceof AppendError) throw error;
      if (error instanceof CorruptRecordError) throw new AppendError(Errors.CORRUPT_MESSAGE, error.message, [], error);
      throw storageFailure(`Cannot read ${this.#name}: ${causeOf(error)}`, error);
    }
  }

  async #readSegment(
    segment: Segment,
    request: ReadRequest,
    indexIntervalBytes: number,
  ): Promise<ReadResult | undefined> {
    const { readBuffers } = this.#environment;
    const known = this.#damaged.get(segment);
    const { offset } = request;
    if (known !== undefined && this.#damagedAt?.segment === segment && this.#damagedAt.offset === offset) throw known;
    try {
      return await readSegment(segment, request, readBuffers);
    } catch (error) {
      if (!isDamage(error) || segment === this.#segments.active) throw error;
      this.#damagedAt = { segment, offset };
      await this.#mend(segment, error, indexIntervalBytes);
      return readSegment(segment, request, readBuffers);
    }
  }

  /** Makes the indexes anew of a closed segment that is good itself. Throws an AppendError for one that is not. */
  async #mend(segment: Segment, error: unknown, indexIntervalBytes: number): Promise<void> {
    const known = this.#damaged.get(segment);
    if (known !== undefined) throw known;
    const { path } = segment.file;
    try {
      if (await rebuildIndexes(segment, indexIntervalBytes))
        this.#environment.logger.warn({ path, error }, 'Rebuilt the indexes of a segment');
    } catch (cause) {
      throw isDamage(cause) ? this.#damage(segment, cause) : cause;
    }
  }

  /** The same for all closed segments, when it is not known which is to blame. */
  async #mendAll(error: unknown, indexIntervalBytes: number): Promise<void> {
    const closed = this.#segments.all.slice(0, -1);
    for (const segment of closed) {
      const known = this.#damaged.get(segment);
      if (known !== undefined) throw known;
      await checkBatches(segment).catch((cause: unknown) => {
        throw isDamage(cause) ? this.#damage(segment, cause) : cause;
      });
    }
    for (const segment of closed) await this.#mend(segment, error, indexIntervalBytes);
  }

  #damage(segment: Segment, cause: unknown): AppendError {
    const known = this.#damaged.get(segment);
    if (known !== undefined) return known;
    const failure = storageFailure(`${segment.file.path} is damaged: ${causeOf(cause)}`, cause);
    if (!this.#segments.all.includes(segment)) return failure;
    this.#damaged.set(segment, failure);
    this.#onDamage({ segment, failure });
    return failure;
  }

  async #lookUp(
    indexIntervalBytes: number,
    find: () => Promise<FoundRecord | undefined>,
    mended = false,
  ): Promise<FoundRecord | undefined> {
    const before = this.#segments.first;
    try {
      return await find();
    } catch (error) {
      if (this.#segments.first !== before) return this.#lookUp(indexIntervalBytes, find);
      if (error instanceof AppendError) throw error;
      if (isDamage(error) && !mended) {
        await this.#mendAll(error, indexIntervalBytes);
        return this.#lookUp(indexIntervalBytes, find, true);
      }
      throw storageFailure(`Cannot look up a timestamp in ${this.#name}: ${causeOf(error)}`, error);
    }
  }
}

/** A closed segment whose file does not hold what was written to it. */
export interface Damage {
  readonly segment: Segment;
  readonly failure: AppendError;
}

function isDamage(error: unknown): boolean {
  return error instanceof CorruptRecordError || (error instanceof DiskError && error.code === 'ENOENT');
}

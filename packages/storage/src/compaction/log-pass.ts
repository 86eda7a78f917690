import { DiskError, type RunningWorker } from '@moldau/runtime';
import type { LogEnvironment, LogHome } from '../log/log-environment.ts';
import type { SegmentLog } from '../log/segment-log.ts';
import { CLEANED_SUFFIX } from '../files/file-names.ts';
import { Segment } from '../segment/segment.ts';
import type { Cleanable } from './cleanable.ts';
import type { CleanerOffsets } from './cleaner-offsets.ts';
import type { CleanerSettings } from './cleaner-settings.ts';
import type { CleanAnswer, CompactionAnswer, CompactionCall, SourceSegment, WorkLimits } from './compaction-task.ts';
import { type GroupedSegment, groupSegments } from './segment-groups.ts';

/**
 * One pass of compaction over one log: the worker notes the keys of the dirty part, then rewrites the log's closed segments
 * up to there group by group, and each group's result takes its place before the next is begun. A log that loses segments
 * meanwhile ends the pass; so do its deletion and its failure. What was swapped in by then stays.
 */

/** A log with where it lies. */
export interface CompactedLog {
  readonly log: SegmentLog;
  readonly home: LogHome & { readonly cleanerOffsets: CleanerOffsets };
}

export type CompactionWorker = RunningWorker<CompactionCall, CompactionAnswer>;

export interface PassOptions {
  readonly cleanable: Cleanable;
  readonly settings: CleanerSettings;
  readonly worker: CompactionWorker;
}

export interface PassOutcome {
  /** `changed`: something else happened to the log meanwhile. `full`: the disk has no room for what a group becomes. */
  readonly result: 'done' | 'changed' | 'full';
  readonly endOffset: number;
  readonly bytesBefore: number;
  readonly bytesAfter: number;
}

/** Throws what the worker's task throws, and DiskErrors of its own. */
export async function compactLog(
  environment: LogEnvironment,
  { log, home }: CompactedLog,
  options: PassOptions,
): Promise<PassOutcome> {
  const pass = new LogPass(environment, log, home, options);
  try {
    return await pass.run();
  } catch (error) {
    // The worker reads by names, which change with the log.
    if (!pass.isStillThere && !(error instanceof DiskError && error.code === 'ENOSPC')) return pass.outcome('changed');
    throw error;
  } finally {
    pass.removeUnfinished();
  }
}

class LogPass {
  readonly #environment: LogEnvironment;
  readonly #log: SegmentLog;
  readonly #home: CompactedLog['home'];
  readonly #options: PassOptions;
  /** The segments that the pass is going to go through, or has put in their place. */
  #segments: readonly Segment[];
  readonly #truncations: number;
  readonly #directory: string;
  #unfinished: Segment | undefined;
  #endOffset: number;
  #bytesBefore = 0;
  #bytesAfter = 0;

  constructor(environment: LogEnvironment, log: SegmentLog, home: CompactedLog['home'], options: PassOptions) {
    this.#environment = environment;
    this.#log = log;
    this.#home = home;
    this.#options = options;
    this.#truncations = log.truncations;
    this.#directory = log.directory;
    this.#endOffset = options.cleanable.endOffset;
    this.#segments = log.segments.slice(0, -1).filter((segment) => segment.baseOffset < this.#endOffset);
  }

  get isStillThere(): boolean {
    const { isUsable, truncations, directory } = this.#log;
    if (!isUsable || truncations !== this.#truncations || directory !== this.#directory) return false;
    const there = new Set(this.#log.segments);
    return this.#segments.every((segment) => there.has(segment));
  }

  async run(): Promise<PassOutcome> {
    const { topic, partition } = this.#log;
    if (!this.#hasRoomFor(Math.max(...this.#segments.map(({ size }) => size)))) return this.outcome('full');
    if (this.#log.flushedEndOffset < this.#endOffset) await this.#log.flush();
    await this.#map();
    this.#segments = this.#segments.filter((segment) => segment.baseOffset < this.#endOffset);
    await this.#home.noteRecoveryPoint(this.#log, this.#segments.at(-1)?.nextOffset ?? 0);
    for (const group of groupSegments(this.#segments.map(toGrouped), this.#log.config)) {
      const result = await this.#clean(group.map(({ segment }) => segment));
      if (result !== 'done') return this.outcome(result);
    }
    await this.#home.cleanerOffsets.set({ topic, partition, offset: this.#endOffset });
    return this.outcome('done');
  }

  outcome(result: PassOutcome['result']): PassOutcome {
    return { result, endOffset: this.#endOffset, bytesBefore: this.#bytesBefore, bytesAfter: this.#bytesAfter };
  }

  removeUnfinished(): void {
    const segment = this.#unfinished;
    if (segment === undefined || !this.#log.isUsable || this.#log.directory !== this.#directory) return;
    segment.close();
    for (const file of segment.files) if (file.path.endsWith(CLEANED_SUFFIX)) this.#environment.disk.remove(file.path);
  }

  async #map(): Promise<void> {
    const { worker, settings, cleanable } = this.#options;
    const { firstDirtyOffset } = cleanable;
    const lastOffset = this.#segments.at(-1)?.nextOffset ?? 0;
    const answer = await worker.call({
      kind: 'map',
      ...this.#limits(),
      segments: this.#segments.filter((segment) => segment.nextOffset > firstDirtyOffset).map(toSource),
      fromOffset: firstDirtyOffset,
      toOffset: this.#endOffset,
      mapBytes: settings.logCleanerDedupeBufferSize / Math.max(1, settings.logCleanerThreads),
      loadFactor: settings.logCleanerIoBufferLoadFactor,
      aborted: this.#log.abortedTransactions(this.#segments[0]?.baseOffset ?? 0, lastOffset),
    });
    this.#endOffset = answer.kind === 'map' ? answer.endOffset : firstDirtyOffset;
  }

  async #clean(group: readonly Segment[]): Promise<PassOutcome['result']> {
    if (!this.isStillThere) return 'changed';
    const bytes = group.reduce((sum, { size }) => sum + size, 0);
    if (!this.#hasRoomFor(bytes)) return 'full';
    this.#unfinished = this.#cleanedSegment(group, NOTHING_WRITTEN);
    const answer = await this.#options.worker.call({
      kind: 'clean',
      ...this.#limits(),
      segments: group.map(toSource),
      directory: this.#log.directory,
      indexIntervalBytes: this.#log.config.indexIntervalBytes,
      rules: {
        nowMs: this.#environment.clock.now(),
        deleteRetentionMs: this.#log.config.deleteRetentionMs,
        endOffset: this.#endOffset,
        lastOfProducers: this.#log.lastOfProducers(),
      },
    });
    if (answer.kind !== 'clean' || !this.isStillThere) return 'changed';
    const result = this.#cleanedSegment(group, answer);
    if (!(await this.#log.replaceSegments(group, result))) return 'changed';
    this.#unfinished = undefined;
    this.#segments = this.#segments.flatMap((segment) => {
      if (segment === group[0]) return [result];
      return group.includes(segment) ? [] : [segment];
    });
    this.#bytesBefore += bytes;
    this.#bytesAfter += result.size;
    return 'done';
  }

  #hasRoomFor(bytes: number): boolean {
    return this.#environment.disk.space(this.#log.directory).freeBytes >= bytes;
  }

  /** As the worker leaves it, still under its first name. */
  #cleanedSegment(group: readonly Segment[], { sizes, maxTimestamp, maxTimestampOffset }: WrittenFiles): Segment {
    const baseOffset = group[0]?.baseOffset ?? 0;
    const last = group.at(-1);
    const { directory, config } = this.#log;
    const createdMs = last?.createdMs ?? 0;
    const options = { sizes, indexBytesMax: config.segmentIndexBytes, createdMs };
    const segment = new Segment(directory, baseOffset, this.#environment, options);
    segment.nextOffset = last?.nextOffset ?? baseOffset;
    segment.maxTimestamp = maxTimestamp;
    segment.maxTimestampOffset = maxTimestampOffset;
    for (const file of segment.files) file.movedTo(file.path + CLEANED_SUFFIX);
    return segment;
  }

  #limits(): WorkLimits {
    const { logCleanerThreads, logCleanerIoBufferSize, logCleanerIoMaxBytesPerSecond } = this.#options.settings;
    const threads = Math.max(1, logCleanerThreads);
    return {
      ioBufferBytes: Math.floor(logCleanerIoBufferSize / threads),
      bytesPerSecond: logCleanerIoMaxBytesPerSecond / threads,
    };
  }
}

type WrittenFiles = Pick<CleanAnswer, 'sizes' | 'maxTimestamp' | 'maxTimestampOffset'>;

const NOTHING_WRITTEN: WrittenFiles = {
  sizes: { log: 0, offsetIndex: 0, timeIndex: 0 },
  maxTimestamp: -1,
  maxTimestampOffset: -1,
};

function toSource({ file, baseOffset, written }: Segment): SourceSegment {
  return { path: file.path, baseOffset, bytes: written };
}

function toGrouped(segment: Segment): GroupedSegment & { readonly segment: Segment } {
  const { baseOffset, nextOffset, size } = segment;
  return {
    baseOffset,
    nextOffset,
    size,
    offsetIndexBytes: segment.offsetIndex.entries.byteLength,
    timeIndexBytes: segment.timeIndex.entries.byteLength,
    segment,
  };
}

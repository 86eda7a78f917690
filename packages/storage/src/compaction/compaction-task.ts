import type { WorkerTask } from '@moldau/runtime';
import type { AbortedTransaction } from '../partition-log.ts';
import type { CleaningRules } from './batch-cleaner.ts';
import { CompactionWork } from './compaction-work.ts';

/**
 * What the broker's loop and a compaction worker tell each other. A pass over a log is one `map` call, which notes the
 * last offset of each key in the dirty part, then a `clean` call for each group of segments, in order.
 */

export type CompactionCall = MapCall | CleanCall;
export type CompactionAnswer = MapAnswer | CleanAnswer;

/** A closed segment's file. */
export interface SourceSegment {
  readonly path: string;
  readonly baseOffset: number;
  readonly bytes: number;
}

export interface WorkLimits {
  /** For reading and writing. */
  readonly ioBufferBytes: number;
  readonly bytesPerSecond: number;
}

export interface MapCall extends WorkLimits {
  readonly kind: 'map';
  /** Those with offsets in the range. */
  readonly segments: readonly SourceSegment[];
  readonly fromOffset: number;
  /** Exclusive. */
  readonly toOffset: number;
  readonly mapBytes: number;
  readonly loadFactor: number;
  /** Of the whole log, up to the end of the last segment that will be cleaned. */
  readonly aborted: readonly AbortedTransaction[];
}

export interface MapAnswer {
  readonly kind: 'map';
  /** Up to where keys are noted, exclusive; less than asked for when the memory was full. */
  readonly endOffset: number;
}

export interface CleanCall extends WorkLimits {
  readonly kind: 'clean';
  readonly segments: readonly SourceSegment[];
  readonly directory: string;
  readonly rules: CleaningRules;
  readonly indexIntervalBytes: number;
}

/** The files lie beside the segments that they are made of, with the suffix `.cleaned`, and are on stable storage. */
export interface CleanAnswer {
  readonly kind: 'clean';
  readonly sizes: { readonly log: number; readonly offsetIndex: number; readonly timeIndex: number };
  readonly maxTimestamp: number;
  readonly maxTimestampOffset: number;
  readonly hasAborted: boolean;
}

const isSource = import.meta.url.endsWith('.ts');

export const compactionTask: WorkerTask<CompactionCall, CompactionAnswer> = {
  module: new URL(isSource ? './compaction-worker.ts' : './compaction-worker.js', import.meta.url).href,
  serve(world) {
    const work = new CompactionWork(world);
    return (call) => (call.kind === 'map' ? work.map(call) : work.clean(call));
  },
};

import { CorruptRecordError, type RecordBatch } from '@moldau/protocol';
import type { LeaderEpochCache } from '../leader-epoch/leader-epoch-cache.ts';
import { BatchCursor } from '../segment/batch-cursor.ts';
import type { Segment } from '../segment/segment.ts';
import { CorruptLogError } from './corrupt-log-error.ts';

/**
 * Reads a segment from its first byte, checks every batch, and makes its indexes and leader epochs anew. It stops at
 * the first batch that is no good; what that means depends on what follows it.
 */

export interface SegmentRecovery {
  readonly segment: Segment;
  /** The log's end so far: no batch may begin below it. */
  readonly minOffset: number;
  readonly epochs: LeaderEpochCache;
  readonly indexIntervalBytes: number;
  progress(bytes: number): void;
}

export interface BadBatch {
  readonly position: number;
  readonly reason: string;
}

/**
 * Undefined when all is well. Throws a CorruptLogError for a batch that is whole by its checksum and yet cannot stand
 * where it does.
 */
export async function recoverSegment(recovery: SegmentRecovery): Promise<BadBatch | undefined> {
  const { segment } = recovery;
  const cursor = new BatchCursor(segment.file, { start: 0, end: segment.written }, { whole: 'all' });
  segment.resetForRebuild();
  segment.transactionIndex.reset();
  try {
    for (let batch = await cursor.next(); batch !== undefined; batch = await cursor.next()) {
      if (!batch.isCrcValid()) return { position: segment.size, reason: 'its checksum is wrong' };
      addBatch(batch, recovery);
      recovery.progress(batch.sizeInBytes);
    }
  } catch (error) {
    if (!(error instanceof CorruptRecordError)) throw error;
    return { position: segment.size, reason: error.message };
  }
  return undefined;
}

function addBatch(batch: RecordBatch, { segment, epochs, minOffset, indexIntervalBytes }: SegmentRecovery): void {
  const { baseOffset, partitionLeaderEpoch } = batch;
  const path = segment.file.path;
  if (baseOffset < Math.max(minOffset, segment.nextOffset) || !Number.isSafeInteger(baseOffset)) {
    throw new CorruptLogError(path, segment.size, `base offset ${baseOffset} after end ${segment.nextOffset}`);
  }
  if (partitionLeaderEpoch < epochs.latestEpoch) {
    throw new CorruptLogError(path, segment.size, `leader epoch ${partitionLeaderEpoch} after ${epochs.latestEpoch}`);
  }
  if (batch.lastOffsetDelta < 0 || batch.count > batch.lastOffsetDelta + 1) {
    throw new CorruptLogError(path, segment.size, `${batch.count} records up to delta ${batch.lastOffsetDelta}`);
  }
  if (partitionLeaderEpoch >= 0) epochs.assign(partitionLeaderEpoch, baseOffset);
  segment.add(batch, indexIntervalBytes);
}

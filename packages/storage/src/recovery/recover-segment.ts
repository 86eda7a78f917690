import { CorruptRecordError, type RecordBatch } from '@moldau/protocol';
import type { LeaderEpochCache } from '../leader-epoch/leader-epoch-cache.ts';
import { BatchCursor } from '../segment/batch-cursor.ts';
import type { Segment } from '../segment/segment.ts';

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
  readonly progress: (bytes: number) => void;
}

export interface BadBatch {
  readonly position: number;
  readonly reason: string;
  /** Its checksum is right and yet it cannot stand where it does. */
  readonly isWhole: boolean;
}

/** Undefined when all is well. */
export async function recoverSegment(recovery: SegmentRecovery): Promise<BadBatch | undefined> {
  const { segment } = recovery;
  const cursor = new BatchCursor(segment.file, { start: 0, end: segment.written }, { whole: 'all', isAtStart: true });
  segment.resetForRebuild();
  segment.transactionIndex.reset();
  try {
    for (let batch = await cursor.next(); batch !== undefined; batch = await cursor.next()) {
      if (!batch.isCrcValid()) return { position: segment.size, reason: 'its checksum is wrong', isWhole: false };
      const reason = misplaced(batch, recovery);
      if (reason !== undefined) return { position: segment.size, reason, isWhole: true };
      addBatch(batch, recovery);
    }
  } catch (error) {
    if (!(error instanceof CorruptRecordError)) throw error;
    return { position: segment.size, reason: error.message, isWhole: false };
  }
  return undefined;
}

function addBatch(batch: RecordBatch, { segment, epochs, indexIntervalBytes, progress }: SegmentRecovery): void {
  const { partitionLeaderEpoch } = batch;
  if (partitionLeaderEpoch >= 0) epochs.assign(partitionLeaderEpoch, batch.baseOffset);
  segment.add(batch, indexIntervalBytes);
  progress(batch.sizeInBytes);
}

/** What the checksum does not cover, or cannot know. */
function misplaced(batch: RecordBatch, { segment, epochs, minOffset }: SegmentRecovery): string | undefined {
  const { baseOffset, partitionLeaderEpoch, count, lastOffsetDelta } = batch;
  const endOffset = Math.max(minOffset, segment.nextOffset);
  if (baseOffset < endOffset || !Number.isSafeInteger(baseOffset)) {
    return `base offset ${baseOffset} in a log that ends at ${endOffset}`;
  }
  if (partitionLeaderEpoch < epochs.latestEpoch) {
    return `leader epoch ${partitionLeaderEpoch} after ${epochs.latestEpoch}`;
  }
  if (lastOffsetDelta < 0 || count > lastOffsetDelta + 1) return `${count} records up to delta ${lastOffsetDelta}`;
  return undefined;
}

import { BatchCursor } from './batch-cursor.ts';
import type { Segment } from './segment.ts';

const underWay = new WeakMap<Segment, Promise<void>>();

/**
 * Makes offset and time index of a closed segment anew from its file. Lookups meanwhile are right, if slower. Of a
 * segment that turns out to be damaged itself, size and end stay what they were.
 */
export function rebuildIndexes(segment: Segment, indexIntervalBytes: number): Promise<void> {
  const running = underWay.get(segment);
  if (running !== undefined) return running;
  const rebuild = addAllBatches(segment, indexIntervalBytes).finally(() => underWay.delete(segment));
  underWay.set(segment, rebuild);
  return rebuild;
}

async function addAllBatches(segment: Segment, indexIntervalBytes: number): Promise<void> {
  const { size, nextOffset, maxTimestamp, maxTimestampOffset } = segment;
  const cursor = new BatchCursor(segment.file, { start: 0, end: segment.written }, { whole: 'none' });
  segment.resetForRebuild();
  try {
    for (let batch = await cursor.next(); batch !== undefined; batch = await cursor.next()) {
      segment.add(batch, indexIntervalBytes);
    }
  } catch (error) {
    Object.assign(segment, { size, nextOffset, maxTimestamp, maxTimestampOffset });
    throw error;
  }
  segment.finish();
}

import { BatchCursor } from './batch-cursor.ts';
import type { Segment } from './segment.ts';

const underWay = new WeakMap<Segment, Promise<void>>();

/**
 * Makes offset and time index of a closed segment anew from its file. Lookups meanwhile are right, if slower. Of a
 * segment that turns out to be damaged itself nothing is changed. False for whoever found another at it already.
 */
export async function rebuildIndexes(segment: Segment, indexIntervalBytes: number): Promise<boolean> {
  const running = underWay.get(segment);
  const rebuild = running ?? addAllBatches(segment, indexIntervalBytes).finally(() => underWay.delete(segment));
  if (running === undefined) underWay.set(segment, rebuild);
  await rebuild;
  return running === undefined;
}

async function addAllBatches(segment: Segment, indexIntervalBytes: number): Promise<void> {
  await checkBatches(segment);
  const cursor = cursorOver(segment);
  const { size, nextOffset, maxTimestamp, maxTimestampOffset } = segment;
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

/** Throws a CorruptRecordError or a DiskError when the file is no row of batches. */
export async function checkBatches(segment: Segment): Promise<void> {
  const cursor = cursorOver(segment);
  while ((await cursor.next()) !== undefined);
}

function cursorOver(segment: Segment): BatchCursor {
  return new BatchCursor(segment.file, { start: 0, end: segment.written }, { whole: 'none' });
}

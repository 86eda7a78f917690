import { CorruptRecordError } from '@moldau/protocol';
import {
  LOG_SUFFIX,
  OFFSET_INDEX_SUFFIX,
  parseSegmentFileName,
  segmentFileName,
  TIME_INDEX_SUFFIX,
} from '../files/file-names.ts';
import { BatchCursor } from '../segment/batch-cursor.ts';
import { rebuildIndexes } from '../segment/rebuild-indexes.ts';
import { Segment, type NewSegment, type SegmentResources } from '../segment/segment.ts';

/** The segments of a partition's directory as they lie there, by base offset, with nothing yet believed of them. */
export function openSegments(
  directory: string,
  fileNames: readonly string[],
  resources: SegmentResources,
  options: NewSegment,
): Segment[] {
  const known = new Set(fileNames);
  const sizeOf = (baseOffset: number, suffix: string): number => {
    const name = segmentFileName(baseOffset, suffix);
    return known.has(name) ? (resources.handles.disk.sizeOf(`${directory}/${name}`) ?? 0) : 0;
  };
  const logs = fileNames.map(parseSegmentFileName).filter((name) => name?.suffix === LOG_SUFFIX);
  const baseOffsets = logs.map((name) => name?.offset ?? 0).sort((a, b) => a - b);
  return baseOffsets.map((baseOffset) => {
    const sizes = {
      log: sizeOf(baseOffset, LOG_SUFFIX),
      offsetIndex: sizeOf(baseOffset, OFFSET_INDEX_SUFFIX),
      timeIndex: sizeOf(baseOffset, TIME_INDEX_SUFFIX),
    };
    return new Segment(directory, baseOffset, resources, { ...options, sizes });
  });
}

/**
 * Takes over a segment that was closed properly, by its indexes. `nextBaseOffset` is where the next segment begins,
 * undefined for the active one, whose end is found in its last batches. Returns whether its indexes were bad, and are
 * made anew.
 */
export async function restoreSegment(
  segment: Segment,
  nextBaseOffset: number | undefined,
  indexIntervalBytes: number,
): Promise<boolean> {
  const isRestored = await tryRestore(segment, indexIntervalBytes);
  if (!isRestored) await rebuildIndexes(segment, indexIntervalBytes);
  if (nextBaseOffset !== undefined) segment.nextOffset = nextBaseOffset;
  return !isRestored;
}

async function tryRestore(segment: Segment, indexIntervalBytes: number): Promise<boolean> {
  if (segment.size === 0) {
    segment.restore({ nextOffset: segment.baseOffset, bytesSinceIndexEntry: 0 });
    return segment.offsetIndex.entries.count === 0 && segment.timeIndex.entries.count === 0;
  }
  const lastIndexed = segment.offsetIndex.lastEntry;
  const lastTime = segment.timeIndex.lastEntry;
  if (lastTime === undefined || !segment.indexesLookSane()) return false;
  try {
    const end = await lastBatchesEnd(segment, lastIndexed?.position ?? 0, indexIntervalBytes);
    if (end === undefined || lastTime.offset >= end.nextOffset) return false;
    segment.restore(end);
    return await timestampStandsAt(segment, lastTime.offset, lastTime.timestamp);
  } catch (error) {
    if (error instanceof CorruptRecordError) return false;
    throw error;
  }
}

/** Undefined when these are not what the offset index says, or more than it leaves out. */
async function lastBatchesEnd(
  segment: Segment,
  position: number,
  indexIntervalBytes: number,
): Promise<{ nextOffset: number; bytesSinceIndexEntry: number } | undefined> {
  const cursor = new BatchCursor(
    segment.file,
    { start: position, end: segment.written },
    { whole: 'none', isAtStart: true },
  );
  const expected = segment.offsetIndex.lastEntry?.offset;
  let nextOffset: number | undefined;
  for (let batch = await cursor.next(); batch !== undefined; batch = await cursor.next()) {
    if (nextOffset === undefined && expected !== undefined && batch.lastOffset !== expected) return undefined;
    if (batch.baseOffset < (nextOffset ?? segment.baseOffset)) return undefined;
    const bytesUnindexed = cursor.position - batch.sizeInBytes - position;
    if (bytesUnindexed > indexIntervalBytes) return undefined;
    nextOffset = batch.nextOffset;
  }
  return nextOffset === undefined ? undefined : { nextOffset, bytesSinceIndexEntry: segment.written - position };
}

/** The time index's last entry must be what the batch that it names says. */
async function timestampStandsAt(segment: Segment, offset: number, timestamp: number): Promise<boolean> {
  const range = { start: segment.offsetIndex.lookup(offset), end: segment.written };
  const cursor = new BatchCursor(segment.file, range, { whole: 'none', isAtStart: true });
  for (let batch = await cursor.next(); batch !== undefined; batch = await cursor.next()) {
    if (batch.lastOffset >= offset) return batch.lastOffset === offset && batch.maxTimestamp === timestamp;
  }
  return false;
}

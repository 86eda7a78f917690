import { type DecodedRecord, decodeRecords, type RecordBatch } from '@moldau/protocol';
import { BatchCursor } from '../segment/batch-cursor.ts';
import type { Segment } from '../segment/segment.ts';
import type { Segments } from './segments.ts';

/**
 * Finding records by time. Timestamps may go up and down (B160), so an index entry only says that nothing up to it is
 * as late as what is looked for; from there on the headers of batches are walked, and the one batch that must hold the
 * record is looked into.
 */

/** Offsets that count: from `startOffset` to below `endOffset`, all of them written. */
export interface LookupRange {
  readonly startOffset: number;
  readonly endOffset: number;
}

export interface FoundRecord {
  readonly timestamp: number;
  readonly offset: number;
}

/** The first record as late as `timestamp` or later. B97. */
export async function findByTimestamp(
  segments: Segments,
  timestamp: number,
  range: LookupRange,
): Promise<FoundRecord | undefined> {
  for (const segment of segmentsIn(segments, range)) {
    if (segment.maxTimestamp < timestamp) continue;
    const found = await findInSegment(segment, timestamp, range);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The first record of those with the greatest timestamp. B96. */
export async function findMaxTimestamp(segments: Segments, range: LookupRange): Promise<FoundRecord | undefined> {
  let max = -1;
  let best: Segment | undefined;
  for (const segment of segmentsIn(segments, range)) {
    const timestamp = await maxTimestampIn(segment, range);
    if (timestamp <= max) continue;
    max = timestamp;
    best = segment;
  }
  return best && findInSegment(best, max, range);
}

function segmentsIn(segments: Segments, range: LookupRange): readonly Segment[] {
  return segments.from(range.startOffset).filter((segment) => segment.baseOffset < range.endOffset);
}

async function findInSegment(
  segment: Segment,
  timestamp: number,
  range: LookupRange,
): Promise<FoundRecord | undefined> {
  const below = segment.timeIndex.lookupBelow(timestamp)?.offset ?? segment.baseOffset;
  const cursor = cursorFrom(segment, Math.max(below, range.startOffset));
  for (let batch = await cursor.next(); batch !== undefined; batch = await cursor.next()) {
    if (batch.baseOffset >= range.endOffset) return undefined;
    if (batch.maxTimestamp < timestamp || batch.lastOffset < range.startOffset) continue;
    const start = cursor.position - batch.sizeInBytes;
    const found = await findInBatch(segment, start, (record) => record.timestamp >= timestamp, range);
    if (found !== undefined) return found;
  }
  return undefined;
}

async function findInBatch(
  segment: Segment,
  start: number,
  matches: (record: DecodedRecord) => boolean,
  range: LookupRange,
): Promise<FoundRecord | undefined> {
  const batch = await wholeBatchAt(segment, start);
  if (batch === undefined) return undefined;
  for (const record of decodeRecords(batch)) {
    const { timestamp, offset } = record;
    if (offset >= range.endOffset) return undefined;
    if (offset >= range.startOffset && matches(record)) return { timestamp, offset };
  }
  return undefined;
}

/** The greatest timestamp of a record of `segment` within the range. */
async function maxTimestampIn(segment: Segment, range: LookupRange): Promise<number> {
  if (segment.baseOffset >= range.startOffset && segment.maxTimestampOffset < range.endOffset) {
    return segment.maxTimestamp;
  }
  let max = -1;
  const cursor = cursorFrom(segment, range.startOffset);
  for (let batch = await cursor.next(); batch !== undefined; batch = await cursor.next()) {
    if (batch.baseOffset >= range.endOffset) break;
    if (batch.maxTimestamp <= max || batch.count === 0 || batch.lastOffset < range.startOffset) continue;
    const isInside = batch.baseOffset >= range.startOffset && batch.lastOffset < range.endOffset;
    const { maxTimestamp } = batch;
    max = Math.max(max, isInside ? maxTimestamp : await maxTimestampOfRecords(segment, cursor, batch, range));
  }
  return max;
}

/** For a batch of which only some records count. */
async function maxTimestampOfRecords(
  segment: Segment,
  cursor: BatchCursor,
  header: RecordBatch,
  range: LookupRange,
): Promise<number> {
  const batch = await wholeBatchAt(segment, cursor.position - header.sizeInBytes);
  let max = -1;
  for (const record of batch === undefined ? [] : decodeRecords(batch)) {
    if (record.offset >= range.startOffset && record.offset < range.endOffset) max = Math.max(max, record.timestamp);
  }
  return max;
}

function cursorFrom(segment: Segment, offset: number): BatchCursor {
  const range = { start: segment.offsetIndex.lookup(offset), end: segment.written };
  return new BatchCursor(segment.file, range, { whole: 'none' });
}

function wholeBatchAt(segment: Segment, start: number): Promise<RecordBatch | undefined> {
  return new BatchCursor(segment.file, { start, end: segment.written }, { whole: 'all' }).next();
}

import { BatchCursor } from './batch-cursor.ts';
import type { Segment } from './segment.ts';

/** Position of the first batch that ends at `offset` or above it; the segment's end if there is none. Reads the file. */
export function positionOf(segment: Segment, offset: number): number {
  const range = { start: segment.offsetIndex.lookup(offset), end: segment.written };
  const cursor = new BatchCursor(segment.file, range, { whole: 'none' });
  let position = cursor.position;
  for (let batch = cursor.nextNow(); batch !== undefined; batch = cursor.nextNow()) {
    if (batch.lastOffset >= offset) return position;
    position = cursor.position;
  }
  return position;
}

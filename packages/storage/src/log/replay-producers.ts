import type { RecordBatch } from '@moldau/protocol';
import type { CompletedTransaction } from '../producer-state/open-transactions.ts';
import { CorruptSnapshotError } from '../producer-state/producer-snapshot.ts';
import type { ProducerState } from '../producer-state/producer-state.ts';
import { BatchCursor } from '../segment/batch-cursor.ts';
import type { Segment } from '../segment/segment.ts';
import type { ProducerSnapshots } from './producer-snapshots.ts';
import type { Segments } from './segments.ts';

/**
 * Brings producer state to a log's end: from the latest usable snapshot, then through the batches behind it. What the
 * segments hold must be written. `ended` hears of the transactions that markers on the way ended.
 */

export interface ReplayOptions {
  readonly nowMs: number;
  readonly expirationMs: number;
}

export async function replayProducers(
  producers: ProducerState,
  snapshots: ProducerSnapshots,
  segments: Segments,
  options: ReplayOptions,
  ended: (segment: Segment, transaction: CompletedTransaction) => void,
): Promise<void> {
  const start = loadSnapshot(producers, snapshots, segments.active.nextOffset, options) ?? segments.first.baseOffset;
  for (const segment of segmentsToReplay(segments, start)) {
    const cursor = cursorFrom(segment, start);
    for (let batch = await cursor.next(); batch !== undefined; batch = await cursor.next()) {
      const transaction = update(producers, batch, start);
      if (transaction !== undefined) ended(segment, transaction);
    }
  }
}

/** The same on the event loop, for truncation. */
export function replayProducersNow(
  producers: ProducerState,
  snapshots: ProducerSnapshots,
  segments: Segments,
  options: ReplayOptions,
): void {
  const start = loadSnapshot(producers, snapshots, segments.active.nextOffset, options) ?? segments.first.baseOffset;
  for (const segment of segmentsToReplay(segments, start)) {
    const cursor = cursorFrom(segment, start);
    for (let batch = cursor.nextNow(); batch !== undefined; batch = cursor.nextNow()) update(producers, batch, start);
  }
}

/** Loads the latest good snapshot that says nothing above `endOffset`; returns where it ends. */
function loadSnapshot(
  producers: ProducerState,
  snapshots: ProducerSnapshots,
  endOffset: number,
  options: ReplayOptions,
): number | undefined {
  for (const offset of snapshots.upTo(endOffset)) {
    const content = snapshots.read(offset);
    try {
      if (content === undefined) continue;
      producers.load(content, options.nowMs, options.expirationMs);
      return offset;
    } catch (error) {
      if (!(error instanceof CorruptSnapshotError)) throw error;
      snapshots.removeWhere((candidate) => candidate === offset);
    }
  }
  producers.clear();
  return undefined;
}

function segmentsToReplay(segments: Segments, start: number): readonly Segment[] {
  return segments.from(start).filter((segment) => segment.nextOffset > start && segment.size > 0);
}

function cursorFrom(segment: Segment, start: number): BatchCursor {
  const range = { start: segment.offsetIndex.lookup(start), end: segment.written };
  return new BatchCursor(segment.file, range, { whole: 'control', isAtStart: true });
}

function update(producers: ProducerState, batch: RecordBatch, start: number): CompletedTransaction | undefined {
  return batch.baseOffset >= start ? producers.update(batch) : undefined;
}

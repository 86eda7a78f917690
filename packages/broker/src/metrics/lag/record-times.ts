/**
 * When records were written, for those offsets that groups have reached: looked up in the log once, remembered, and
 * estimated in between. What a scrape may look up is bounded; an offset beyond that gets its time from its neighbours.
 */
import { RECORD_BATCH_HEADER_BYTES, RecordBatch } from '@moldau/protocol';
import type { PartitionLog } from '@moldau/storage';

const SAMPLES_MAX = 64;

/** A partition, as far as it is looked at here. */
export interface ReadablePartition {
  readonly highWatermark: number;
  readonly log: Pick<PartitionLog, 'read'>;
}

interface Known {
  readonly offset: number;
  readonly timestampMs: number;
}

/** What one scrape may still look up. */
export interface LookupBudget {
  lookups: number;
}

export class RecordTimes {
  /** Ascending by offset. */
  readonly #known = new WeakMap<ReadablePartition, Known[]>();

  /** Wall-clock milliseconds of the record at `offset`, which is below the high watermark; undefined if nothing is known. */
  async at(
    partition: ReadablePartition,
    offset: number,
    nowMs: number,
    budget: LookupBudget,
  ): Promise<number | undefined> {
    const known = this.#of(partition);
    const exact = known.find((each) => each.offset === offset);
    if (exact !== undefined) return exact.timestampMs;
    if (budget.lookups <= 0) return estimate(known, offset, { offset: partition.highWatermark, timestampMs: nowMs });
    budget.lookups--;
    const timestampMs = await lookUp(partition, offset);
    if (timestampMs !== undefined) remember(known, { offset, timestampMs });
    return timestampMs;
  }

  #of(partition: ReadablePartition): Known[] {
    let known = this.#known.get(partition);
    if (known === undefined) {
      known = [];
      this.#known.set(partition, known);
    }
    return known;
  }
}

function remember(known: Known[], entry: Known): void {
  const at = known.findIndex((each) => each.offset > entry.offset);
  known.splice(at < 0 ? known.length : at, 0, entry);
  if (known.length > SAMPLES_MAX) known.shift();
}

/** Between its neighbours, as if records had come evenly; `end` is what comes after all of them. */
function estimate(known: readonly Known[], offset: number, end: Known): number | undefined {
  const above = known.find((each) => each.offset > offset) ?? end;
  const below = known.findLast((each) => each.offset < offset);
  if (below === undefined) return above === end ? undefined : above.timestampMs;
  const share = (offset - below.offset) / Math.max(1, above.offset - below.offset);
  return below.timestampMs + share * (above.timestampMs - below.timestampMs);
}

/** From the header of the batch that holds the record. */
async function lookUp(partition: ReadablePartition, offset: number): Promise<number | undefined> {
  try {
    const endOffset = partition.highWatermark;
    const result = await partition.log.read({ offset, endOffset, maxBytes: 1, atLeastOneBatch: true });
    try {
      return timestampIn(result.chunks, offset);
    } finally {
      result.release();
    }
  } catch {
    // The partition went away, or cannot be read: whoever reads its records is told so.
    return undefined;
  }
}

function timestampIn(chunks: readonly Buffer[], offset: number): number | undefined {
  const [first] = chunks;
  const bytes = first !== undefined && first.length >= RECORD_BATCH_HEADER_BYTES ? first : Buffer.concat(chunks);
  if (bytes.length < RECORD_BATCH_HEADER_BYTES) return undefined;
  const batch = new RecordBatch(bytes);
  const { baseOffset, lastOffset, baseTimestamp, maxTimestamp } = batch;
  const isOfAppend = batch.timestampType === 'LogAppendTime';
  const begin = isOfAppend ? maxTimestamp : baseTimestamp;
  const share = (Math.max(offset, baseOffset) - baseOffset) / Math.max(1, lastOffset - baseOffset);
  const timestampMs = begin + share * Math.max(0, maxTimestamp - begin);
  return timestampMs < 0 ? undefined : timestampMs;
}

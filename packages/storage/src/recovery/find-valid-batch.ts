import { MAGIC_V2, MIN_BATCH_LENGTH, RECORD_BATCH_HEADER_BYTES, RecordBatch } from '@moldau/protocol';
import type { LogFile } from '../files/file-handles.ts';

/**
 * Looks for a whole, valid batch anywhere in a stretch of a file. It tells a torn write, behind which there is none,
 * from damage in the middle of a log.
 */

const BLOCK_BYTES = 1024 * 1024;
const MAGIC_AT = 16;

export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** Position of the first batch with a valid checksum and a base offset of at least `minOffset`; undefined if none. */
export async function findValidBatch(file: LogFile, stretch: Stretch, minOffset: number): Promise<number | undefined> {
  const block = Buffer.allocUnsafe(Math.min(BLOCK_BYTES, Math.max(0, stretch.end - stretch.start)));
  for (let at = stretch.start; at + RECORD_BATCH_HEADER_BYTES <= stretch.end; ) {
    const filled = await readAt(file, block.subarray(0, Math.min(block.length, stretch.end - at)), at);
    if (filled < RECORD_BATCH_HEADER_BYTES) return undefined;
    const last = filled - RECORD_BATCH_HEADER_BYTES;
    for (let start = nextCandidate(block, 0, last); start >= 0; start = nextCandidate(block, start + 1, last)) {
      if (!isPlausible(block, start, stretch.end - at, minOffset)) continue;
      if (await isValid(file, at + start, new RecordBatch(block, start).sizeInBytes)) return at + start;
    }
    at += last + 1;
  }
  return undefined;
}

/** First position from `from` to `last` that has the magic byte in its place, or -1. */
function nextCandidate(block: Buffer, from: number, last: number): number {
  if (from > last) return -1;
  const magicAt = block.indexOf(MAGIC_V2, from + MAGIC_AT);
  return magicAt < 0 || magicAt - MAGIC_AT > last ? -1 : magicAt - MAGIC_AT;
}

function isPlausible(block: Buffer, start: number, bytesLeft: number, minOffset: number): boolean {
  const batch = new RecordBatch(block, start);
  const { batchLength, baseOffset } = batch;
  return (
    batchLength >= MIN_BATCH_LENGTH &&
    batch.sizeInBytes <= bytesLeft &&
    baseOffset >= minOffset &&
    Number.isSafeInteger(baseOffset) &&
    batch.lastOffsetDelta >= 0
  );
}

async function isValid(file: LogFile, position: number, sizeInBytes: number): Promise<boolean> {
  const bytes = Buffer.allocUnsafe(sizeInBytes);
  return (await readAt(file, bytes, position)) === sizeInBytes && new RecordBatch(bytes).isCrcValid();
}

async function readAt(file: LogFile, into: Buffer, position: number): Promise<number> {
  file.pin();
  try {
    return await file.forReading().readAsync(into, position);
  } finally {
    file.unpin();
  }
}

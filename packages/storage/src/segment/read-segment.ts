import {
  CorruptRecordError,
  MAGIC_V2,
  MIN_BATCH_LENGTH,
  RECORD_BATCH_HEADER_BYTES,
  RecordBatch,
} from '@moldau/protocol';
import type { ReadBuffers } from '../files/read-buffers.ts';
import type { ReadRequest, ReadResult } from '../partition-log.ts';
import type { Segment } from './segment.ts';

/**
 * Reads from a segment's file what the tail cache no longer has: one read from the index entry below the wanted
 * offset on, then slices of it. A second one only when the entry was too far away or the first batch is too long.
 */

/** More than this at once would hold memory for clients that take it slowly. */
const READ_BYTES_MAX = 1024 * 1024;
const SLACK_BYTES = 16 * 1024;

/** Undefined when the segment ends below `offset`: the next one has it. Throws a CorruptRecordError or a DiskError. */
export async function readSegment(
  segment: Segment,
  request: ReadRequest,
  buffers: ReadBuffers,
): Promise<ReadResult | undefined> {
  const maxBytes = Math.min(request.maxBytes, READ_BYTES_MAX);
  const end = segment.written;
  let position = segment.offsetIndex.lookup(request.offset);
  let wanted = maxBytes + SLACK_BYTES;
  let isAtIndexEntry = position > 0;
  while (position < end) {
    const block = await readBlock(segment, position, Math.min(wanted, end - position), buffers);
    if (isAtIndexEntry) checkIndexEntry(segment, block, request.offset);
    isAtIndexEntry = false;
    const found = findIn(block, request, maxBytes);
    if (found.length > 0) return toResult(block, found.start, found.length, buffers);
    buffers.giveBack(block.buffer);
    if (found.isDone) return emptyResult();
    position += found.start;
    if (position !== end && position + found.bytesNeeded > end) {
      throw new CorruptRecordError(`The batch at position ${position} ends behind ${segment.file.path}`);
    }
    wanted = Math.max(found.bytesNeeded, maxBytes, SLACK_BYTES);
  }
  return undefined;
}

/** The index is a cache; it must never make a read skip what it was asked for. */
function checkIndexEntry(segment: Segment, block: Block, offset: number): void {
  if (block.length < RECORD_BATCH_HEADER_BYTES) throw new CorruptRecordError('Index entry in the middle of a batch');
  const batch = new RecordBatch(block.buffer, 0);
  checkHeader(batch, block.position);
  if (batch.baseOffset <= offset && batch.baseOffset >= segment.baseOffset) return;
  throw new CorruptRecordError(`The offset index of ${segment.file.path} points behind offset ${offset}`);
}

interface Block {
  readonly buffer: Buffer;
  readonly length: number;
  /** In the file. */
  readonly position: number;
}

async function readBlock(segment: Segment, position: number, length: number, buffers: ReadBuffers): Promise<Block> {
  const buffer = buffers.take(length);
  segment.file.pin();
  try {
    const count = await segment.file.forReading().readAsync(buffer.subarray(0, length), position);
    if (count < length) throw new CorruptRecordError(`${segment.file.path} ends ${length - count} bytes early`);
    return { buffer, length, position };
  } catch (error) {
    buffers.giveBack(buffer);
    throw error;
  } finally {
    segment.file.unpin();
  }
}

interface Found {
  /** In the block: of the first batch to return, or else of the one that has to be read further. */
  readonly start: number;
  readonly length: number;
  readonly bytesNeeded: number;
  /** There is nothing to return, and reading on would not change it. */
  readonly isDone: boolean;
}

function findIn(block: Block, request: ReadRequest, maxBytes: number): Found {
  const batch = new RecordBatch(block.buffer, 0);
  const start = skipTo(block, request.offset, batch);
  let end = start;
  while (end + RECORD_BATCH_HEADER_BYTES <= block.length) {
    const isFirst = end === start;
    batch.at(block.buffer, end);
    if (!isFirst && !looksLikeBatch(batch)) return { start, length: end - start, bytesNeeded: 0, isDone: true };
    checkHeader(batch, block.position + end);
    const next = end + batch.sizeInBytes;
    const fits = next - start <= maxBytes || (isFirst && request.atLeastOneBatch);
    if (!fits || batch.nextOffset > request.endOffset)
      return { start, length: end - start, bytesNeeded: 0, isDone: true };
    if (next > block.length) {
      return { start, length: end - start, bytesNeeded: isFirst ? batch.sizeInBytes : 0, isDone: false };
    }
    end = next;
  }
  return { start, length: end - start, bytesNeeded: RECORD_BATCH_HEADER_BYTES, isDone: false };
}

/** Start of the first batch that ends above `offset`, or of what lies behind the block. */
function skipTo(block: Block, offset: number, batch: RecordBatch): number {
  let position = 0;
  while (position + RECORD_BATCH_HEADER_BYTES <= block.length) {
    checkHeader(batch.at(block.buffer, position), block.position + position);
    if (batch.nextOffset > offset) break;
    position += batch.sizeInBytes;
  }
  return position;
}

function checkHeader(batch: RecordBatch, position: number): void {
  if (!looksLikeBatch(batch)) throw new CorruptRecordError(`No record batch at position ${position}`);
}

function looksLikeBatch(batch: RecordBatch): boolean {
  return batch.magic === MAGIC_V2 && batch.batchLength >= MIN_BATCH_LENGTH;
}

function toResult(block: Block, start: number, length: number, buffers: ReadBuffers): ReadResult {
  return {
    chunks: [block.buffer.subarray(start, start + length)],
    byteLength: length,
    release: () => buffers.giveBack(block.buffer),
  };
}

export function emptyResult(): ReadResult {
  return { chunks: [], byteLength: 0, release() {} };
}

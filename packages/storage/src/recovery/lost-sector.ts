import { MAGIC_V2, writeInt64 } from '@moldau/protocol';
import type { LogFile } from '../files/file-handles.ts';

/**
 * Tells a power failure from damage. Of writes that were not synced a disk keeps some sectors and loses others, so a
 * bad batch may be followed by good ones although nobody was ever promised any of them. A lost sector of a file that
 * only grows reads as zeros, from the batch's start or the sector's start to the sector's end.
 */

const SECTOR_BYTES = 512;
const MAGIC_AT = 16;

export interface SuspectBatch {
  readonly position: number;
  /** Where the next good batch begins, or the file ends. */
  readonly end: number;
  /** What its base offset should be. */
  readonly baseOffset: number;
}

export async function lostSectorIn(file: LogFile, suspect: SuspectBatch): Promise<boolean> {
  const firstBoundary = boundaryAfter(suspect.position);
  const first = await read(file, suspect.position, Math.min(firstBoundary, suspect.end));
  if (isZero(first) && !isZero(expectedStart(suspect.baseOffset, first.length))) return true;
  for (let start = firstBoundary; start < suspect.end; start += SECTOR_BYTES) {
    const end = Math.min(start + SECTOR_BYTES, suspect.end);
    if (end - start === SECTOR_BYTES && isZero(await read(file, start, end))) return true;
  }
  return false;
}

/** The bytes of a batch's start that are known without it; the magic byte, if nothing else, is not zero. */
function expectedStart(baseOffset: number, length: number): Buffer {
  const bytes = Buffer.alloc(Math.max(MAGIC_AT + 1, length));
  writeInt64(bytes, 0, baseOffset);
  bytes.writeUInt8(MAGIC_V2, MAGIC_AT);
  return bytes.subarray(0, length);
}

function boundaryAfter(position: number): number {
  return (Math.floor(position / SECTOR_BYTES) + 1) * SECTOR_BYTES;
}

function isZero(bytes: Buffer): boolean {
  return bytes.every((byte) => byte === 0);
}

async function read(file: LogFile, start: number, end: number): Promise<Buffer> {
  const bytes = Buffer.alloc(end - start);
  file.pin();
  try {
    return bytes.subarray(0, await file.forReading().readAsync(bytes, start));
  } finally {
    file.unpin();
  }
}

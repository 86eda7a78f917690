import { crc32c, NO_SEQUENCE, readInt64, writeInt64 } from '@moldau/protocol';
import { BATCHES_RETAINED, type BatchMetadata, NO_OFFSET, ProducerEntry } from './producer-entry.ts';

/**
 * Kafka's `.snapshot` file, version 1: int16 version, uint32 CRC-32C of all that follows, int32 count, then 46 bytes a
 * producer: int64 id, int16 epoch, int32 last sequence, int64 last offset, int32 offset delta, int64 timestamp,
 * int32 coordinator epoch, int64 first offset of the open transaction or -1. This holds the last of a producer's
 * batches; last offset -1 says that there is none in its epoch.
 *
 * Ours follows, where Kafka looks no further, unless no producer has more than one batch: so that batches sent again
 * after a restart are known for what they are, whichever of the last five they were (B51, B54). For each producer, in
 * the same order: int8 count, then for each of its batches before the last, oldest first, int32 last sequence,
 * int64 last offset, int32 offset delta, int64 timestamp.
 */

const VERSION = 1;
const HEADER_BYTES = 10;
const CRC_AT = 2;
const CHECKED_FROM = 6;
const COUNT_AT = 6;
const ENTRY_BYTES = 46;
const EARLIER_BATCH_BYTES = 24;

/** A snapshot file that cannot be used; the log is the truth and rebuilds it. */
export class CorruptSnapshotError extends Error {
  override readonly name = 'CorruptSnapshotError';
}

export function encodeProducerSnapshot(entries: readonly ProducerEntry[]): Buffer {
  const entriesEnd = HEADER_BYTES + entries.length * ENTRY_BYTES;
  const bytes = Buffer.allocUnsafe(entriesEnd + sizeOfEarlierBatches(entries));
  bytes.writeInt16BE(VERSION, 0);
  bytes.writeInt32BE(entries.length, COUNT_AT);
  entries.forEach((entry, index) => {
    writeEntry(bytes, HEADER_BYTES + index * ENTRY_BYTES, entry);
  });
  if (bytes.length > entriesEnd) writeEarlierBatches(bytes, entriesEnd, entries);
  bytes.writeUInt32BE(crc32c(bytes, CHECKED_FROM), CRC_AT);
  return bytes;
}

export function decodeProducerSnapshot(bytes: Buffer): ProducerEntry[] {
  if (bytes.length < HEADER_BYTES) throw new CorruptSnapshotError(`Snapshot of ${bytes.length} bytes`);
  const version = bytes.readInt16BE(0);
  if (version !== VERSION) throw new CorruptSnapshotError(`Snapshot of version ${version}, want ${VERSION}`);
  if (bytes.readUInt32BE(CRC_AT) !== crc32c(bytes, CHECKED_FROM))
    throw new CorruptSnapshotError('Snapshot CRC is wrong');
  const count = bytes.readInt32BE(COUNT_AT);
  const entriesEnd = HEADER_BYTES + count * ENTRY_BYTES;
  if (count < 0 || bytes.length < entriesEnd) {
    throw new CorruptSnapshotError(`Snapshot of ${count} producers in ${bytes.length} bytes`);
  }
  const entries = Array.from({ length: count }, (_, index) => readEntry(bytes, HEADER_BYTES + index * ENTRY_BYTES));
  if (bytes.length > entriesEnd) readEarlierBatches(bytes, entriesEnd, entries);
  return entries;
}

function earlierBatches({ batches }: ProducerEntry): readonly BatchMetadata[] {
  return batches.slice(0, -1);
}

/** 0 when there are none at all. */
function sizeOfEarlierBatches(entries: readonly ProducerEntry[]): number {
  const count = entries.reduce((sum, entry) => sum + earlierBatches(entry).length, 0);
  return count === 0 ? 0 : entries.length + count * EARLIER_BATCH_BYTES;
}

function writeEarlierBatches(bytes: Buffer, start: number, entries: readonly ProducerEntry[]): void {
  let at = start;
  for (const entry of entries) {
    const batches = earlierBatches(entry);
    at = bytes.writeInt8(batches.length, at);
    for (const batch of batches) {
      bytes.writeInt32BE(batch.lastSequence, at);
      writeInt64(bytes, at + 4, batch.lastOffset);
      bytes.writeInt32BE(batch.offsetDelta, at + 12);
      writeInt64(bytes, at + 16, batch.timestamp);
      at += EARLIER_BATCH_BYTES;
    }
  }
}

function readEarlierBatches(bytes: Buffer, start: number, entries: readonly ProducerEntry[]): void {
  let at = start;
  for (const entry of entries) {
    const count = at < bytes.length ? bytes.readInt8(at) : -1;
    at += 1;
    if (count < 0 || count >= BATCHES_RETAINED || at + count * EARLIER_BATCH_BYTES > bytes.length) {
      throw new CorruptSnapshotError(`Snapshot of ${bytes.length} bytes has ${count} batches at ${at}`);
    }
    const batches = Array.from({ length: count }, (_, index) =>
      readEarlierBatch(bytes, at + index * EARLIER_BATCH_BYTES),
    );
    entry.batches.unshift(...batches);
    at += count * EARLIER_BATCH_BYTES;
  }
  if (at !== bytes.length) throw new CorruptSnapshotError(`Snapshot of ${bytes.length} bytes ends at ${at}`);
}

function readEarlierBatch(bytes: Buffer, at: number): BatchMetadata {
  return {
    lastSequence: bytes.readInt32BE(at),
    lastOffset: readInt64(bytes, at + 4),
    offsetDelta: bytes.readInt32BE(at + 12),
    timestamp: readInt64(bytes, at + 16),
  };
}

function writeEntry(bytes: Buffer, at: number, entry: ProducerEntry): void {
  const batch = entry.lastBatch;
  writeInt64(bytes, at, entry.producerId);
  bytes.writeInt16BE(entry.producerEpoch, at + 8);
  bytes.writeInt32BE(batch?.lastSequence ?? NO_SEQUENCE, at + 10);
  writeInt64(bytes, at + 14, batch?.lastOffset ?? NO_OFFSET);
  bytes.writeInt32BE(batch?.offsetDelta ?? 0, at + 22);
  writeInt64(bytes, at + 26, entry.lastTimestamp);
  bytes.writeInt32BE(entry.coordinatorEpoch, at + 34);
  writeInt64(bytes, at + 38, entry.currentTransactionFirstOffset);
}

function readEntry(bytes: Buffer, at: number): ProducerEntry {
  const entry = new ProducerEntry(readInt64(bytes, at));
  const timestamp = readInt64(bytes, at + 26);
  const lastOffset = readInt64(bytes, at + 14);
  entry.producerEpoch = bytes.readInt16BE(at + 8);
  if (lastOffset >= 0) {
    entry.addBatch(bytes.readInt32BE(at + 10), lastOffset, bytes.readInt32BE(at + 22), timestamp);
  }
  entry.lastTimestamp = timestamp;
  entry.coordinatorEpoch = bytes.readInt32BE(at + 34);
  entry.currentTransactionFirstOffset = readInt64(bytes, at + 38);
  return entry;
}

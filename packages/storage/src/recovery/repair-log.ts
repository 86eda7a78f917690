import { CorruptRecordError, RecordBatch } from '@moldau/protocol';
import type { Disk } from '@moldau/runtime';
import {
  decodeOffsetCheckpoint,
  encodeOffsetCheckpoint,
  RECOVERY_POINT_CHECKPOINT_FILE,
} from '../checkpoint/offset-checkpoint.ts';
import { readFileIfPresent, replaceFileNow } from '../files/atomic-file.ts';
import { FileHandles, LogFile } from '../files/file-handles.ts';
import {
  LOG_SUFFIX,
  OFFSET_INDEX_SUFFIX,
  parsePartitionDirectoryName,
  parseSegmentFileName,
  partitionDirectoryName,
  segmentFileName,
  TEMPORARY_SUFFIX,
  TIME_INDEX_SUFFIX,
} from '../files/file-names.ts';
import { BatchCursor } from '../segment/batch-cursor.ts';
import { findValidBatch } from './find-valid-batch.ts';

/**
 * What an operator can do about a damaged log whose broker is stopped: every batch is read, and what is none is cut out.
 * The batches behind the damage keep their offsets, so no offset ever stands for two records; the gap is one like those
 * of compaction. Each file that is changed stays aside as it was.
 */

const COPY_BYTES = 1 << 20;
const OPEN_FILES_MAX = 4;
export const DAMAGED_SUFFIX = '.damaged';

export interface DamagedStretch {
  readonly path: string;
  readonly position: number;
  readonly byteLength: number;
  /** First offset that is lost. */
  readonly fromOffset: number;
  /** First offset that is there again; undefined when the log ends with the damage. */
  readonly toOffset: number | undefined;
}

interface ScannedSegment {
  readonly name: string;
  readonly baseOffset: number;
  readonly file: LogFile;
  readonly size: number;
  readonly damage: readonly DamagedStretch[];
}

/** `topicPartition` is `<topic>-<partition>`. Changes nothing. Throws a DiskError. */
export async function findDamage(disk: Disk, logDirectory: string, topicPartition: string): Promise<DamagedStretch[]> {
  const segments = await scan(disk, `${logDirectory}/${topicPartition}`);
  for (const { file } of segments) file.close();
  return segments.flatMap(({ damage }) => damage);
}

/** Cuts the damage out. Returns it, and where the changed files are kept as they were. Throws a DiskError. */
export async function repairLog(
  disk: Disk,
  logDirectory: string,
  topicPartition: string,
): Promise<{ damage: DamagedStretch[]; kept: string[] }> {
  const directory = `${logDirectory}/${topicPartition}`;
  const segments = await scan(disk, directory);
  const kept: string[] = [];
  for (const segment of segments) {
    if (segment.damage.length > 0) kept.push(cutOut(disk, directory, segment));
    segment.file.forWriting().syncNow();
    segment.file.close();
  }
  disk.syncDirectory(directory);
  if (kept.length > 0) trustClosedSegments(disk, logDirectory, topicPartition, segments.at(-1)?.baseOffset ?? 0);
  return { damage: segments.flatMap(({ damage }) => damage), kept };
}

async function scan(disk: Disk, directory: string): Promise<ScannedSegment[]> {
  const handles = new FileHandles(disk, OPEN_FILES_MAX);
  const names = disk.list(directory).map(({ name }) => parseSegmentFileName(name));
  const baseOffsets = names.flatMap((name) => (name?.suffix === LOG_SUFFIX ? [name.offset] : []));
  baseOffsets.sort((a, b) => a - b);
  const segments: ScannedSegment[] = [];
  for (const [index, baseOffset] of baseOffsets.entries()) {
    const name = segmentFileName(baseOffset, LOG_SUFFIX);
    const file = new LogFile(handles, `${directory}/${name}`);
    const size = file.forReading().size();
    const damage = await scanSegment(file, size, baseOffset, baseOffsets[index + 1]);
    segments.push({ name, baseOffset, file, size, damage });
  }
  return segments;
}

async function scanSegment(
  file: LogFile,
  size: number,
  baseOffset: number,
  nextBaseOffset: number | undefined,
): Promise<DamagedStretch[]> {
  const damage: DamagedStretch[] = [];
  let position = 0;
  let endOffset = baseOffset;
  while (position < size) {
    const good = await walk(file, { start: position, end: size }, endOffset);
    ({ position, endOffset } = good);
    if (position >= size) break;
    const next = await findValidBatch(file, { start: position + 1, end: size }, endOffset);
    const toOffset = next === undefined ? nextBaseOffset : baseOffsetAt(file, next);
    const byteLength = (next ?? size) - position;
    damage.push({ path: file.path, position, byteLength, fromOffset: endOffset, toOffset });
    position = next ?? size;
  }
  return damage;
}

/** Where the good batches end. */
async function walk(
  file: LogFile,
  range: { start: number; end: number },
  minOffset: number,
): Promise<{ position: number; endOffset: number }> {
  const cursor = new BatchCursor(file, range, { whole: 'all' });
  let endOffset = minOffset;
  let position = range.start;
  try {
    for (let batch = await cursor.next(); batch !== undefined; batch = await cursor.next()) {
      if (!batch.isCrcValid() || batch.baseOffset < endOffset) break;
      endOffset = batch.nextOffset;
      position = cursor.position;
    }
  } catch (error) {
    if (!(error instanceof CorruptRecordError)) throw error;
  }
  return { position, endOffset };
}

function baseOffsetAt(file: LogFile, position: number): number {
  const header = Buffer.alloc(8);
  file.forReading().read(header, position);
  return new RecordBatch(header).baseOffset;
}

/** Returns where the original is. The new file takes its place in one step, whenever the power fails. */
function cutOut(disk: Disk, directory: string, { name, baseOffset, file, size, damage }: ScannedSegment): string {
  const original = freeName(disk, `${directory}/${name}${DAMAGED_SUFFIX}`);
  copy(disk, file, original, [{ start: 0, end: size }]);
  const temporary = `${directory}/${name}${TEMPORARY_SUFFIX}`;
  disk.remove(temporary);
  copy(disk, file, temporary, goodStretches(size, damage));
  disk.syncDirectory(directory);
  file.close();
  disk.rename(temporary, `${directory}/${name}`);
  for (const suffix of [OFFSET_INDEX_SUFFIX, TIME_INDEX_SUFFIX]) {
    disk.remove(`${directory}/${segmentFileName(baseOffset, suffix)}`);
  }
  return original;
}

function goodStretches(size: number, damage: readonly DamagedStretch[]): { start: number; end: number }[] {
  const starts = [0, ...damage.map(({ position, byteLength }) => position + byteLength)];
  const ends = [...damage.map(({ position }) => position), size];
  return starts.map((start, index) => ({ start, end: ends[index] ?? size }));
}

function copy(disk: Disk, from: LogFile, to: string, stretches: readonly { start: number; end: number }[]): void {
  const target = disk.open(to, 'create');
  const buffer = Buffer.allocUnsafe(COPY_BYTES);
  let written = 0;
  try {
    for (const { start, end } of stretches) {
      for (let at = start; at < end; ) {
        const count = from.forReading().read(buffer.subarray(0, Math.min(COPY_BYTES, end - at)), at);
        if (count === 0) break;
        target.write(buffer.subarray(0, count), written);
        written += count;
        at += count;
      }
    }
    target.syncNow();
  } finally {
    target.close();
  }
}

function freeName(disk: Disk, path: string): string {
  for (let count = 1; ; count++) {
    const name = count === 1 ? path : `${path}-${count}`;
    if (!disk.exists(name)) return name;
  }
}

/** A gap at the end of a closed segment must not be taken for a torn tail: all of them are whole, and synced. */
function trustClosedSegments(disk: Disk, logDirectory: string, topicPartition: string, activeBase: number): void {
  const name = parsePartitionDirectoryName(topicPartition);
  if (name === undefined) return;
  const content = readFileIfPresent(disk, `${logDirectory}/${RECOVERY_POINT_CHECKPOINT_FILE}`);
  const noted = content === undefined ? [] : decodeOffsetCheckpoint(content);
  const isOther = (other: { topic: string; partition: number }) =>
    partitionDirectoryName(other.topic, other.partition) !== topicPartition;
  const points = [...noted.filter(isOther), { ...name, offset: activeBase }];
  replaceFileNow(disk, logDirectory, RECOVERY_POINT_CHECKPOINT_FILE, encodeOffsetCheckpoint(points));
}

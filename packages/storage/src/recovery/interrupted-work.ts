import type { FileHandles } from '../files/file-handles.ts';
import { LogFile } from '../files/file-handles.ts';
import {
  CLEANED_SUFFIX,
  DELETED_SUFFIX,
  LOG_SUFFIX,
  OFFSET_INDEX_SUFFIX,
  parseSegmentFileName,
  SNAPSHOT_SUFFIX,
  SWAP_SUFFIX,
  segmentFileName,
  TEMPORARY_SUFFIX,
  TIME_INDEX_SUFFIX,
  TRANSACTION_INDEX_SUFFIX,
} from '../files/file-names.ts';
import { BatchCursor } from '../segment/batch-cursor.ts';

/**
 * What a stop interrupted in a partition's directory: half-made files and removed ones go, and a compacted segment whose
 * log file is there as `.swap` takes its place, in the order in which the swap itself would have gone on. Stopped in the
 * middle of this, the next start does the same.
 */

const LEFTOVER_SUFFIXES = [DELETED_SUFFIX, TEMPORARY_SUFFIX, CLEANED_SUFFIX];
const INDEX_SUFFIXES = [OFFSET_INDEX_SUFFIX, TIME_INDEX_SUFFIX, TRANSACTION_INDEX_SUFFIX];
const INDEX_ENTRY_BYTES = 8;

/** Returns the names that stay. Throws a CorruptRecordError for a compacted segment that cannot be read. */
export function finishInterruptedWork(environment: { readonly handles: FileHandles }, directory: string): string[] {
  const { handles } = environment;
  const { disk } = handles;
  const list = () => disk.list(directory).map((entry) => entry.name);
  const without = (names: readonly string[], isUnwanted: (name: string) => boolean): string[] => {
    for (const name of names) if (isUnwanted(name)) disk.remove(`${directory}/${name}`);
    return names.filter((name) => !isUnwanted(name));
  };
  let names = without(list(), (name) => LEFTOVER_SUFFIXES.some((suffix) => name.endsWith(suffix)));
  for (const baseOffset of swappedSegments(names)) {
    finishSwap(handles, directory, baseOffset, names);
    names = list();
  }
  names = without(names, (name) => name.endsWith(SWAP_SUFFIX));
  const logs = new Set(names.filter((name) => name.endsWith(LOG_SUFFIX)));
  return without(names, (name) => isOrphan(name, logs));
}

/** Base offsets of those that are on their way into the log, in order. */
function swappedSegments(names: readonly string[]): number[] {
  return names
    .filter((name) => name.endsWith(SWAP_SUFFIX))
    .map((name) => parseSegmentFileName(name.slice(0, -SWAP_SUFFIX.length)))
    .flatMap((name) => (name?.suffix === LOG_SUFFIX ? [name.offset] : []));
}

function finishSwap(handles: FileHandles, directory: string, baseOffset: number, names: readonly string[]): void {
  const { disk } = handles;
  const path = (suffix: string) => `${directory}/${segmentFileName(baseOffset, suffix)}`;
  const endOffset = Math.max(baseOffset + 1, endOf(handles, path, baseOffset));
  for (const name of names) {
    const segment = parseSegmentFileName(name);
    const isReplaced = segment?.suffix === LOG_SUFFIX && segment.offset >= baseOffset && segment.offset < endOffset;
    if (isReplaced) disk.remove(`${directory}/${name}`);
  }
  disk.syncDirectory(directory);
  for (const suffix of INDEX_SUFFIXES) {
    if (disk.exists(path(suffix + SWAP_SUFFIX))) disk.rename(path(suffix + SWAP_SUFFIX), path(suffix));
  }
  disk.syncDirectory(directory);
  disk.rename(path(LOG_SUFFIX + SWAP_SUFFIX), path(LOG_SUFFIX));
  disk.syncDirectory(directory);
}

/** One more than the last offset of a compacted segment, which its last batches tell. */
function endOf(handles: FileHandles, path: (suffix: string) => string, baseOffset: number): number {
  const file = new LogFile(handles, path(LOG_SUFFIX + SWAP_SUFFIX));
  try {
    const end = file.forReading().size();
    const start = lastIndexedPosition(handles, path);
    const cursor = new BatchCursor(file, { start: start < end ? start : 0, end }, { whole: 'none' });
    let nextOffset = baseOffset;
    for (let batch = cursor.nextNow(); batch !== undefined; batch = cursor.nextNow()) nextOffset = batch.nextOffset;
    return nextOffset;
  } finally {
    file.close();
  }
}

function lastIndexedPosition({ disk }: FileHandles, path: (suffix: string) => string): number {
  const swapped = path(OFFSET_INDEX_SUFFIX + SWAP_SUFFIX);
  if (!disk.exists(swapped)) return 0;
  const index = disk.readFile(swapped);
  return index.length < INDEX_ENTRY_BYTES ? 0 : index.readInt32BE(index.length - INDEX_ENTRY_BYTES / 2);
}

/** An index without its log file, left by a removal that a crash cut short, would be taken for a later segment's. */
function isOrphan(name: string, logs: ReadonlySet<string>): boolean {
  const segment = parseSegmentFileName(name);
  if (segment === undefined || segment.suffix === LOG_SUFFIX || segment.suffix === SNAPSHOT_SUFFIX) return false;
  return !logs.has(segmentFileName(segment.offset, LOG_SUFFIX));
}

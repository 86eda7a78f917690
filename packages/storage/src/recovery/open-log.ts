import type { LogEnvironment, LogHome } from '../log/log-environment.ts';
import { ProducerSnapshots } from '../log/producer-snapshots.ts';
import { replayProducers } from '../log/replay-producers.ts';
import { SegmentLog } from '../log/segment-log.ts';
import { SegmentFiles } from '../log/segment-files.ts';
import { Segments } from '../log/segments.ts';
import { readFileIfPresent } from '../files/atomic-file.ts';
import { DELETED_SUFFIX, LEADER_EPOCH_CHECKPOINT_FILE } from '../files/file-names.ts';
import { CorruptCheckpointError } from '../checkpoint/corrupt-checkpoint.ts';
import { CorruptEpochsError, LeaderEpochCache } from '../leader-epoch/leader-epoch-cache.ts';
import { decodeLeaderEpochCheckpoint } from '../leader-epoch/leader-epoch-checkpoint.ts';
import type { LogConfig } from '../partition-log.ts';
import { ProducerState } from '../producer-state/producer-state.ts';
import { BatchCursor } from '../segment/batch-cursor.ts';
import type { Segment } from '../segment/segment.ts';
import { openSegments, restoreSegment } from './open-segments.ts';
import { finishInterruptedWork } from './interrupted-work.ts';
import { recoverSegment } from './recover-segment.ts';
import { cutTornTail, endsEarly } from './torn-tail.ts';

/**
 * Opens the log in a partition's directory. After a clean stop the indexes and the producer snapshot are taken at
 * their word, after any other every segment from the recovery point on is read and checked first.
 */

export interface OpenLogOptions {
  readonly topic: string;
  readonly partition: number;
  readonly topicId: string;
  readonly directory: string;
  readonly config: LogConfig;
  readonly isCleanStart: boolean;
  /** Everything below it is on stable storage. */
  readonly recoveryPoint: number;
  readonly logStartOffset: number;
  readonly progress: (bytes: number) => void;
}

/** Throws a CorruptLogError when the log may not be used, and what the disk throws. */
export async function openLog(
  environment: LogEnvironment,
  home: LogHome,
  options: OpenLogOptions,
): Promise<SegmentLog> {
  const { directory, config } = options;
  const names = finishInterruptedWork(environment, directory);
  const snapshots = new ProducerSnapshots(environment.disk, directory, names);
  const newSegment = { indexBytesMax: config.segmentIndexBytes, createdMs: environment.clock.now() };
  const found = openSegments(directory, names, environment, newSegment);
  const { epochs, isComplete } = loadEpochs(environment, directory);
  const savedEpochs = [...epochs.entries];
  const kept = await restoreOrRecover(found, epochs, environment, options);
  const segments = toSegments(kept, environment, options);
  await finishEpochs(epochs, isComplete, segments, options);
  const producers = await restoreProducers(environment, snapshots, segments, options);
  const log = new SegmentLog(environment, home, {
    ...options,
    segments,
    producers,
    snapshots,
    epochs,
    savedEpochs,
    logStartOffset: Math.max(options.logStartOffset, segments.first.baseOffset),
    flushedEndOffset: flushedEndOffset(segments.active, options),
    isNameDurable: true,
  });
  if (!options.isCleanStart && config.flushPolicy === 'ack') await log.flush();
  // Most logs will not be used for long.
  for (const segment of segments.all) segment.close();
  return log;
}

/** A log with records above the recovery point has all of its active segment synced again. */
function flushedEndOffset(active: Segment, { isCleanStart, recoveryPoint }: OpenLogOptions): number {
  const isFlushed = isCleanStart || active.nextOffset <= recoveryPoint;
  return isFlushed ? active.nextOffset : Math.min(recoveryPoint, active.baseOffset);
}

/** Creates the log's files in a directory that has none. */
export function createLog(
  environment: LogEnvironment,
  home: LogHome,
  options: Pick<OpenLogOptions, 'topic' | 'partition' | 'topicId' | 'directory' | 'config'>,
): SegmentLog {
  return new SegmentLog(environment, home, {
    ...options,
    segments: new Segments(emptySegment(environment, options.directory, options.config, 0)),
    producers: new ProducerState(),
    snapshots: new ProducerSnapshots(environment.disk, options.directory, []),
    epochs: new LeaderEpochCache(),
    savedEpochs: [],
    logStartOffset: 0,
    flushedEndOffset: 0,
    isNameDurable: false,
  });
}

async function restoreOrRecover(
  found: readonly Segment[],
  epochs: LeaderEpochCache,
  environment: LogEnvironment,
  options: OpenLogOptions,
): Promise<Segment[]> {
  const { indexIntervalBytes } = options.config;
  const kept: Segment[] = [];
  let rebuilt = 0;
  for (const [index, segment] of found.entries()) {
    const next = found[index + 1];
    const isTrusted = options.isCleanStart || (next !== undefined && next.baseOffset <= options.recoveryPoint);
    if (isTrusted) {
      if (await restoreSegment(segment, next?.baseOffset, indexIntervalBytes)) rebuilt++;
      kept.push(segment);
      continue;
    }
    kept.push(...(await recoverFrom(index, found, epochs, environment, options)));
    break;
  }
  if (rebuilt > 0) environment.logger.warn({ directory: options.directory, segments: rebuilt }, 'Rebuilt lost indexes');
  return kept;
}

async function recoverFrom(
  first: number,
  found: readonly Segment[],
  epochs: LeaderEpochCache,
  environment: LogEnvironment,
  options: OpenLogOptions,
): Promise<Segment[]> {
  const recovered: Segment[] = [];
  epochs.truncateFromEnd(found[first]?.baseOffset ?? 0);
  let minOffset = found[first]?.baseOffset ?? 0;
  for (let index = first; index < found.length; index++) {
    const segment = found[index];
    if (segment === undefined) break;
    const { indexIntervalBytes } = options.config;
    const bad = await recoverSegment({ segment, minOffset, epochs, indexIntervalBytes, progress: options.progress });
    recovered.push(segment);
    minOffset = Math.max(minOffset, segment.nextOffset);
    const next = found[index + 1];
    const end = bad ?? endsEarly(segment, next, options.config);
    if (end === undefined) continue;
    await cutTornTail(segment, end, found.slice(index + 1), environment, options);
    break;
  }
  return recovered;
}

/** A log that ends below its start, or has no files at all, begins anew at its start. */
function toSegments(kept: readonly Segment[], environment: LogEnvironment, options: OpenLogOptions): Segments {
  const { directory, config, logStartOffset } = options;
  const [first, ...others] = kept;
  const active = kept.at(-1);
  if (first !== undefined && active !== undefined && active.nextOffset >= logStartOffset) {
    return new Segments(first, others);
  }
  for (const segment of kept) {
    segment.close();
    segment.renameFiles(environment.disk, (name) => name + DELETED_SUFFIX);
  }
  return new Segments(emptySegment(environment, directory, config, logStartOffset));
}

function emptySegment(environment: LogEnvironment, directory: string, config: LogConfig, baseOffset: number): Segment {
  return new SegmentFiles(environment, directory).create(baseOffset, config);
}

function loadEpochs(environment: LogEnvironment, directory: string): { epochs: LeaderEpochCache; isComplete: boolean } {
  const content = readFileIfPresent(environment.disk, `${directory}/${LEADER_EPOCH_CHECKPOINT_FILE}`);
  try {
    if (content !== undefined) {
      return { epochs: new LeaderEpochCache(decodeLeaderEpochCheckpoint(content)), isComplete: true };
    }
  } catch (error) {
    if (!(error instanceof CorruptCheckpointError) && !(error instanceof CorruptEpochsError)) throw error;
    environment.logger.warn({ directory, error }, 'Rebuilding the leader epochs from the log');
  }
  return { epochs: new LeaderEpochCache(), isComplete: false };
}

/** Makes the epochs what the log says (R12). */
async function finishEpochs(
  epochs: LeaderEpochCache,
  isComplete: boolean,
  segments: Segments,
  options: OpenLogOptions,
): Promise<void> {
  if (!isComplete) await rebuildEpochs(epochs, segments);
  epochs.truncateFromEnd(segments.active.nextOffset);
  epochs.truncateFromStart(Math.max(options.logStartOffset, segments.first.baseOffset));
}

async function rebuildEpochs(epochs: LeaderEpochCache, segments: Segments): Promise<void> {
  epochs.clear();
  for (const segment of segments.all) {
    const cursor = new BatchCursor(
      segment.file,
      { start: 0, end: segment.written },
      { whole: 'none', isAtStart: true },
    );
    for (let batch = await cursor.next(); batch !== undefined; batch = await cursor.next()) {
      const epoch = batch.partitionLeaderEpoch;
      if (epoch > epochs.latestEpoch) epochs.assign(epoch, batch.baseOffset);
    }
  }
}

async function restoreProducers(
  environment: LogEnvironment,
  snapshots: ProducerSnapshots,
  segments: Segments,
  options: OpenLogOptions,
): Promise<ProducerState> {
  const producers = new ProducerState();
  const expirationMs = environment.producerIdExpirationMs();
  const replay = { nowMs: environment.clock.now(), expirationMs };
  const endOffset = segments.active.nextOffset;
  const recoveredFrom = options.isCleanStart ? endOffset : segments.floor(options.recoveryPoint).baseOffset;
  snapshots.removeWhere((offset) => offset > recoveredFrom);
  await replayProducers(producers, snapshots, segments, replay, (segment, transaction) => {
    if (segment.baseOffset < recoveredFrom || transaction.result !== 'abort') return;
    segment.transactionIndex.append({
      ...transaction,
      lastStableOffset: producers.lastStableOffsetAfter(transaction),
    });
  });
  for (const segment of segments.from(recoveredFrom)) {
    if (options.isCleanStart || segment === segments.active) continue;
    segment.finish();
    await segment.syncIndexes();
  }
  return producers;
}

import { DELETED_SUFFIX } from '../files/file-names.ts';
import type { LogEnvironment } from '../log/log-environment.ts';
import type { LogConfig } from '../partition-log.ts';
import type { Segment } from '../segment/segment.ts';
import { CorruptLogError } from './corrupt-log-error.ts';
import { findValidBatch } from './find-valid-batch.ts';
import { lostSectorIn } from './lost-sector.ts';
import type { BadBatch } from './recover-segment.ts';

/**
 * What to do where a log stops being good: what a crash tore off is cut, what was damaged is left alone.
 *
 * A bad batch that no good one follows was being written. One that good ones follow is damage, unless the disk lost a
 * sector of writes that nobody had synced: then it reads as zeros, and lies above the recovery point.
 */

/** A power failure may also take whole batches from a segment's end. Only compaction leaves such gaps by right. */
export function endsEarly(segment: Segment, next: Segment | undefined, config: LogConfig): BadBatch | undefined {
  if (next === undefined || next.baseOffset <= segment.nextOffset) return undefined;
  if (config.cleanupPolicy.has('compact')) return undefined;
  const reason = `it ends before offset ${next.baseOffset}, where the next segment begins`;
  return { position: segment.size, reason, isWhole: false };
}

/**
 * Throws a CorruptLogError for damage. The cut is on stable storage before anything is appended, since nothing else may
 * sync this segment again. `later` are the segments behind `segment`.
 */
export async function cutTornTail(
  segment: Segment,
  bad: BadBatch,
  later: readonly Segment[],
  environment: LogEnvironment,
  options: { config: LogConfig; recoveryPoint: number },
): Promise<void> {
  const { path } = segment.file;
  const { written, nextOffset: endOffset } = segment;
  if (await isDamage(segment, bad, later, options)) throw new CorruptLogError(path, bad.position, bad.reason);
  environment.logger.warn(
    { path, position: bad.position, bytes: written - bad.position, endOffset, reason: bad.reason },
    'Cutting off a torn tail',
  );
  segment.file.forWriting().truncate(bad.position);
  segment.file.forWriting().syncNow();
  segment.written = bad.position;
  if (later.length === 0) return;
  for (const other of later) {
    other.close();
    other.renameFiles(environment.disk, (name) => name + DELETED_SUFFIX);
  }
  environment.disk.syncDirectory(path.slice(0, path.lastIndexOf('/')));
}

async function isDamage(
  segment: Segment,
  bad: BadBatch,
  later: readonly Segment[],
  options: { config: LogConfig; recoveryPoint: number },
): Promise<boolean> {
  const { file, written, nextOffset: baseOffset } = segment;
  const next = await findValidBatch(file, { start: bad.position + 1, end: written }, baseOffset);
  if (next === undefined && !bad.isWhole) return isFollowedByOthers(later, baseOffset, options.config);
  if (baseOffset < options.recoveryPoint) return true;
  return !(await lostSectorIn(file, { position: bad.position, end: next ?? written, baseOffset }));
}

/**
 * Without `flush.policy=ack` a good batch in a later segment proves nothing, because the end of a segment is not synced
 * before the next one is begun.
 */
async function isFollowedByOthers(later: readonly Segment[], minOffset: number, config: LogConfig): Promise<boolean> {
  if (config.flushPolicy !== 'ack') return false;
  for (const { file, written } of later) {
    if ((await findValidBatch(file, { start: 0, end: written }, minOffset)) !== undefined) return true;
  }
  return false;
}

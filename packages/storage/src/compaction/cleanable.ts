/**
 * What of a log may be compacted, and whether it is worth it (B156). The log is its clean part, which an earlier pass has
 * been through, then its dirty part, then what nobody may touch yet: the active segment, whatever is not stable, and
 * segments with records younger than `min.compaction.lag.ms`.
 */

export interface CleanableSegment {
  readonly baseOffset: number;
  readonly nextOffset: number;
  readonly size: number;
  readonly maxTimestamp: number;
  /** The first batch's greatest timestamp, or undefined when the segment has none. May read the file. */
  firstTimestamp(): number | undefined;
}

export interface CleanableState {
  /** The last one is active. */
  readonly segments: readonly CleanableSegment[];
  readonly logStartOffset: number;
  readonly logEndOffset: number;
  /** Where the dirty part begins, as noted by the last pass. */
  readonly notedOffset: number | undefined;
  /** Records from here on are of open transactions or above the high watermark. */
  readonly lastStableOffset: number;
}

export interface CompactionLimits {
  readonly minCompactionLagMs: number;
  readonly maxCompactionLagMs?: number;
  readonly minCleanableDirtyRatio: number;
}

export interface Cleanable {
  readonly firstDirtyOffset: number;
  /** Exclusive. */
  readonly endOffset: number;
  readonly dirtyRatio: number;
  /** The dirty part has records older than `max.compaction.lag.ms`. */
  readonly isOverdue: boolean;
}

/** Undefined when there is nothing to compact. */
export function cleanablePart(state: CleanableState, limits: CompactionLimits, nowMs: number): Cleanable | undefined {
  const firstDirtyOffset = firstDirty(state);
  const closed = state.segments.slice(0, -1);
  const dirty = closed.filter((segment) => segment.nextOffset > firstDirtyOffset && segment.size > 0);
  const endOffset = firstUncleanable(state, dirty, limits, nowMs);
  if (endOffset <= firstDirtyOffset) return undefined;
  const cleanable = dirty.filter((segment) => segment.baseOffset < endOffset);
  const dirtyBytes = bytesOf(cleanable);
  if (dirtyBytes === 0) return undefined;
  const cleanBytes = bytesOf(closed.filter((segment) => segment.nextOffset <= firstDirtyOffset));
  return {
    firstDirtyOffset,
    endOffset,
    dirtyRatio: dirtyBytes / (cleanBytes + dirtyBytes),
    isOverdue: isOverdue(cleanable, limits, nowMs),
  };
}

/** Whether a pass is due. */
export function isDue({ dirtyRatio, isOverdue: overdue }: Cleanable, limits: CompactionLimits): boolean {
  return overdue || dirtyRatio > limits.minCleanableDirtyRatio;
}

/** Overdue ones come first, then those with the greatest share of dirt. */
export function compareByNeed(a: Cleanable, b: Cleanable): number {
  if (a.isOverdue !== b.isOverdue) return a.isOverdue ? -1 : 1;
  return b.dirtyRatio - a.dirtyRatio;
}

/** A noted offset that the log does not have is of no use: all of it is dirty then. */
function firstDirty({ notedOffset, logStartOffset, logEndOffset }: CleanableState): number {
  const isUsable = notedOffset !== undefined && notedOffset >= logStartOffset && notedOffset <= logEndOffset;
  return isUsable ? notedOffset : logStartOffset;
}

function firstUncleanable(
  { segments, lastStableOffset }: CleanableState,
  dirty: readonly CleanableSegment[],
  { minCompactionLagMs }: CompactionLimits,
  nowMs: number,
): number {
  const active = segments.at(-1)?.baseOffset ?? 0;
  const isYoung = (segment: CleanableSegment) => segment.maxTimestamp > nowMs - minCompactionLagMs;
  const young = minCompactionLagMs > 0 ? dirty.find(isYoung)?.baseOffset : undefined;
  return Math.min(active, lastStableOffset, young ?? active);
}

function isOverdue(dirty: readonly CleanableSegment[], limits: CompactionLimits, nowMs: number): boolean {
  const { maxCompactionLagMs = Number.POSITIVE_INFINITY, minCompactionLagMs } = limits;
  const lagMs = Math.max(maxCompactionLagMs, minCompactionLagMs);
  if (!Number.isFinite(lagMs)) return false;
  return dirty.some((segment) => {
    const firstMs = segment.firstTimestamp();
    return firstMs !== undefined && firstMs > 0 && firstMs < nowMs - lagMs;
  });
}

function bytesOf(segments: readonly CleanableSegment[]): number {
  return segments.reduce((sum, { size }) => sum + size, 0);
}

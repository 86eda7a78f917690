import type { Clock } from '@moldau/runtime';
import type { Segment } from '../segment/segment.ts';
import type { SegmentLog } from './segment-log.ts';

/**
 * Deletes whole segments, oldest first, by age and by the size of the log (B155), for topics whose cleanup policy says
 * so; never one that the high watermark has not passed.
 */

/** Returns how many segments went. */
export function applyRetention(log: SegmentLog, options: RetentionOptions): number {
  const { config } = log;
  const start = log.logStartOffset;
  const active = log.segments.at(-1);
  const deletes = config.cleanupPolicy.has('delete');
  let excess = deletes && config.retentionBytes >= 0 ? log.size - config.retentionBytes : -1;
  const isTooOld = (segment: Segment) =>
    deletes && config.retentionMs >= 0 && options.byTime && options.nowMs - ageMark(segment) > config.retentionMs;
  return log.deleteOldSegments((segment, endOffset) => {
    if (endOffset > options.highWatermark) return false;
    const isBelowStart = endOffset <= start && segment !== active;
    const isTooMuch = excess >= segment.size;
    if (!isBelowStart && !isTooMuch && !isTooOld(segment)) return false;
    excess -= segment.size;
    return true;
  });
}

export interface RetentionOptions {
  readonly nowMs: number;
  /** Whether ages count; they do not while the wall clock is in doubt. */
  readonly byTime: boolean;
  readonly highWatermark: number;
}

/** Records without timestamps leave only the time since when the file is known. */
function ageMark(segment: Segment): number {
  return segment.maxTimestamp >= 0 ? segment.maxTimestamp : segment.createdMs;
}

const JUMP_MS = 5 * 60_000;
const TRUST_AFTER_MS = 24 * 60 * 60_000;

/**
 * Watches the wall clock against the monotonic one. After a jump ages say nothing, and nobody must lose data to a clock
 * that was set wrongly; a new time that has stood for a day is believed.
 */
export class WallClockGuard {
  readonly #clock: Clock;
  #offsetMs: number;
  #jumpedAtMs: number | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#offsetMs = clock.now() - clock.monotonic();
  }

  /** By how much the clock has jumped since the last look, if it has. */
  look(): number | undefined {
    const offsetMs = this.#clock.now() - this.#clock.monotonic();
    const jumpMs = offsetMs - this.#offsetMs;
    this.#offsetMs = offsetMs;
    if (Math.abs(jumpMs) <= JUMP_MS) return undefined;
    this.#jumpedAtMs = this.#clock.monotonic();
    return jumpMs;
  }

  get isTrusted(): boolean {
    return this.#jumpedAtMs === undefined || this.#clock.monotonic() - this.#jumpedAtMs >= TRUST_AFTER_MS;
  }
}

import type { Segment } from '../segment/segment.ts';
import type { LogContext, LogFailures } from './log-context.ts';
import type { LogWriter } from './log-writer.ts';
import type { SegmentChanges } from './segment-changes.ts';
import type { SegmentRoll } from './segment-roll.ts';

/**
 * Where one log starts. DeleteRecords and retention move it up, to which only whole segments follow; a truncation below
 * it moves it down.
 */
export class LogStart {
  readonly #context: LogContext;
  readonly #writer: LogWriter;
  readonly #roll: SegmentRoll;
  readonly #changes: SegmentChanges;
  readonly #failures: LogFailures;
  #logStartOffset: number;

  constructor(
    context: LogContext,
    parts: { readonly writer: LogWriter; readonly roll: SegmentRoll; readonly changes: SegmentChanges },
    failures: LogFailures,
    logStartOffset: number,
  ) {
    this.#context = context;
    this.#writer = parts.writer;
    this.#roll = parts.roll;
    this.#changes = parts.changes;
    this.#failures = failures;
    this.#logStartOffset = logStartOffset;
  }

  get logStartOffset(): number {
    return this.#logStartOffset;
  }

  /** As `PartitionLog` says. */
  async deleteBefore(offset: number): Promise<void> {
    const { topic, partition, segments, health, home } = this.#context;
    health.check();
    const start = Math.min(offset, this.#writer.logEndOffset);
    if (start > this.#logStartOffset) {
      this.#writer.writePending();
      health.check();
      this.#startAt(start);
    }
    await home.logStartMoved(topic, partition, this.#logStartOffset);
    health.check();
    const { all, active } = segments;
    this.#deleteSegments(
      all.filter((segment) => segment !== active && this.#endOf(segment) <= this.#logStartOffset),
      this.#logStartOffset,
    );
    health.check();
  }

  /**
   * Removes the oldest segments, the active one too if need be, as long as `isExpired` says so of a segment and the
   * offset that follows it; B155. Returns how many.
   */
  deleteOldSegments(isExpired: (segment: Segment, endOffset: number) => boolean): number {
    this.#context.health.check();
    const { all, active } = this.#context.segments;
    const firstKept = all.findIndex((segment) => !isExpired(segment, this.#endOf(segment)));
    const expired = firstKept < 0 ? all : all.slice(0, firstKept);
    const deleted = active.size === 0 ? expired.filter((segment) => segment !== active) : expired;
    const last = deleted.at(-1);
    if (last === undefined) return 0;
    if (last === active) this.#roll.roll();
    return this.#deleteSegments(deleted, this.#endOf(last));
  }

  /** The log ends at `offset` now. */
  truncatedTo(offset: number): void {
    if (offset < this.#logStartOffset) this.#logStartOffset = offset;
  }

  /** The oldest ones; the log begins at `startOffset` from now on. Returns how many went. */
  #deleteSegments(deleted: readonly Segment[], startOffset: number): number {
    if (this.#context.health.failure !== undefined) return 0;
    this.#startAt(startOffset);
    try {
      if (deleted.length === 0) return 0;
      this.#makeActiveNameDurable();
      this.#changes.remove((segment) => deleted.includes(segment), this.#writer.logEndOffset);
    } catch (error) {
      this.#failures.failed('delete', error);
    }
    return deleted.length;
  }

  #startAt(offset: number): void {
    if (offset <= this.#logStartOffset) return;
    this.#logStartOffset = offset;
    this.#context.epochs.truncateFromStart(offset);
    this.#writer.enqueue(0);
  }

  /** Where the next one begins: compaction may have left a gap before it. */
  #endOf(segment: Segment): number {
    return this.#context.segments.after(segment)?.baseOffset ?? segment.nextOffset;
  }

  /** The active segment's name says where the log ends, when all others are gone. */
  #makeActiveNameDurable(): void {
    const { environment, files, segments } = this.#context;
    const { active } = segments;
    if (active.isNameDurable) return;
    environment.disk.syncDirectory(files.directory);
    active.isNameDurable = true;
  }
}

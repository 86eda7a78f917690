import { positionOf } from '../segment/position-of.ts';
import type { FlushPolicy } from './flush-policy.ts';
import type { LogContext, LogFailures } from './log-context.ts';
import type { LogStart } from './log-start.ts';
import type { LogWriter } from './log-writer.ts';
import type { SegmentChanges } from './segment-changes.ts';

/** Cuts one log at its end: for a follower that has more than its leader, and after writes and syncs that failed. */
export class LogTruncation {
  readonly #context: LogContext;
  readonly #writer: LogWriter;
  readonly #flushPolicy: FlushPolicy;
  readonly #changes: SegmentChanges;
  readonly #start: LogStart;
  readonly #failures: LogFailures;
  #count = 0;

  constructor(
    context: LogContext,
    parts: {
      readonly writer: LogWriter;
      readonly flushPolicy: FlushPolicy;
      readonly changes: SegmentChanges;
      readonly start: LogStart;
    },
    failures: LogFailures,
  ) {
    this.#context = context;
    this.#writer = parts.writer;
    this.#flushPolicy = parts.flushPolicy;
    this.#changes = parts.changes;
    this.#start = parts.start;
    this.#failures = failures;
  }

  /** How often files were cut. */
  get count(): number {
    return this.#count;
  }

  /** Drops everything from `offset` on. Throws an AppendError. */
  truncateTo(offset: number): void {
    const { segments, producers, health, home } = this.#context;
    health.check();
    if (offset >= this.#writer.logEndOffset) return;
    this.#writer.writePending();
    health.check();
    try {
      home.truncating(this.#context, offset);
      this.#dropFrom(Math.max(offset, 0));
      producers.truncatedTo(segments);
    } catch (error) {
      this.#failures.failed('truncate', error);
      throw health.failure ?? error;
    }
    this.#writer.enqueue(0);
  }

  /** Drops what may not be on stable storage; throws what the disk throws. */
  dropUnflushed(): void {
    this.#dropFrom(Math.max(this.#flushPolicy.flushedEndOffset, this.#start.logStartOffset));
  }

  /** Forgets what was appended but is not written. */
  forgetUnwritten(): void {
    const { active } = this.#context.segments;
    this.#writer.discardPending();
    this.#forgetFrom(this.#writer.writtenEndOffset);
    active.size = active.written;
    active.nextOffset = this.#writer.logEndOffset;
  }

  /** Drops the records from `offset` on from files and memory; all of them are written. */
  #dropFrom(offset: number): void {
    const { environment, segments, files } = this.#context;
    this.#count++;
    this.#changes.remove((segment) => segment.baseOffset > offset, offset);
    environment.disk.syncDirectory(files.directory);
    const { active } = segments;
    if (active.nextOffset > offset) active.truncateTo(offset, positionOf(active, offset));
    this.#start.truncatedTo(offset);
    this.#forgetFrom(offset);
  }

  #forgetFrom(offset: number): void {
    this.#writer.truncatedTo(offset);
    this.#flushPolicy.truncatedTo(offset);
    this.#context.epochs.truncateFromEnd(offset);
  }
}

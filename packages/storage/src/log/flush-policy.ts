import type { LogConfig, LogListener } from '../partition-log.ts';
import type { Segment } from '../segment/segment.ts';
import type { LogContext, LogFailures } from './log-context.ts';
import type { TimedLog } from './log-environment.ts';
import { LogFlusher } from './log-flusher.ts';
import type { LogWriter } from './log-writer.ts';

/** How often the flush policy `interval` syncs unless `flush.ms` is shorter. */
const FLUSH_INTERVAL_MS = 1000;

/**
 * `flush.policy`, `flush.ms` and `flush.messages` of one log at work: when what is written is brought to stable
 * storage, and how far an acknowledgement reaches. Owns the flusher, of which a move of the log begins a new one.
 */
export class FlushPolicy implements LogListener, TimedLog {
  readonly #context: LogContext;
  readonly #writer: LogWriter;
  readonly #failures: LogFailures;
  #flusher: LogFlusher;
  /** What was acknowledged before the policy became `ack`. */
  #acknowledgedFloor = 0;

  constructor(
    context: LogContext,
    writer: LogWriter,
    failures: LogFailures,
    flushed: { readonly flushedEndOffset: number; readonly isNameDurable: boolean },
  ) {
    this.#context = context;
    this.#writer = writer;
    this.#failures = failures;
    this.#flusher = this.#startFlusher(flushed.flushedEndOffset, flushed.isNameDurable);
  }

  /** May lie below where the log starts. */
  get flushedEndOffset(): number {
    return this.#flusher.flushedEndOffset;
  }

  get acknowledgedEndOffset(): number {
    if (this.#context.config.flushPolicy !== 'ack') return this.#writer.writtenEndOffset;
    return Math.max(this.#flusher.flushedEndOffset, this.#acknowledgedFloor);
  }

  get flushDelayMs(): number {
    const { flushPolicy, flushMs } = this.#context.config;
    return flushPolicy === 'interval' ? Math.min(flushMs, FLUSH_INTERVAL_MS) : flushMs;
  }

  /** Syncs what is written, or has it synced later, as the policy says. */
  progressed(): void {
    const { flushPolicy, flushMessages, flushMs } = this.#context.config;
    const unflushed = this.#writer.writtenEndOffset - this.#flusher.flushedEndOffset;
    if (unflushed <= 0) return;
    if (flushPolicy === 'ack' || unflushed >= flushMessages) this.#flusher.start();
    else if (flushPolicy === 'interval' || Number.isFinite(flushMs)) this.#context.home.flushLater(this);
  }

  failed(): void {}

  async flush(): Promise<void> {
    this.#writer.writePending();
    await this.#flusher.flushTo(this.#writer.writtenEndOffset);
    this.#context.health.check();
    this.#writer.enqueue(0);
  }

  /** Another config than `before` counts from now on. */
  configured(before: LogConfig): void {
    if (this.#context.config.flushPolicy !== 'ack' || before.flushPolicy === 'ack') return;
    this.#acknowledgedFloor = this.#writer.writtenEndOffset;
  }

  /**
   * Nothing more comes to `segment`. Under the policy `ack` it is on stable storage when this returns, so that a crash
   * never keeps the next segment and loses this one. Throws what the disk throws.
   */
  closed(segment: Segment): void {
    this.#flusher.closed(segment);
    if (this.#context.config.flushPolicy === 'ack') this.#flusher.flushNow();
  }

  /** Syncs what is written now, in the background. */
  start(): void {
    this.#flusher.start();
  }

  /** No sync counts any more. */
  stop(): void {
    this.#flusher.stop();
  }

  /** The log lies in another directory, and all that is written is on stable storage there. */
  moved(): void {
    this.#flusher = this.#startFlusher(this.#writer.writtenEndOffset, true);
  }

  truncatedTo(offset: number): void {
    this.#acknowledgedFloor = Math.min(this.#acknowledgedFloor, offset);
    this.#flusher.truncatedTo(offset);
  }

  #startFlusher(flushedEndOffset: number, isNameDurable: boolean): LogFlusher {
    const { environment, files, segments, home } = this.#context;
    const log = {
      directory: () => files.directory,
      homePath: home.path,
      writtenEndOffset: () => this.#writer.writtenEndOffset,
      segmentsFrom: (offset: number) => segments.from(offset),
      flushed: () => this.#writer.enqueue(0),
      failed: (error: unknown) => {
        // One that was stopped synced files that are not the log's any more.
        if (this.#flusher === flusher) this.#failures.syncFailed('sync', error);
      },
    };
    const flusher = new LogFlusher(environment, log, flushedEndOffset, isNameDurable);
    return flusher;
  }
}

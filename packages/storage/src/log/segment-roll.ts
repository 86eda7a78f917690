import type { RecordBatch } from '@moldau/protocol';
import type { LogConfig } from '../partition-log.ts';
import type { Segment, SegmentLimits } from '../segment/segment.ts';
import type { FlushPolicy } from './flush-policy.ts';
import type { LogContext, LogFailures } from './log-context.ts';
import type { LogWriter } from './log-writer.ts';
import { causeOf, storageFailure } from './storage-failure.ts';

/** When one log's active segment is full or old enough, and what it takes to begin the next one (B155). */
export class SegmentRoll {
  readonly #context: LogContext;
  readonly #writer: LogWriter;
  readonly #flushPolicy: FlushPolicy;
  readonly #failures: LogFailures;
  /** By how much the active segment rolls earlier than `segment.ms` says. */
  #jitterMs = 0;

  constructor(context: LogContext, writer: LogWriter, flushPolicy: FlushPolicy, failures: LogFailures) {
    this.#context = context;
    this.#writer = writer;
    this.#flushPolicy = flushPolicy;
    this.#failures = failures;
    this.drawJitter();
  }

  /** Begins a new segment if `batch` must not come into the active one. Throws an AppendError when it cannot. */
  rollFor(batch: RecordBatch, nowMs: number): void {
    const { segments, config } = this.#context;
    const { active } = segments;
    if (active.size > 0 && active.firstTimestamp === undefined) loadFirstTimestamp(active);
    if (!active.mustRollFor(batch, batch.baseOffset, rollLimits(config), nowMs, this.#jitterMs)) return;
    this.roll(batch.baseOffset);
    this.#context.health.check();
  }

  /**
   * A new segment for what comes at `baseOffset`, usually the log's end. The old one is synced in the background; under
   * `flush.policy=ack` before the new one exists. The log is offline afterwards when that fails.
   */
  roll(baseOffset = this.#writer.logEndOffset): void {
    const { segments, files, producers, health, config } = this.#context;
    this.#writer.writePending();
    if (health.failure !== undefined) return;
    const old = segments.active;
    if (old.baseOffset === baseOffset) return;
    try {
      old.finish();
      this.#flushPolicy.closed(old);
      producers.writeSnapshot(this.#writer.logEndOffset, segments);
      segments.add(files.create(baseOffset, config));
    } catch (error) {
      return this.#failures.syncFailed('roll', error);
    }
    this.drawJitter();
    this.#flushPolicy.start();
  }

  /** Anew for each segment, and when `segment.jitter.ms` changes. */
  drawJitter(): void {
    const { config, environment } = this.#context;
    const bound = Math.min(config.segmentJitterMs, config.segmentMs, 2 ** 32);
    this.#jitterMs = bound > 0 ? environment.random.integer(bound) : 0;
  }
}

function loadFirstTimestamp(active: Segment): void {
  try {
    active.loadFirstTimestamp();
  } catch (error) {
    throw storageFailure(`Cannot read the first batch of ${active.file.path}: ${causeOf(error)}`, error);
  }
}

function rollLimits(config: LogConfig): SegmentLimits {
  const { maxCompactionLagMs = Number.POSITIVE_INFINITY } = config;
  if (maxCompactionLagMs >= config.segmentMs || !config.cleanupPolicy.has('compact')) return config;
  return { ...config, segmentMs: maxCompactionLagMs };
}

import type { AppendError } from '../partition-log.ts';
import type { FlushPolicy } from './flush-policy.ts';
import type { LogContext, LogFailures } from './log-context.ts';
import type { LogTruncation } from './log-truncation.ts';
import type { LogWriter } from './log-writer.ts';
import { causeOf, storageFailure } from './storage-failure.ts';

/**
 * Takes one log offline (B159): its ends go back to what is certain, and its directory hears of it, which takes the
 * others along. After a failed write or sync nobody knows what the file holds behind the last good position, and the
 * handle must not be used again: what is not certain is cut off, through a new one.
 */
export class LogOutage implements LogFailures {
  readonly #context: LogContext;
  readonly #writer: LogWriter;
  readonly #flushPolicy: FlushPolicy;
  readonly #truncation: LogTruncation;

  constructor(
    context: LogContext,
    parts: { readonly writer: LogWriter; readonly flushPolicy: FlushPolicy; readonly truncation: LogTruncation },
  ) {
    this.#context = context;
    this.#writer = parts.writer;
    this.#flushPolicy = parts.flushPolicy;
    this.#truncation = parts.truncation;
  }

  /** Appends and waiting listeners fail with `error` from now on. */
  goOffline(error: AppendError): void {
    const { health } = this.#context;
    if (health.failure !== undefined) return;
    health.goOffline(error);
    this.#flushPolicy.stop();
    this.#truncation.forgetUnwritten();
    this.#writer.enqueue(0);
  }

  failed(operation: string, error: unknown): void {
    const { environment, topic, partition, segments, health, home } = this.#context;
    if (health.failure !== undefined) return;
    const failure = storageFailure(`Cannot ${operation} ${topic}-${partition}: ${causeOf(error)}`, error);
    this.goOffline(failure);
    const { file, written } = segments.active;
    file.close();
    try {
      file.forWriting().truncate(written);
    } catch (cause) {
      environment.logger.error({ path: file.path, error: cause }, 'Cannot cut off a failed write');
    }
    home.failed(failure);
  }

  syncFailed(operation: string, error: unknown): void {
    const { environment, segments, files, health, config } = this.#context;
    if (health.isClosed) return;
    if (config.flushPolicy === 'ack') {
      for (const segment of segments.all) segment.file.close();
      try {
        this.#truncation.dropUnflushed();
      } catch (cause) {
        environment.logger.error({ directory: files.directory, error: cause }, 'Cannot cut off a failed sync');
      }
    }
    this.failed(operation, error);
  }
}

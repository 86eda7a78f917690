import type { Segment } from '../segment/segment.ts';
import type { LogContext, LogFailures } from './log-context.ts';
import { SegmentSwap, type SwappedLog } from './segment-swap.ts';

/**
 * Takes segments out of one log, or puts a compacted one in the place of others. A swap waits for the disk between its
 * steps; a removal does not wait for it but calls it off.
 */
export class SegmentChanges {
  readonly #context: LogContext;
  readonly #failures: LogFailures;
  #swap: SegmentSwap | undefined;
  #swapped: Promise<void> = Promise.resolve();

  constructor(context: LogContext, failures: LogFailures) {
    this.#context = context;
    this.#failures = failures;
  }

  /** Resolves when a compacted segment whose turn has come is in its place. */
  get swapped(): Promise<void> {
    return this.#swapped;
  }

  /** When none is left, an empty one begins at `baseIfNoneIsLeft`. Throws what the disk throws. */
  remove(unwanted: (segment: Segment) => boolean, baseIfNoneIsLeft: number): void {
    const { segments, files, producers, config } = this.#context;
    this.#swap?.cancel();
    files.remove(segments.all.filter(unwanted), config);
    segments.remove(unwanted, () => files.create(baseIfNoneIsLeft, config));
    producers.removeSnapshotsBelow(segments.first.baseOffset);
  }

  /**
   * Puts a compacted segment, whose files are `.cleaned`, in the place of those that it was made of. False, and nothing
   * has changed, when these are not all there any more, or the log is about to move.
   */
  async replace(replaced: readonly Segment[], cleaned: Segment): Promise<boolean> {
    const { environment, health } = this.#context;
    const swap = new SegmentSwap(environment.disk, this.#swappedLog(), replaced, cleaned);
    this.#swap = swap;
    const run = swap.run();
    this.#swapped = run.then(
      () => {},
      () => {},
    );
    try {
      return await run;
    } catch (error) {
      if (!health.isClosed) this.#failures.failed('compaction', error);
      throw error;
    } finally {
      this.#swap = undefined;
    }
  }

  #swappedLog(): SwappedLog {
    const context = this.#context;
    const { files, segments, tail, health } = context;
    return {
      directory: () => files.directory,
      isUsable: () => health.isUsable,
      isMoving: () => context.isMoving,
      segments: () => segments.all,
      replace: (replaced, cleaned) => {
        segments.replace(replaced, cleaned);
        tail.forgetBelow(cleaned.nextOffset);
      },
      deletedName: (path) => files.deletedName(path),
      removeLater: (removed) => files.removeLater(removed, context.config),
    };
  }
}

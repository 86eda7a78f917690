import type { Clock } from '@moldau/runtime';
import { gatherBuffer } from './pending-writes.ts';

/**
 * Group commit: the logs that were appended to in this turn of the event loop, whose bytes go to their files together
 * when it ends; only then is anybody told. Nothing that listens can make a log write in between.
 */
export interface QueuedLog {
  /** Brings what is pending to the file. Handles its failures itself. */
  writePending(): void;
  /** Tells the listeners about moved ends. */
  announce(): void;
}

/** Beyond this much a turn's appends are written at once, so that a large turn holds bounded memory. */
export const PENDING_BYTES_MAX = 8 << 20;

export class WriteQueue {
  readonly gather = gatherBuffer();
  readonly #clock: Clock;
  #queued: QueuedLog[] = [];
  #scheduled = false;
  #pendingBytes = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** `log` has something to announce, after writing `bytes` more. Asked once a log and turn, or more often. */
  add(log: QueuedLog, isNew: boolean, bytes: number): void {
    if (isNew) this.#queued.push(log);
    this.#pendingBytes += bytes;
    if (!this.#scheduled) {
      this.#scheduled = true;
      this.#clock.endOfTurn(() => this.#endTurn());
    }
    if (this.#pendingBytes > PENDING_BYTES_MAX) this.#writeAll();
  }

  #endTurn(): void {
    this.#writeAll();
    const done = this.#queued;
    this.#queued = [];
    this.#scheduled = false;
    for (const log of done) log.announce();
  }

  #writeAll(): void {
    this.#pendingBytes = 0;
    for (const log of this.#queued) log.writePending();
  }
}

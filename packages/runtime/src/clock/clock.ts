/**
 * Time as a parameter. Nothing outside `runtime` asks the machine what time it is or waits on a timer of its
 * own, so a test can own time altogether.
 */
export interface Clock {
  /** Wall clock, milliseconds since the Unix epoch. May jump; only for record timestamps and retention. */
  now(): number;
  /** Monotonic clock in milliseconds with an arbitrary origin. Sessions, deadlines and lags use this one. */
  monotonic(): number;
  /** Calls `callback` once, no sooner than `delayMs` from now. */
  after(delayMs: number, callback: () => void): Timer;
  /**
   * Calls `callback` once the event-loop turn under way has handled all input that was ready. Work that many
   * requests of one turn can share (writing the log, flushing sockets) is put off to here. What such a callback adds
   * runs after the others of the same turn; what is added then belongs to the next.
   */
  endOfTurn(callback: () => void): void;
}

export interface Timer {
  /** Idempotent; after it returns the callback will not run. */
  cancel(): void;
}

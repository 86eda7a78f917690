import type { Clock, Timer } from '@moldau/runtime';
import type { TimedLog } from './log-environment.ts';

/** Syncs logs that are due by time: those of the flush policy `interval` and those with `flush.ms`. Idle while none is. */
export class FlushTimer {
  readonly #clock: Clock;
  readonly #due = new Map<TimedLog, number>();
  #timer: Timer | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** `log` has unsynced appends from now on, if it had none. */
  add(log: TimedLog): void {
    if (this.#due.has(log)) return;
    this.#due.set(log, this.#clock.monotonic() + log.flushDelayMs);
    this.#arm();
  }

  close(): void {
    this.#timer?.cancel();
    this.#due.clear();
  }

  #arm(): void {
    if (this.#due.size === 0) return;
    this.#timer?.cancel();
    const next = Math.min(...this.#due.values());
    this.#timer = this.#clock.after(Math.max(0, next - this.#clock.monotonic()), () => this.#flushDue());
  }

  #flushDue(): void {
    this.#timer = undefined;
    const nowMs = this.#clock.monotonic();
    for (const [log, dueMs] of this.#due) {
      if (dueMs > nowMs) continue;
      this.#due.delete(log);
      log.flush().catch(() => {});
    }
    this.#arm();
  }
}

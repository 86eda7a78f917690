import type { Clock } from '@moldau/runtime';

/** Holds work back to so many bytes a second, for all that share it. */
export class Throttle {
  readonly #clock: Clock;
  readonly #bytesPerSecond: () => number;
  /** By the monotonic clock: when what was done so far would have been done at the allowed rate. */
  #dueMs = 0;

  /** @param bytesPerSecond may change at run time */
  constructor(clock: Clock, bytesPerSecond: () => number) {
    this.#clock = clock;
    this.#bytesPerSecond = bytesPerSecond;
  }

  /** Resolves when more may be done after `bytes` were. */
  async pace(bytes: number): Promise<void> {
    const nowMs = this.#clock.monotonic();
    this.#dueMs = Math.max(this.#dueMs, nowMs) + (bytes * 1000) / this.#bytesPerSecond();
    const waitMs = this.#dueMs - nowMs;
    if (waitMs < 1) return;
    await new Promise<void>((resolve) => {
      this.#clock.after(waitMs, resolve);
    });
  }
}

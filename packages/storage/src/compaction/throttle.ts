import type { Clock } from '@moldau/runtime';

/** Holds work to so many bytes a second, by the average since it began. */
export class Throttle {
  readonly #clock: Clock;
  readonly #bytesPerSecond: number;
  readonly #startedMs: number;
  #bytes = 0;

  constructor(clock: Clock, bytesPerSecond: number) {
    this.#clock = clock;
    this.#bytesPerSecond = bytesPerSecond;
    this.#startedMs = clock.monotonic();
  }

  /** Resolves when that many more bytes are due. */
  async passed(bytes: number): Promise<void> {
    this.#bytes += bytes;
    const dueMs = this.#startedMs + (this.#bytes / this.#bytesPerSecond) * 1000;
    const waitMs = dueMs - this.#clock.monotonic();
    if (waitMs >= 1) await new Promise<void>((resolve) => void this.#clock.after(waitMs, resolve));
  }
}

/** Calls back everybody who became dirty during an event-loop turn once, when the turn ends. */
import type { Clock } from '@moldau/runtime';

export class EndOfTurn {
  readonly #clock: Clock;
  #dirty: (() => void)[] = [];
  #isRunning = false;
  #nowMs = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** The monotonic clock, read once for all who ask while a turn ends. */
  nowMs(): number {
    if (!this.#isRunning) return this.#clock.monotonic();
    if (this.#nowMs === 0) this.#nowMs = this.#clock.monotonic();
    return this.#nowMs;
  }

  /** To be called at most once a turn for each. Whoever becomes dirty while the turn ends still has its turn. */
  add(flush: () => void): void {
    if (this.#dirty.push(flush) === 1 && !this.#isRunning) this.#clock.endOfTurn(this.#flushAll);
  }

  readonly #flushAll = (): void => {
    this.#isRunning = true;
    this.#nowMs = 0;
    for (const flush of this.#dirty) flush();
    this.#dirty = [];
    this.#isRunning = false;
  };
}

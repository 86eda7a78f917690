/** Calls back everybody who became dirty during an event-loop turn once, when the turn ends. */
import type { Clock } from '@moldau/runtime';

export class EndOfTurn {
  readonly #clock: Clock;
  #dirty: (() => void)[] = [];
  #isRunning = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** To be called at most once a turn for each. Whoever becomes dirty while the turn ends still has its turn. */
  add(flush: () => void): void {
    if (this.#dirty.push(flush) === 1 && !this.#isRunning) this.#clock.endOfTurn(this.#flushAll);
  }

  readonly #flushAll = (): void => {
    this.#isRunning = true;
    for (const flush of this.#dirty) flush();
    this.#dirty = [];
    this.#isRunning = false;
  };
}

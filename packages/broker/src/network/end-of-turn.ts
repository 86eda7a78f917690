/** Calls back everybody who became dirty during an event-loop turn once, when the turn ends. */
import type { Clock } from '@moldau/runtime';
import { microseconds } from './request-observer.ts';

export class EndOfTurn {
  readonly #clock: Clock;
  #dirty: (() => void)[] = [];
  #isRunning = false;
  #now = 0;
  /** Somebody has looked at the clock in this turn. */
  #isTimed = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /**
   * About now, in `microseconds`: the last moment of this turn at which somebody looked at the clock, and while the turn
   * ends the moment at which it began to.
   */
  get now(): number {
    return this.#isTimed ? this.#now : this.look();
  }

  /** Now, in `microseconds`. */
  look(): number {
    this.#now = microseconds(this.#clock.monotonic());
    if (!this.#isTimed) this.#clock.endOfTurn(this.#turnIsOver);
    this.#isTimed = true;
    return this.#now;
  }

  /** To be called at most once a turn for each. Whoever becomes dirty while the turn ends still has its turn. */
  add(flush: () => void): void {
    if (this.#dirty.push(flush) === 1 && !this.#isRunning) this.#clock.endOfTurn(this.#flushAll);
  }

  readonly #flushAll = (): void => {
    this.#isRunning = true;
    if (this.#isTimed) this.look();
    for (const flush of this.#dirty) flush();
    this.#dirty = [];
    this.#isRunning = false;
  };

  readonly #turnIsOver = (): void => {
    this.#isTimed = false;
  };
}

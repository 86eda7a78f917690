/** Flushes everything that became dirty during an event-loop turn once, when the turn ends. */
import type { Clock } from '@moldau/runtime';

export interface Flushable {
  flush(): void;
}

export class EndOfTurn {
  readonly #clock: Clock;
  #dirty: Flushable[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** To be called at most once a turn for each. */
  add(flushable: Flushable): void {
    if (this.#dirty.length === 0) this.#clock.endOfTurn(this.#flushAll);
    this.#dirty.push(flushable);
  }

  readonly #flushAll = (): void => {
    const dirty = this.#dirty;
    this.#dirty = [];
    for (const flushable of dirty) flushable.flush();
  };
}

/** Long work on the event loop in slices, between which everybody else has a turn. */
import type { Clock } from '@moldau/runtime';

const SLICE_MS = 2;
/** The clock is looked at once for so many steps. */
const STEPS = 64;

export class Slices {
  readonly #clock: Clock;
  #startedMs: number;
  #steps = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#startedMs = clock.monotonic();
  }

  /** To be asked after every small step: whether it is time to wait for `next`. */
  isOver(): boolean {
    if (++this.#steps < STEPS) return false;
    this.#steps = 0;
    return this.#clock.monotonic() - this.#startedMs >= SLICE_MS;
  }

  /** Resolves when others have had a turn. */
  async next(): Promise<void> {
    await new Promise<void>((resolve) => this.#clock.endOfTurn(resolve));
    this.#startedMs = this.#clock.monotonic();
  }
}

import type { Clock, Timer } from '@moldau/runtime';

/** A clock that stands still until it is moved. */
export class ManualClock implements Clock {
  #time = 0;
  #timers: { at: number; callback: () => void }[] = [];

  now(): number {
    return this.#time;
  }

  monotonic(): number {
    return this.#time;
  }

  after(delayMs: number, callback: () => void): Timer {
    const timer = { at: this.#time + delayMs, callback };
    this.#timers.push(timer);
    return { cancel: () => (this.#timers = this.#timers.filter((other) => other !== timer)) };
  }

  endOfTurn(callback: () => void): void {
    void Promise.resolve().then(callback);
  }

  advance(byMs: number): void {
    this.#time += byMs;
    const due = this.#timers.filter((timer) => timer.at <= this.#time);
    this.#timers = this.#timers.filter((timer) => timer.at > this.#time);
    for (const timer of due) timer.callback();
  }
}

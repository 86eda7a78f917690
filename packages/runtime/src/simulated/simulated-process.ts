/**
 * One run of a program on a simulated host. Everything that it waits for belongs to it: once it is killed, none of its
 * timers, completions and handlers run any more, and what its leftover code still calls has no effect.
 */
import type { Clock, Timer } from '../clock/clock.ts';
import type { Scheduler } from './scheduler.ts';

export class SimulatedProcess {
  readonly name: string;
  readonly scheduler: Scheduler;
  #alive = true;
  readonly #onKill = new Set<() => void>();

  constructor(name: string, scheduler: Scheduler) {
    this.name = name;
    this.scheduler = scheduler;
  }

  get alive(): boolean {
    return this.#alive;
  }

  /** Calls `callback` after a delay unless the process has been killed by then. */
  schedule(delayMs: number, what: string, callback: () => void): Timer {
    const event = this.scheduler.schedule(delayMs, `${this.name} ${what}`, () => {
      if (this.#alive) callback();
    });
    return {
      cancel() {
        event.cancelled = true;
      },
    };
  }

  /** Returns the unregistration, which tells whether it was still registered. */
  onKill(callback: () => void): () => boolean {
    this.#onKill.add(callback);
    return () => this.#onKill.delete(callback);
  }

  kill(): void {
    if (!this.#alive) return;
    this.#alive = false;
    for (const callback of this.#onKill) callback();
    this.#onKill.clear();
  }
}

/** 2026-01-01T00:00:00Z: where wall clocks stand when a simulation begins. */
const startOfTime = Date.UTC(2026, 0, 1);

export class SimulatedClock implements Clock {
  readonly #process: SimulatedProcess;
  readonly #skewMs: () => number;
  #endOfTurn: (() => void)[] = [];

  /** @param skewMs How far the host's wall clock is off, now. */
  constructor(process: SimulatedProcess, skewMs: () => number) {
    this.#process = process;
    this.#skewMs = skewMs;
  }

  now(): number {
    return Math.floor(startOfTime + this.monotonic() + this.#skewMs());
  }

  monotonic(): number {
    return this.#process.scheduler.time;
  }

  after(delayMs: number, callback: () => void): Timer {
    return this.#process.schedule(delayMs, 'timer', callback);
  }

  /** The callbacks of one turn run together; how much other input the turn still takes in is left to chance. */
  endOfTurn(callback: () => void): void {
    if (this.#endOfTurn.push(callback) > 1) return;
    this.#process.schedule(0, 'end of turn', () => {
      const callbacks = this.#endOfTurn;
      this.#endOfTurn = [];
      for (const endOfTurnCallback of callbacks) endOfTurnCallback();
    });
  }
}

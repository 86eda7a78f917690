import type { Clock, Timer } from './clock.ts';

/** The machine's clocks and the event loop of this process. */
export class RealClock implements Clock {
  #endOfTurn: (() => void)[] = [];
  #isTurnEnding = false;

  now(): number {
    return Date.now();
  }

  monotonic(): number {
    return performance.now();
  }

  after(delayMs: number, callback: () => void): Timer {
    return new RealTimer(delayMs, callback);
  }

  /** One immediate a turn, however many callbacks. */
  endOfTurn(callback: () => void): void {
    if (this.#endOfTurn.push(callback) === 1 && !this.#isTurnEnding) setImmediate(this.#runEndOfTurn);
  }

  readonly #runEndOfTurn = (): void => {
    this.#isTurnEnding = true;
    try {
      this.#runAll();
      this.#runAll();
    } finally {
      this.#isTurnEnding = false;
      if (this.#endOfTurn.length > 0) setImmediate(this.#runEndOfTurn);
    }
  };

  #runAll(): void {
    const callbacks = this.#endOfTurn;
    this.#endOfTurn = [];
    for (const [index, callback] of callbacks.entries()) {
      try {
        callback();
      } catch (error) {
        for (const unserved of callbacks.slice(index + 1)) this.endOfTurn(unserved);
        throw error;
      }
    }
  }
}

/** The longest delay that setTimeout accepts: beyond it, Node fires after a millisecond. */
const setTimeoutMsMax = 2 ** 31 - 1;

/** Re-arms until the monotonic clock has reached its deadline: for long delays, and because Node may fire early. */
class RealTimer implements Timer {
  readonly #deadline: number;
  readonly #callback: () => void;
  #timeout: NodeJS.Timeout | undefined;

  constructor(delayMs: number, callback: () => void) {
    this.#deadline = performance.now() + Math.max(0, delayMs);
    this.#callback = callback;
    this.#arm(delayMs);
  }

  cancel(): void {
    clearTimeout(this.#timeout);
  }

  #arm(delayMs: number): void {
    this.#timeout = setTimeout(this.#fire, Math.min(Math.max(0, Math.ceil(delayMs)), setTimeoutMsMax));
  }

  readonly #fire = (): void => {
    const remainingMs = this.#deadline - performance.now();
    if (remainingMs > 0) this.#arm(remainingMs);
    else this.#callback();
  };
}

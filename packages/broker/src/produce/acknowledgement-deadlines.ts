/**
 * When waiting producers run out of patience. Nearly all of them are answered long before, so that all share one timer,
 * which is set for the first deadline it knows of and looks around when it fires. They are kept as a linked list: what
 * leaves it again within its turn leaves nothing behind for the garbage collector to look at.
 */
import type { Clock, Timer } from '@moldau/runtime';

/** Somebody who waits, as a link of the list. */
export abstract class WaitingProduce {
  deadline = 0;
  previous: WaitingProduce | undefined;
  next: WaitingProduce | undefined;

  abstract timeOut(): void;
}

export class AcknowledgementDeadlines {
  readonly #clock: Clock;
  #first: WaitingProduce | undefined;
  #timer: Timer | undefined;
  #size = 0;
  #firesAt = Number.POSITIVE_INFINITY;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** How many producers wait. */
  get size(): number {
    return this.#size;
  }

  /** Calls `timeOut` after `patienceMs` unless it was removed by then. */
  add(waiting: WaitingProduce, patienceMs: number): void {
    waiting.deadline = this.#clock.monotonic() + patienceMs;
    waiting.next = this.#first;
    this.#size++;
    if (this.#first !== undefined) this.#first.previous = waiting;
    this.#first = waiting;
    if (waiting.deadline < this.#firesAt) this.#fireAt(waiting.deadline);
  }

  /** `waiting` was added, and neither removed nor timed out. */
  remove(waiting: WaitingProduce): void {
    const { previous, next } = waiting;
    this.#size--;
    if (previous === undefined) this.#first = next;
    else previous.next = next;
    if (next !== undefined) next.previous = previous;
    waiting.previous = undefined;
    waiting.next = undefined;
  }

  /** The timer goes, so that it does not keep a process alive whose broker was closed. Nobody may be waiting any more. */
  close(): void {
    this.#timer?.cancel();
  }

  #fireAt(deadline: number): void {
    this.#timer?.cancel();
    this.#firesAt = deadline;
    this.#timer = this.#clock.after(deadline - this.#clock.monotonic(), this.#fire);
  }

  readonly #fire = (): void => {
    const now = this.#clock.monotonic();
    const due: WaitingProduce[] = [];
    let nextDeadline = Number.POSITIVE_INFINITY;
    for (let waiting = this.#first; waiting !== undefined; waiting = waiting.next) {
      if (waiting.deadline <= now) due.push(waiting);
      else nextDeadline = Math.min(nextDeadline, waiting.deadline);
    }
    this.#firesAt = Number.POSITIVE_INFINITY;
    if (nextDeadline < this.#firesAt) this.#fireAt(nextDeadline);
    for (const waiting of due) {
      this.remove(waiting);
      waiting.timeOut();
    }
  };
}

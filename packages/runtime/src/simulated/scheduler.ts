/** Virtual time: the queue of what will happen, and the trace of what did. */
import type { SimulatedEvent } from './event-queue.ts';
import { EventQueue } from './event-queue.ts';
import { SeededRandom } from './seeded-random.ts';
import type { Trace } from './trace.ts';

export class Scheduler {
  readonly random: SeededRandom;
  readonly trace: Trace;
  readonly #queue = new EventQueue();
  #time = 0;
  #sequence = 0;

  constructor(seed: string, trace: Trace) {
    this.random = new SeededRandom(`${seed}/scheduler`);
    this.trace = trace;
  }

  /** Virtual milliseconds since the start. */
  get time(): number {
    return this.#time;
  }

  /** When the next event is going to happen. */
  get nextTime(): number | undefined {
    while (this.#queue.peek()?.cancelled) this.#queue.pop();
    return this.#queue.peek()?.time;
  }

  schedule(delayMs: number, label: string, callback: () => void): SimulatedEvent {
    const event: SimulatedEvent = {
      time: this.#time + Math.max(0, delayMs),
      tieBreak: this.random.fraction(),
      sequence: this.#sequence++,
      label,
      callback,
      cancelled: false,
    };
    this.#queue.push(event);
    return event;
  }

  /** Lets the next event happen. False when nothing is left. */
  step(): boolean {
    if (this.nextTime === undefined) return false;
    const event = this.#queue.pop();
    if (event === undefined) return false;
    this.#time = event.time;
    this.note(event.label);
    event.callback();
    return true;
  }

  /** Time passes without an event. */
  advanceTo(time: number): void {
    this.#time = Math.max(this.#time, time);
  }

  note(what: string): void {
    this.trace.add(this.#time, what);
  }
}

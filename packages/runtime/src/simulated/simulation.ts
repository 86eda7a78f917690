/**
 * A world in one process: hosts with drives, a network between them, one virtual time. All chance comes from the seed,
 * so the same programs under the same seed live through the same history, which `traceHash` stands for.
 *
 * Between two events all promises that can settle do so; programs must wait for nothing but their runtime.
 */
import type { Runtime } from '../runtime.ts';
import { SimulatedInternet } from './network/simulated-internet.ts';
import { Scheduler } from './scheduler.ts';
import { SimulatedHost } from './simulated-host.ts';
import { Trace } from './trace.ts';

export interface SimulationOptions {
  /** Receives every line of the history: time, host, what. */
  readonly onTrace?: (line: string) => void;
  /** Fails a run that takes more events than this; default 10 million. */
  readonly eventsMax?: number;
}

export class Simulation {
  readonly seed: string;
  readonly network: SimulatedInternet;
  readonly #trace: Trace;
  readonly #scheduler: Scheduler;
  readonly #hosts = new Map<string, SimulatedHost>();
  readonly #eventsMax: number;

  constructor(seed: number | string, options: SimulationOptions = {}) {
    this.seed = String(seed);
    this.#trace = new Trace(options.onTrace);
    this.#scheduler = new Scheduler(this.seed, this.#trace);
    this.#eventsMax = options.eventsMax ?? 10_000_000;
    this.network = new SimulatedInternet(this.#scheduler);
  }

  /** Virtual milliseconds since the start. */
  get time(): number {
    return this.#scheduler.time;
  }

  /** The host of that name, made on first use. */
  host(name: string): SimulatedHost {
    let host = this.#hosts.get(name);
    if (host === undefined) {
      host = new SimulatedHost(name, this.seed, this.#scheduler, this.network);
      this.#hosts.set(name, host);
    }
    return host;
  }

  /** Starts a process on the host of that name and gives the world as that process sees it. */
  runtime(hostName: string): Runtime {
    return this.host(hostName).start();
  }

  /** Lets things happen until `done`; fails if nothing is left to happen before that. */
  async run(done: () => boolean): Promise<void> {
    for (let events = 0; ; events++) {
      await promisesSettled();
      if (done()) return;
      if (events >= this.#eventsMax) throw new Error(this.#failure(`no end after ${events} events`));
      if (!this.#scheduler.step()) throw new Error(this.#failure('nothing is left to happen'));
    }
  }

  /** Lets virtual time pass. */
  async runFor(durationMs: number): Promise<void> {
    const end = this.time + durationMs;
    await this.run(() => (this.#scheduler.nextTime ?? Infinity) > end);
    this.#scheduler.advanceTo(end);
  }

  /** Lets things happen until the promise settles, and settles the same way. */
  async settle<Result>(promise: Promise<Result>): Promise<Result> {
    let settled = false;
    const note = (): void => {
      settled = true;
    };
    promise.then(note, note);
    await this.run(() => settled);
    return promise;
  }

  /** A hash of everything that has happened so far; equal for two runs of the same seed. */
  traceHash(): string {
    return this.#trace.hash();
  }

  #failure(what: string): string {
    return `Simulation of seed ${this.seed}: ${what} at ${this.time.toFixed(3)} ms`;
  }
}

function promisesSettled(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

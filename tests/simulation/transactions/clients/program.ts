/** A program that uses the broker until it is told to stop, and tries again what got no answer. */
import type { ApiDescriptor } from '@moldau/protocol';
import type { Clock, Endpoint, Runtime } from '@moldau/runtime';
import { SeededRandom } from '@moldau/runtime/simulated';
import { BrokerLink, isConnectionLoss, sleep } from '../../clients/broker-link.ts';
import type { TransactionalHistory } from '../history.ts';

/** Where programs live and what they write down: a simulation, or this process before a real broker. */
export interface Place {
  /** For a program of that name. */
  runtime(name: string): Runtime;
  readonly endpoint: Endpoint;
  readonly seed: string;
  readonly history: TransactionalHistory;
}

export abstract class Program {
  readonly name: string;
  /** Resolves when the program has ended. Rejects when it saw what must not be. */
  readonly done: Promise<void>;
  protected readonly random: SeededRandom;
  protected readonly history: TransactionalHistory;
  protected readonly link: BrokerLink;
  protected stopping = false;
  /** What it asked for last; undefined when it has ended. */
  asks: string | undefined = 'nothing yet';
  readonly #clock: Clock;

  constructor(place: Place, name: string) {
    const runtime = place.runtime(name);
    this.name = name;
    this.history = place.history;
    this.random = new SeededRandom(`${place.seed}/${name}`);
    this.link = new BrokerLink(runtime, 1000, place.endpoint);
    this.#clock = runtime.clock;
    this.done = Promise.resolve()
      .then(() => this.run())
      .finally(() => {
        this.asks = undefined;
        this.link.disconnect();
      });
    this.done.catch(() => {});
  }

  /** Finishes what is under way. */
  stop(): void {
    this.stopping = true;
  }

  protected abstract run(): Promise<void>;

  /** Milliseconds that only ever go forward. */
  protected get time(): number {
    return this.#clock.monotonic();
  }

  /** Milliseconds since 1970. */
  get now(): number {
    return this.#clock.now();
  }

  sleep(ms: number): Promise<void> {
    return sleep(this.#clock, ms);
  }

  pause(): Promise<void> {
    return this.sleep(this.random.between(5, 50));
  }

  /** Undefined, after a pause, when nobody knows whether the request was served. */
  async attempt<Req, Res>(api: ApiDescriptor<Req, Res>, version: number, request: Req): Promise<Res | undefined> {
    this.asks = `${api.name} version ${version}`;
    try {
      return await this.link.call(api, version, request);
    } catch (error) {
      if (!isConnectionLoss(error)) throw error;
      await this.pause();
      return undefined;
    }
  }

  /** Asks again until the answer is not one of those that say to. */
  async insist<Req, Res>(
    api: ApiDescriptor<Req, Res>,
    version: number,
    request: Req,
    isTransient: (response: Res) => boolean,
  ): Promise<Res> {
    for (;;) {
      const response = await this.attempt(api, version, request);
      if (response !== undefined && !isTransient(response)) return response;
      await this.pause();
    }
  }
}

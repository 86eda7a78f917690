/** A program on a host of its own that uses the broker until it is told to stop. */
import type { Runtime } from '@moldau/runtime';
import type { SeededRandom, Simulation } from '@moldau/runtime/simulated';
import { SeededRandom as Seeded } from '@moldau/runtime/simulated';
import type { HistoryEvent } from '../history.ts';
import { BrokerLink, isConnectionLoss, sleep } from './broker-link.ts';

/** Where a client lives and what it writes down. */
export interface ClientWorld {
  readonly simulation: Simulation;
  readonly history: HistoryEvent[];
}

export abstract class SimulatedClient {
  readonly name: string;
  /** Resolves when the client has stopped by itself after `stop`. Rejects when it saw what must not be. */
  readonly done: Promise<void>;
  protected readonly runtime: Runtime;
  protected readonly random: SeededRandom;
  protected readonly link: BrokerLink;
  protected readonly history: HistoryEvent[];
  readonly #simulation: Simulation;
  protected stopping = false;

  constructor({ simulation, history }: ClientWorld, name: string, requestTimeoutMs?: number) {
    this.name = name;
    this.#simulation = simulation;
    this.history = history;
    this.runtime = simulation.runtime(name);
    this.random = new Seeded(`${simulation.seed}/${name}`);
    this.link = new BrokerLink(this.runtime, requestTimeoutMs);
    this.done = Promise.resolve().then(() => this.#run());
    this.done.catch(() => {});
  }

  /** Finishes what is under way. */
  stop(): void {
    this.stopping = true;
  }

  /** Does a little; called until the client is to stop. */
  protected abstract step(): Promise<void>;

  /** Called once at the end, however often it takes. */
  protected async finish(): Promise<void> {}

  protected get time(): number {
    return this.#simulation.time;
  }

  protected sleep(ms: number): Promise<void> {
    return sleep(this.runtime.clock, ms);
  }

  /** Does it again after a pause until the connection holds. */
  protected async insist<Result>(act: () => Promise<Result>): Promise<Result> {
    for (;;) {
      try {
        return await act();
      } catch (error) {
        if (!isConnectionLoss(error)) throw error;
        await this.sleep(this.random.between(5, 50));
      }
    }
  }

  async #run(): Promise<void> {
    while (!this.stopping) await this.insist(() => this.step());
    await this.finish();
    this.link.disconnect();
  }
}

/**
 * A whole broker on a host of a simulation, whose process can be killed and whose power can fail at any moment, and the
 * history that its clients write.
 */
import { type RunningBroker, resolveBrokerSettings, startBroker } from '@moldau/broker';
import { SeededRandom, type SimulatedHost, Simulation } from '@moldau/runtime/simulated';
import type { ClientWorld } from './clients/simulated-client.ts';
import type { HistoryEvent } from './history.ts';

export const dataDirectory = '/data';

/** Small and quick where Kafka's defaults are not. */
const worldSettings: Readonly<Record<string, string>> = {
  listeners: 'PLAINTEXT://broker:9092',
  'log.dirs': dataDirectory,
  'offsets.topic.num.partitions': '2',
  'offsets.topic.replication.factor': '1',
  'group.initial.rebalance.delay.ms': '0',
  'log.flush.offset.checkpoint.interval.ms': '300',
  'log.retention.check.interval.ms': '700',
};

export class BrokerWorld implements ClientWorld {
  readonly simulation: Simulation;
  readonly history: HistoryEvent[] = [];
  readonly random: SeededRandom;
  /** Whether what was written and not synced was ever lost, in a power failure or a failed sync. */
  pageCacheLost = false;
  readonly #settings: ReadonlyMap<string, string>;
  #broker: RunningBroker | undefined;
  #startFailure: unknown;

  constructor(seed: string, settings: Readonly<Record<string, string>> = {}) {
    const onTrace = process.env['TRACE'] === undefined ? undefined : (line: string) => console.error(line);
    this.simulation = new Simulation(seed, onTrace === undefined ? {} : { onTrace });
    this.random = new SeededRandom(`${seed}/world`);
    this.#settings = new Map(Object.entries({ ...worldSettings, ...settings }));
  }

  get host(): SimulatedHost {
    return this.simulation.host('broker');
  }

  get isUp(): boolean {
    return this.#broker !== undefined;
  }

  /** Rejects with whatever keeps the broker from starting. */
  async start(): Promise<void> {
    this.beginStart();
    await this.simulation.run(() => this.isUp || this.#startFailure !== undefined);
    if (this.#startFailure !== undefined) throw this.#startFailure;
  }

  /** Starts the process and does not wait until it is ready. */
  beginStart(): void {
    const resolution = resolveBrokerSettings(this.#settings);
    if (!resolution.ok) throw new Error(resolution.problems.join('\n'));
    const runtime = this.host.start();
    this.#startFailure = undefined;
    let isCurrent = true;
    this.#abandonStart();
    this.#abandonStart = () => {
      isCurrent = false;
    };
    startBroker(runtime, resolution.settings).then(
      (broker) => {
        if (isCurrent) this.#broker = broker;
      },
      (error: unknown) => {
        if (isCurrent) this.#startFailure = error;
      },
    );
  }

  #abandonStart: () => void = () => {};

  /** SIGKILL. */
  kill(): void {
    this.#down();
    this.host.kill();
  }

  /** Power failure. */
  crash(): void {
    this.#down();
    this.pageCacheLost = true;
    this.host.crash();
  }

  /** Stops properly, then ends the process. */
  async stop(): Promise<void> {
    const broker = this.#broker;
    if (broker === undefined) return;
    await this.simulation.settle(broker.close());
    this.kill();
  }

  #down(): void {
    this.#abandonStart();
    this.#broker = undefined;
    this.#startFailure = undefined;
  }
}

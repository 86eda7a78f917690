import type { ReplicaManager } from '@moldau/cluster';
import type { Clock } from '@moldau/runtime';
import type { ClientConnection } from '../handlers/handler.ts';
import { type FetchTerms, inspectPartition, type PartitionFetch } from './partition-fetch.ts';

/**
 * Parks a fetch until one of these happens: `min.bytes` are there, `max.wait.ms` is over, a partition has something to
 * say that is no data (an error, a divergence, its end), the client is gone, or the broker stops (B15, B81). Only the
 * partition that moved is looked at again.
 */
export function parkFetch(options: ParkOptions): void {
  new ParkedFetch(options).start();
}

export interface ParkOptions {
  readonly partitions: readonly PartitionFetch[];
  readonly terms: FetchTerms;
  readonly minBytes: number;
  readonly maxWaitMs: number;
  readonly replicas: ReplicaManager;
  readonly clock: Clock;
  readonly connection: ClientConnection;
  readonly purgatory: FetchPurgatory;
  /** Called once, perhaps before `parkFetch` returns. */
  readonly done: () => void;
}

/** How many fetches are parked. */
export interface FetchPurgatory {
  size: number;
}

class ParkedFetch {
  readonly #options: ParkOptions;
  readonly #undo: (() => void)[] = [];
  #availableBytes = 0;
  #done = false;

  constructor(options: ParkOptions) {
    this.#options = options;
  }

  start(): void {
    const { clock, connection, maxWaitMs, partitions, purgatory } = this.#options;
    purgatory.size++;
    const timer = clock.after(maxWaitMs, () => this.#finish());
    this.#undo.push(() => timer.cancel());
    for (const fetch of partitions) this.#watch(fetch);
    this.#undo.push(connection.onClose(() => this.#finish()));
    if (this.#done) this.#cleanUp();
  }

  #watch(fetch: PartitionFetch): void {
    if (fetch.kind !== 'readable') return;
    const { minBytes, replicas, terms } = this.#options;
    let counted = fetch.availableBytes;
    this.#availableBytes += counted;
    const unwatch = fetch.partition.watch(() => {
      if (replicas.isStopping) return this.#finish();
      const now = inspectPartition(replicas, fetch.cached, terms);
      if (now.kind !== 'readable' || now.partition !== fetch.partition || !now.partition.isOpen) return this.#finish();
      this.#availableBytes += now.availableBytes - counted;
      counted = now.availableBytes;
      if (this.#availableBytes >= minBytes) this.#finish();
    });
    this.#undo.push(unwatch);
  }

  #finish(): void {
    if (this.#done) return;
    this.#done = true;
    this.#options.purgatory.size--;
    this.#cleanUp();
    this.#options.done();
  }

  #cleanUp(): void {
    for (const undo of this.#undo.splice(0)) undo();
  }
}

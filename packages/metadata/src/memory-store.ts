/** A {@link MetadataStore} that keeps nothing: for tests, for a broker with `--memory`, and for clusters in one process. */
import type { Clock } from '@moldau/runtime';
import { holds, KeyValueState, StagedState } from './key-value-state.ts';
import { LeaseTable } from './lease-table.ts';
import type {
  Comparison,
  Lease,
  MetadataStore,
  StoreEntry,
  TransactionOutcome,
  Watch,
  WatchListener,
  Write,
} from './metadata-store.ts';
import { Watches } from './watches.ts';

export class MemoryStore implements MetadataStore {
  readonly #state = new KeyValueState();
  readonly #watches = new Watches(this.#state);
  readonly #leases: LeaseTable;

  constructor(clock: Clock) {
    this.#leases = new LeaseTable(clock, async (keys) => {
      await this.transact(
        [],
        keys.map((key) => ({ delete: key })),
      );
    });
  }

  async range(prefix: string): Promise<{ revision: number; entries: StoreEntry[] }> {
    return { revision: this.#state.revision, entries: this.#state.range(prefix) };
  }

  async get(key: string): Promise<StoreEntry | undefined> {
    return this.#state.find(key);
  }

  async transact(comparisons: readonly Comparison[], writes: readonly Write[]): Promise<TransactionOutcome> {
    if (!holds(this.#state, comparisons) || writes.some((write) => !this.#leaseHolds(write))) return { status: 'lost' };
    const staged = new StagedState(this.#state);
    const revision = staged.stage(writes);
    for (const write of writes) {
      if ('put' in write) this.#leases.attach(write.put, write.lease);
      else this.#leases.detach(write.delete);
    }
    for (const change of staged.revisions) this.#state.apply(change);
    this.#watches.advance();
    return { status: 'committed', revision };
  }

  watch(prefix: string, fromRevision: number, listener: WatchListener): Watch {
    return this.#watches.add(prefix, fromRevision, listener);
  }

  async grantLease(ttlMs: number): Promise<Lease> {
    return this.#leases.grant(ttlMs);
  }

  async close(): Promise<void> {
    this.#watches.clear();
    this.#leases.close();
  }

  #leaseHolds(write: Write): boolean {
    return 'delete' in write || write.lease === undefined || this.#leases.isAlive(write.lease);
  }
}

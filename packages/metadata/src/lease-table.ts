/**
 * The leases of a store that lives in this process, and which keys hang on which. A lease ends when it is revoked or
 * `ttlMs` after its last renewal by the monotonic clock; its keys are then deleted in one transaction.
 */
import type { Clock, Timer } from '@moldau/runtime';
import type { Lease } from './metadata-store.ts';

export class LeaseTable {
  readonly #clock: Clock;
  /** Deletes the keys; resolves when that is durable. */
  readonly #expire: (keys: readonly string[]) => Promise<void>;
  readonly #leases = new Map<string, HeldLease>();
  #granted = 0;

  constructor(clock: Clock, expire: (keys: readonly string[]) => Promise<void>) {
    this.#clock = clock;
    this.#expire = expire;
  }

  grant(ttlMs: number): Lease {
    this.#granted += 1;
    const id = `${this.#granted}`;
    const held: HeldLease = { keys: new Set(), timer: this.#timer(id, ttlMs) };
    this.#leases.set(id, held);
    return {
      id,
      renew: async () => {
        if (!this.#leases.has(id)) return 'gone';
        held.timer.cancel();
        held.timer = this.#timer(id, ttlMs);
        return 'alive';
      },
      revoke: () => this.#end(id),
    };
  }

  isAlive(lease: Lease): boolean {
    return this.#leases.has(lease.id);
  }

  /** A put moves its key to the lease it names, and off any other. */
  attach(key: string, lease: Lease | undefined): void {
    this.detach(key);
    if (lease !== undefined) this.#leases.get(lease.id)?.keys.add(key);
  }

  detach(key: string): void {
    for (const held of this.#leases.values()) held.keys.delete(key);
  }

  close(): void {
    for (const held of this.#leases.values()) held.timer.cancel();
    this.#leases.clear();
  }

  #timer(id: string, ttlMs: number): Timer {
    return this.#clock.after(ttlMs, () => void this.#end(id));
  }

  async #end(id: string): Promise<void> {
    const held = this.#leases.get(id);
    if (held === undefined) return;
    held.timer.cancel();
    this.#leases.delete(id);
    if (held.keys.size > 0) await this.#expire([...held.keys]);
  }
}

interface HeldLease {
  readonly keys: Set<string>;
  timer: Timer;
}

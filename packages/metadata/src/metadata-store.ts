/**
 * The one place where a cluster's decisions are kept: a small ordered key-value store with compare-and-write
 * transactions, leases and watches that resume from any revision. Drivers: memory, file (one broker), etcd (a cluster).
 *
 * Revisions are one total order over all writes. A key's value is bytes; keys are `/`-separated text.
 */
export interface MetadataStore {
  /** All keys with the prefix, as of one revision, in key order. */
  range(prefix: string): Promise<{ revision: number; entries: StoreEntry[] }>;
  get(key: string): Promise<StoreEntry | undefined>;
  /**
   * Applies all writes, at one revision, if every comparison holds. `lost`: one did not. `unknown`: the outcome could
   * not be learnt; wait for the watch, never resend blindly. Resolves with `committed` only when the writes are durable.
   * A put under a lease that has ended is `lost` too. Rejects, with the driver's
   * own error, when the store cannot take the writes: then they have not happened and will not.
   */
  transact(comparisons: readonly Comparison[], writes: readonly Write[]): Promise<TransactionOutcome>;
  /** Every change with a revision of `fromRevision` or later, each revision whole and once, in order. */
  watch(prefix: string, fromRevision: number, listener: WatchListener): Watch;
  /** A lease that ends `ttlMs` after its last renewal; keys attached to it vanish then. */
  grantLease(ttlMs: number): Promise<Lease>;
  close(): Promise<void>;
}

export interface StoreEntry {
  readonly key: string;
  readonly value: Buffer;
  readonly createRevision: number;
  readonly modRevision: number;
}

/** 0 stands for "does not exist". */
export type Comparison =
  | { readonly key: string; readonly createRevision: number }
  | { readonly key: string; readonly modRevision: number };

export type Write =
  | { readonly put: string; readonly value: Buffer; readonly lease?: Lease }
  | { readonly delete: string };

export type TransactionOutcome =
  | { readonly status: 'committed'; readonly revision: number }
  | { readonly status: 'lost' }
  | { readonly status: 'unknown' };

export interface WatchListener {
  changed(revision: number, changes: readonly Change[]): void;
  /** The revisions asked for are no longer kept: read again with `range` and start a new watch. */
  compacted(): void;
}

export type Change = { readonly put: StoreEntry } | { readonly delete: string };

export interface Watch {
  cancel(): void;
}

export interface Lease {
  readonly id: string;
  renew(): Promise<'alive' | 'gone'>;
  revoke(): Promise<void>;
}

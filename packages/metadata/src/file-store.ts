/**
 * A {@link MetadataStore} in one file, for one broker. Transactions that arrive while one is being written wait and
 * then share the next write and its sync; each is decided on the state that the ones before it will have left. Nothing
 * is visible, to watches or to reads, before it is on stable storage. Leases end with the process, so keys that hang
 * on one are deleted when the store is opened again.
 *
 * A transaction whose write the disk refused rejects with a DiskError and has not happened; if the disk cannot even
 * say that, its outcome is `unknown`.
 */
import type { Clock, Disk, Logger } from '@moldau/runtime';
import { Journal } from './journal.ts';
import { encodeRevisions, encodeSnapshot, type LeasedRevision } from './journal-format.ts';
import { type Replayed, replay } from './journal-replay.ts';
import { holds, type KeyValueState, type Revision, StagedState } from './key-value-state.ts';
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

export interface FileStoreOptions {
  readonly disk: Disk;
  readonly clock: Clock;
  readonly log: Logger;
  /** Created when missing. */
  readonly directory: string;
  /** The journal is replaced by a snapshot when it is longer than this and than twice the last snapshot. */
  readonly compactAtBytes?: number;
}

const COMPACT_AT_BYTES = 1 << 20;

export class FileStore implements MetadataStore {
  readonly #log: Logger;
  readonly #journal: Journal;
  readonly #state: KeyValueState;
  readonly #watches: Watches;
  readonly #leases: LeaseTable;
  readonly #leasedKeys: Set<string>;
  readonly #compactAtBytes: number;
  #snapshotBytes = 0;
  #queue: QueuedTransaction[] = [];
  #writing: Promise<void> | undefined;
  #closed = false;

  private constructor(options: FileStoreOptions, journal: Journal, replayed: Replayed) {
    this.#log = options.log;
    this.#journal = journal;
    this.#state = replayed.state;
    this.#leasedKeys = replayed.leasedKeys;
    this.#watches = new Watches(this.#state);
    this.#compactAtBytes = options.compactAtBytes ?? COMPACT_AT_BYTES;
    this.#leases = new LeaseTable(options.clock, (keys) => this.#deleteKeys(keys));
  }

  /** Throws a DiskError, or a JournalCorruptError when the journal is damaged other than by a torn last write. */
  static async open(options: FileStoreOptions): Promise<FileStore> {
    const { journal, frames } = Journal.open(options.disk, options.directory, encodeSnapshot(0, []));
    const store = new FileStore(options, journal, replay(frames));
    await store.#deleteKeys([...store.#leasedKeys]);
    return store;
  }

  async range(prefix: string): Promise<{ revision: number; entries: StoreEntry[] }> {
    return { revision: this.#state.revision, entries: this.#state.range(prefix) };
  }

  async get(key: string): Promise<StoreEntry | undefined> {
    return this.#state.find(key);
  }

  transact(comparisons: readonly Comparison[], writes: readonly Write[]): Promise<TransactionOutcome> {
    if (this.#closed) return Promise.reject(new Error('The metadata store is closed'));
    const { promise, resolve, reject } = Promise.withResolvers<TransactionOutcome>();
    this.#queue.push({ comparisons, writes, resolve, reject });
    this.#writing ??= this.#writeQueue();
    return promise;
  }

  watch(prefix: string, fromRevision: number, listener: WatchListener): Watch {
    return this.#watches.add(prefix, fromRevision, listener);
  }

  async grantLease(ttlMs: number): Promise<Lease> {
    return this.#leases.grant(ttlMs);
  }

  /** Finishes what was begun. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await this.#writing;
    this.#watches.clear();
    this.#leases.close();
    this.#journal.close();
  }

  async #deleteKeys(keys: readonly string[]): Promise<void> {
    if (keys.length === 0 || this.#closed) return;
    await this.transact(
      [],
      keys.map((key) => ({ delete: key })),
    );
  }

  async #writeQueue(): Promise<void> {
    await Promise.resolve();
    while (this.#queue.length > 0) {
      const queued = this.#queue;
      this.#queue = [];
      await this.#writeTogether(queued);
    }
    this.#writing = undefined;
  }

  async #writeTogether(queued: readonly QueuedTransaction[]): Promise<void> {
    const staged = new StagedState(this.#state);
    const decided: DecidedTransaction[] = [];
    const revisions: LeasedRevision[] = [];
    for (const transaction of queued) {
      const before = staged.revision;
      const outcome = this.#decide(staged, transaction);
      if (outcome === undefined) continue;
      decided.push({ transaction, outcome });
      const revision = staged.revision > before ? staged.revisions.at(-1) : undefined;
      if (revision !== undefined) revisions.push(withLeasedKeys(revision, transaction.writes));
    }
    if (revisions.length > 0 && !(await this.#write(revisions, decided))) return;
    this.#publish(revisions, decided);
    this.#compactWhenLong();
  }

  /** `undefined` when the transaction makes no sense; its promise is then rejected. */
  #decide(staged: StagedState, transaction: QueuedTransaction): TransactionOutcome | undefined {
    const { comparisons, writes, reject } = transaction;
    try {
      if (!holds(staged, comparisons) || writes.some((write) => !this.#leaseHolds(write))) return { status: 'lost' };
      return { status: 'committed', revision: staged.stage(writes) };
    } catch (error) {
      reject(error);
      return undefined;
    }
  }

  async #write(revisions: readonly LeasedRevision[], decided: readonly DecidedTransaction[]): Promise<boolean> {
    const written = await this.#journal.append(encodeRevisions(revisions));
    if (written.status === 'appended') return true;
    for (const { transaction, outcome } of decided) {
      if (outcome.status === 'lost') transaction.resolve(outcome);
      else if (written.status === 'doubtful') transaction.resolve({ status: 'unknown' });
      else transaction.reject(written.error);
    }
    return false;
  }

  #publish(revisions: readonly Revision[], decided: readonly DecidedTransaction[]): void {
    for (const { transaction, outcome } of decided) {
      if (outcome.status === 'committed') this.#attachLeases(transaction.writes);
      transaction.resolve(outcome);
    }
    for (const revision of revisions) this.#state.apply(revision);
    this.#watches.advance();
  }

  #attachLeases(writes: readonly Write[]): void {
    noteLeases(this.#leasedKeys, writes);
    for (const write of writes) {
      if ('put' in write) this.#leases.attach(write.put, write.lease);
      else this.#leases.detach(write.delete);
    }
  }

  #leaseHolds(write: Write): boolean {
    return 'delete' in write || write.lease === undefined || this.#leases.isAlive(write.lease);
  }

  #compactWhenLong(): void {
    if (this.#journal.size <= Math.max(this.#compactAtBytes, 2 * this.#snapshotBytes)) return;
    const entries = this.#state.range('').map((entry) => ({ entry, leased: this.#leasedKeys.has(entry.key) }));
    const snapshot = encodeSnapshot(this.#state.revision, entries);
    this.#snapshotBytes = snapshot.length;
    try {
      this.#journal.rewrite(snapshot);
    } catch (error) {
      this.#log.warn({ error }, 'The metadata journal could not be compacted and stays as it is');
    }
  }
}

interface QueuedTransaction {
  readonly comparisons: readonly Comparison[];
  readonly writes: readonly Write[];
  readonly resolve: (outcome: TransactionOutcome) => void;
  readonly reject: (error: unknown) => void;
}

interface DecidedTransaction {
  readonly transaction: QueuedTransaction;
  readonly outcome: TransactionOutcome;
}

function noteLeases(leasedKeys: Set<string>, writes: readonly Write[]): void {
  for (const write of writes) {
    if ('put' in write && write.lease !== undefined) leasedKeys.add(write.put);
    else leasedKeys.delete('put' in write ? write.put : write.delete);
  }
}

function withLeasedKeys(revision: Revision, writes: readonly Write[]): LeasedRevision {
  const leasedKeys = new Set<string>();
  noteLeases(leasedKeys, writes);
  return { ...revision, leasedKeys };
}

/**
 * Carries out what was decided, one decision after the other or several at once. Every transaction compares the
 * controller's own key, so that a controller that was replaced writes nothing; the barrier, so that a transaction of
 * unknown outcome can be made sure not to happen later; and the revision, as of the decision, of every key that it
 * writes. A transaction is done when the image has it: nothing is taken for written before the stream says so.
 */
import type { Comparison, ImageTracker, MetadataStore, TransactionOutcome, Write } from '@moldau/metadata';
import { Errors, ProtocolError } from '@moldau/protocol';
import type { Transactions } from './controller-view.ts';

/** `stale`: something else was written since the decision, which must be made again. */
export type WriteOutcome = 'written' | 'stale';

const ATTEMPTS_MAX = 10;

export class ControllerWriter {
  readonly #store: MetadataStore;
  readonly #tracker: ImageTracker;
  /** The revision that made this process the controller. */
  readonly #term: number;

  constructor(store: MetadataStore, tracker: ImageTracker, term: number) {
    this.#store = store;
    this.#tracker = tracker;
    this.#term = term;
  }

  /** Rejects with a ProtocolError: NOT_CONTROLLER, or KAFKA_STORAGE_ERROR when the store does not take writes. */
  async write(transactions: Transactions): Promise<WriteOutcome> {
    const decided = this.#decidedRevisions(transactions);
    for (const writes of transactions) {
      const revision = await this.#commit(writes, decided);
      if (revision === undefined) return 'stale';
      for (const write of writes) decided.set(keyOf(write), 'put' in write ? revision : 0);
    }
    return 'written';
  }

  #decidedRevisions(transactions: Transactions): Map<string, number> {
    const keys = transactions.flatMap((writes) => writes.map(keyOf));
    return new Map(keys.map((key) => [key, this.#revisionOf(key)]));
  }

  #revisionOf(key: string): number {
    return this.#tracker.entry(key)?.modRevision ?? 0;
  }

  /** The revision of the transaction, `undefined` if a key that it writes has changed since the decision. */
  async #commit(writes: readonly Write[], decided: ReadonlyMap<string, number>): Promise<number | undefined> {
    for (let attempt = 0; attempt < ATTEMPTS_MAX; attempt += 1) {
      const compared = writes.map((write): Comparison => {
        const key = keyOf(write);
        return { key, modRevision: decided.get(key) ?? 0 };
      });
      const outcome = await this.#transact([...this.#fences(), ...compared], writes);
      if (outcome.status === 'committed') {
        await this.#tracker.reached(outcome.revision);
        return outcome.revision;
      }
      const written = outcome.status === 'unknown' ? await this.#outcomeOf(writes) : undefined;
      if (written !== undefined) return written;
      await this.#catchUp();
      this.#requireTerm();
      if (writes.some((write) => this.#revisionOf(keyOf(write)) !== decided.get(keyOf(write)))) return undefined;
    }
    throw new ProtocolError(Errors.REQUEST_TIMED_OUT, 'The metadata store does not confirm writes');
  }

  #fences(): Comparison[] {
    const { keys } = this.#tracker;
    return [
      { key: keys.controller, modRevision: this.#term },
      { key: keys.barrier, modRevision: this.#revisionOf(keys.barrier) },
    ];
  }

  /** Makes sure that the transaction will not happen any more if it has not; its revision if it has. */
  async #outcomeOf(writes: readonly Write[]): Promise<number | undefined> {
    const { keys } = this.#tracker;
    for (let attempt = 0; attempt < ATTEMPTS_MAX; attempt += 1) {
      const barrier: Write = { put: keys.barrier, value: Buffer.from(String(this.#term)) };
      const outcome = await this.#transact([{ key: keys.controller, modRevision: this.#term }], [barrier]);
      if (outcome.status === 'lost') break;
      if (outcome.status === 'unknown') continue;
      await this.#tracker.reached(outcome.revision);
      return this.#writtenAt(writes);
    }
    return undefined;
  }

  #writtenAt(writes: readonly Write[]): number | undefined {
    const [first] = writes;
    if (first === undefined || !('put' in first)) return undefined;
    const entry = this.#tracker.entry(first.put);
    return entry?.value.equals(first.value) ? entry.modRevision : undefined;
  }

  /** After a lost comparison the image may be behind the store. */
  async #catchUp(): Promise<void> {
    const { revision } = await this.#store.range(this.#tracker.keys.controller);
    await this.#tracker.reached(revision);
  }

  #requireTerm(): void {
    if (this.#revisionOf(this.#tracker.keys.controller) === this.#term) return;
    throw new ProtocolError(Errors.NOT_CONTROLLER, 'Another broker has become the controller');
  }

  async #transact(comparisons: readonly Comparison[], writes: readonly Write[]): Promise<TransactionOutcome> {
    try {
      return await this.#store.transact(comparisons, writes);
    } catch (error) {
      throw new ProtocolError(Errors.KAFKA_STORAGE_ERROR, 'The metadata store does not take writes', { cause: error });
    }
  }
}

function keyOf(write: Write): string {
  return 'put' in write ? write.put : write.delete;
}

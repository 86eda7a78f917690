/**
 * The watches on a {@link KeyValueState}. Each follows the history at its own position, so every watch sees every
 * revision of its prefix once and in order, whether it was there when the revision was made or came later.
 */
import type { KeyValueState, Revision } from './key-value-state.ts';
import type { Change, Watch, WatchListener } from './metadata-store.ts';

export class Watches {
  readonly #state: KeyValueState;
  readonly #watches = new Set<StateWatch>();

  constructor(state: KeyValueState) {
    this.#state = state;
  }

  add(prefix: string, fromRevision: number, listener: WatchListener): Watch {
    const watch: StateWatch = { prefix, listener, next: fromRevision, delivering: false };
    this.#watches.add(watch);
    void Promise.resolve().then(() => this.#advance(watch));
    return { cancel: () => this.#watches.delete(watch) };
  }

  /** Tells all watches what has been applied since the last call. */
  advance(): void {
    for (const watch of this.#watches) this.#advance(watch);
  }

  clear(): void {
    this.#watches.clear();
  }

  #advance(watch: StateWatch): void {
    if (watch.delivering) return;
    watch.delivering = true;
    try {
      while (this.#watches.has(watch)) {
        const revision = this.#next(watch);
        if (revision === undefined) return;
        watch.next = revision.revision + 1;
        deliver(watch, revision);
      }
    } finally {
      watch.delivering = false;
    }
  }

  #next(watch: StateWatch): Revision | undefined {
    if (watch.next > this.#state.revision) return undefined;
    const revision = this.#state.at(watch.next);
    if (revision !== undefined) return revision;
    this.#watches.delete(watch);
    watch.listener.compacted();
    return undefined;
  }
}

interface StateWatch {
  readonly prefix: string;
  readonly listener: WatchListener;
  next: number;
  /** A listener that writes must not be called again before it has returned. */
  delivering: boolean;
}

function deliver(watch: StateWatch, revision: Revision): void {
  const changes = revision.changes.filter((change) => keyOf(change).startsWith(watch.prefix));
  if (changes.length > 0) watch.listener.changed(revision.revision, changes);
}

function keyOf(change: Change): string {
  return 'put' in change ? change.put.key : change.delete;
}

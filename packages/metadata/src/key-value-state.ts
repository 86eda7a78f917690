/**
 * The content of a store in memory, shared by the drivers that keep it there: the entries, the revision, and the latest
 * changes for watches to resume from. Every applied transaction that changes something is one revision, one above the
 * last. Nothing here waits: a driver decides when a change has become durable and only then applies it.
 */
import type { Change, Comparison, StoreEntry } from './metadata-store.ts';

/** One revision's effect, as decided before it is applied. */
export interface Revision {
  readonly revision: number;
  readonly changes: readonly Change[];
}

/** What an unconditional look at entries needs: the state itself, or the state as it will be. */
export interface EntryLookup {
  find(key: string): StoreEntry | undefined;
}

const HISTORY_CHANGES_MAX = 20_000;

export class KeyValueState implements EntryLookup {
  #revision: number;
  readonly #entries = new Map<string, StoreEntry>();
  readonly #history: Revision[] = [];
  #historyChanges = 0;

  constructor(revision = 0, entries: Iterable<StoreEntry> = []) {
    this.#revision = revision;
    for (const entry of entries) this.#entries.set(entry.key, entry);
  }

  get revision(): number {
    return this.#revision;
  }

  get size(): number {
    return this.#entries.size;
  }

  find(key: string): StoreEntry | undefined {
    return this.#entries.get(key);
  }

  /** In key order. */
  range(prefix: string): StoreEntry[] {
    const found: StoreEntry[] = [];
    for (const entry of this.#entries.values()) {
      if (entry.key.startsWith(prefix)) found.push(entry);
    }
    return found.sort((a, b) => (a.key < b.key ? -1 : 1));
  }

  apply(revision: Revision): void {
    this.#revision = revision.revision;
    for (const change of revision.changes) {
      if ('put' in change) this.#entries.set(change.put.key, change.put);
      else this.#entries.delete(change.delete);
    }
    this.#remember(revision);
  }

  /** One revision of the past; `undefined` when it is no longer known. */
  at(revision: number): Revision | undefined {
    const oldest = this.#history[0]?.revision ?? this.#revision + 1;
    return this.#history[revision - oldest];
  }

  #remember(revision: Revision): void {
    this.#history.push(revision);
    this.#historyChanges += revision.changes.length;
    while (this.#historyChanges > HISTORY_CHANGES_MAX && this.#history.length > 1) {
      this.#historyChanges -= this.#history.shift()?.changes.length ?? 0;
    }
  }
}

/** Whether every comparison holds; 0 stands for "does not exist". */
export function holds(lookup: EntryLookup, comparisons: readonly Comparison[]): boolean {
  return comparisons.every((comparison) => {
    const entry = lookup.find(comparison.key);
    if ('createRevision' in comparison) return (entry?.createRevision ?? 0) === comparison.createRevision;
    return (entry?.modRevision ?? 0) === comparison.modRevision;
  });
}

/** What `writes` change at `revision`. Deleting what does not exist changes nothing. */
export function decideChanges(lookup: EntryLookup, writes: readonly DecidedWrite[], revision: number): Change[] {
  const changes: Change[] = [];
  const written = new Set<string>();
  for (const write of writes) {
    const key = 'put' in write ? write.put : write.delete;
    if (written.has(key)) throw new Error(`One transaction writes ${key} twice`);
    written.add(key);
    const before = lookup.find(key);
    if ('put' in write) {
      const createRevision = before?.createRevision ?? revision;
      changes.push({ put: { key, value: write.value, createRevision, modRevision: revision } });
    } else if (before !== undefined) {
      changes.push({ delete: key });
    }
  }
  return changes;
}

export type DecidedWrite = { readonly put: string; readonly value: Buffer } | { readonly delete: string };

/** A state as it will be once the revisions decided on it, but not yet durable, have been applied. */
export class StagedState implements EntryLookup {
  readonly #state: KeyValueState;
  readonly #staged = new Map<string, StoreEntry | undefined>();
  readonly revisions: Revision[] = [];

  constructor(state: KeyValueState) {
    this.#state = state;
  }

  get revision(): number {
    return this.#state.revision + this.revisions.length;
  }

  find(key: string): StoreEntry | undefined {
    return this.#staged.has(key) ? this.#staged.get(key) : this.#state.find(key);
  }

  /** Decides the next revision; the present one is returned when nothing changes. */
  stage(writes: readonly DecidedWrite[]): number {
    const changes = decideChanges(this, writes, this.revision + 1);
    if (changes.length === 0) return this.revision;
    this.revisions.push({ revision: this.revision + 1, changes });
    for (const change of changes) {
      if ('put' in change) this.#staged.set(change.put.key, change.put);
      else this.#staged.set(change.delete, undefined);
    }
    return this.revision;
  }
}

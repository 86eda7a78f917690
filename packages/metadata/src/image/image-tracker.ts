/**
 * The cluster image of one process, kept up with a store: every revision of the watch is applied whole and in order, and
 * listeners are told of each. It also mirrors the entries behind the image, so that a writer can compare what it writes
 * with what it has decided on. The image never goes back in time: a revision not above the last is a fault of the
 * store, reported and not applied.
 */
import type { Logger } from '@moldau/runtime';
import type { ClusterImage } from '../cluster-image.ts';
import type { Change, MetadataStore, StoreEntry, Watch } from '../metadata-store.ts';
import { RecordKeys } from '../records/record-keys.ts';
import { ImageBuilder } from './image-builder.ts';
import type { ImageDelta } from './image-delta.ts';

export type ImageListener = (before: ClusterImage, after: ClusterImage, delta: ImageDelta) => void;

export class ImageTracker {
  readonly keys: RecordKeys;
  readonly #store: MetadataStore;
  readonly #log: Logger;
  readonly #builder: ImageBuilder;
  readonly #entries = new Map<string, StoreEntry>();
  readonly #listeners = new Set<ImageListener>();
  #waiting: { revision: number; resolve: (image: ClusterImage) => void }[] = [];
  #revision = 0;
  #watch: Watch | undefined;
  #closed = false;

  private constructor(store: MetadataStore, clusterId: string, log: Logger) {
    this.keys = new RecordKeys(clusterId);
    this.#store = store;
    this.#log = log;
    this.#builder = new ImageBuilder(clusterId);
  }

  /** Resolves when the image holds everything that the store held at the call. */
  static async start(store: MetadataStore, clusterId: string, log: Logger): Promise<ImageTracker> {
    const tracker = new ImageTracker(store, clusterId, log);
    await tracker.#catchUp();
    return tracker;
  }

  get image(): ClusterImage {
    return this.#builder.image;
  }

  /** The entry behind the image, as of the image's revision. */
  entry(key: string): StoreEntry | undefined {
    return this.#entries.get(key);
  }

  entries(prefix: string): StoreEntry[] {
    return [...this.#entries.values()].filter((entry) => entry.key.startsWith(prefix));
  }

  /** Called after each change, in order of registration. Returns the withdrawal. */
  onChange(listener: ImageListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Resolves when the image is of `revision` or later. */
  reached(revision: number): Promise<ClusterImage> {
    if (this.#revision >= revision) return Promise.resolve(this.image);
    const { promise, resolve } = Promise.withResolvers<ClusterImage>();
    this.#waiting.push({ revision, resolve });
    return promise;
  }

  close(): void {
    this.#closed = true;
    this.#watch?.cancel();
    this.#listeners.clear();
  }

  async #catchUp(): Promise<void> {
    const { revision, entries } = await this.#store.range(this.keys.prefix);
    if (this.#closed) return;
    this.#apply(revision, this.#difference(entries));
    this.#watch = this.#store.watch(this.keys.prefix, revision + 1, {
      changed: (changed, changes) => this.#changed(changed, changes),
      compacted: () => void this.#catchUp(),
    });
  }

  /** What leads from the mirrored entries to `entries`. */
  #difference(entries: readonly StoreEntry[]): Change[] {
    const now = new Map(entries.map((entry) => [entry.key, entry]));
    const gone = [...this.#entries.keys()].filter((key) => !now.has(key));
    const put = entries.filter((entry) => (this.#entries.get(entry.key)?.modRevision ?? 0) < entry.modRevision);
    return [...gone.map((key) => ({ delete: key })), ...put.map((entry) => ({ put: entry }))];
  }

  #changed(revision: number, changes: readonly Change[]): void {
    if (revision <= this.#revision) {
      this.#log.error({ revision, applied: this.#revision }, 'The metadata store went back in time');
      return;
    }
    this.#apply(revision, changes);
  }

  #apply(revision: number, changes: readonly Change[]): void {
    for (const change of changes) {
      if ('put' in change) this.#entries.set(change.put.key, change.put);
      else this.#entries.delete(change.delete);
    }
    const before = this.#builder.image;
    const delta = this.#builder.apply(revision, changes);
    this.#revision = revision;
    for (const listener of this.#listeners) listener(before, this.#builder.image, delta);
    this.#resolveWaiting();
  }

  #resolveWaiting(): void {
    const reached = this.#waiting.filter((waiting) => waiting.revision <= this.#revision);
    this.#waiting = this.#waiting.filter((waiting) => waiting.revision > this.#revision);
    for (const waiting of reached) waiting.resolve(this.image);
  }
}

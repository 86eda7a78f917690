/** A map that stands for another until it is first changed, and then for a copy of it. */
export class CopyOnWriteMap<K, V> {
  #current: ReadonlyMap<K, V>;
  #copy: Map<K, V> | undefined;

  constructor(base: ReadonlyMap<K, V>) {
    this.#current = base;
  }

  get(key: K): V | undefined {
    return this.#current.get(key);
  }

  /** `undefined` removes the key. */
  put(key: K, value: V | undefined): void {
    this.#copy ??= new Map(this.#current);
    this.#current = this.#copy;
    if (value === undefined) this.#copy.delete(key);
    else this.#copy.set(key, value);
  }

  /** The base itself if nothing was put. */
  result(): ReadonlyMap<K, V> {
    return this.#current;
  }
}

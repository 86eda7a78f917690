/** What a consumer has read and nobody has asked for yet. */
export class Arrivals<T> {
  readonly #waiting: T[] = [];
  #wake: () => void = () => {};

  add(item: T): void {
    this.#waiting.push(item);
    this.#wake();
  }

  /** Up to `count` items, fewer if they do not come within `timeoutMs`. */
  async drain(count: number, timeoutMs: number): Promise<T[]> {
    const signal = AbortSignal.timeout(timeoutMs);
    while (this.#waiting.length < count && !signal.aborted) {
      const { promise, resolve } = Promise.withResolvers<void>();
      this.#wake = resolve;
      signal.addEventListener('abort', () => resolve());
      await promise;
    }
    return this.#waiting.splice(0, count);
  }
}

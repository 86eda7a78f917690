/**
 * Deadlines as data: a map from a key to the instant and the event, ordered by a binary heap.
 *
 * A key has at most one deadline; setting it again moves it. Moving it later, which every heartbeat does, leaves its
 * heap entry where it is: the entry is put right when it comes up.
 */
export interface DueEvent<Event> {
  readonly key: string;
  readonly event: Event;
}

interface Entry<Event> {
  readonly key: string;
  event: Event;
  /** Monotonic milliseconds. */
  atMs: number;
  /** What the heap believes; never later than `atMs`. */
  queuedAtMs: number;
  cancelled: boolean;
  readonly sequence: number;
}

export class Deadlines<Event> {
  readonly #entries = new Map<string, Entry<Event>>();
  readonly #heap: Entry<Event>[] = [];
  #sequence = 0;

  get size(): number {
    return this.#entries.size;
  }

  set(key: string, atMs: number, event: Event): void {
    const known = this.#entries.get(key);
    if (known !== undefined && atMs >= known.queuedAtMs) {
      known.atMs = atMs;
      known.event = event;
      return;
    }
    this.cancel(key);
    const entry = { key, event, atMs, queuedAtMs: atMs, cancelled: false, sequence: this.#sequence++ };
    this.#entries.set(key, entry);
    this.#push(entry);
  }

  /** What is set under the key. */
  eventOf(key: string): Event | undefined {
    return this.#entries.get(key)?.event;
  }

  has(key: string): boolean {
    return this.#entries.has(key);
  }

  cancel(key: string): void {
    const entry = this.#entries.get(key);
    if (entry === undefined) return;
    entry.cancelled = true;
    this.#entries.delete(key);
  }

  /**
   * Monotonic milliseconds before which nothing is due. If nothing is due then either, because what was has been put
   * off, `takeDue` says so and the answer is a later one from then on.
   */
  next(): number | undefined {
    return this.#heap[0]?.queuedAtMs;
  }

  /** Removes and returns the earliest event that is due at `nowMs`. */
  takeDue(nowMs: number): DueEvent<Event> | undefined {
    const top = this.#settledTop();
    if (top === undefined || top.atMs > nowMs) return undefined;
    this.#pop();
    this.#entries.delete(top.key);
    return { key: top.key, event: top.event };
  }

  /** The heap's top after cancelled entries are dropped and moved ones are queued where they belong. */
  #settledTop(): Entry<Event> | undefined {
    for (;;) {
      const top = this.#heap[0];
      if (top === undefined) return undefined;
      if (top.cancelled) this.#pop();
      else if (top.atMs > top.queuedAtMs) {
        this.#pop();
        top.queuedAtMs = top.atMs;
        this.#push(top);
      } else return top;
    }
  }

  #push(entry: Entry<Event>): void {
    let at = this.#heap.push(entry) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!this.#swapIfBefore(at, parent)) return;
      at = parent;
    }
  }

  #pop(): void {
    const last = this.#heap.pop();
    if (last === undefined || this.#heap.length === 0) return;
    this.#heap[0] = last;
    let at = 0;
    for (;;) {
      const left = 2 * at + 1;
      const child = this.#isBefore(left + 1, left) ? left + 1 : left;
      if (!this.#swapIfBefore(child, at)) return;
      at = child;
    }
  }

  #swapIfBefore(a: number, b: number): boolean {
    if (!this.#isBefore(a, b)) return false;
    const [x, y] = [this.#heap[a], this.#heap[b]];
    if (x === undefined || y === undefined) return false;
    this.#heap[a] = y;
    this.#heap[b] = x;
    return true;
  }

  #isBefore(a: number, b: number): boolean {
    const [x, y] = [this.#heap[a], this.#heap[b]];
    if (x === undefined || y === undefined) return false;
    return x.queuedAtMs === y.queuedAtMs ? x.sequence < y.sequence : x.queuedAtMs < y.queuedAtMs;
  }
}

/**
 * Members by load, the least one on top. Loads are shared with the caller, who says when that of the top has grown;
 * a load that falls elsewhere is not noticed before the heap is made anew.
 */
export class LoadHeap {
  readonly #members: number[];
  readonly #loads: Int32Array;

  constructor(members: readonly number[], loads: Int32Array) {
    this.#members = [...members];
    this.#loads = loads;
    for (let at = (members.length >> 1) - 1; at >= 0; at--) this.#sink(at);
  }

  get least(): number {
    return this.#members[0] ?? -1;
  }

  leastChanged(): void {
    this.#sink(0);
  }

  #sink(start: number): void {
    let at = start;
    for (;;) {
      const left = 2 * at + 1;
      if (left >= this.#members.length) return;
      const child = left + 1 < this.#members.length && this.#isBefore(left + 1, left) ? left + 1 : left;
      if (!this.#isBefore(child, at)) return;
      const [a, b] = [this.#members[at], this.#members[child]];
      if (a === undefined || b === undefined) return;
      this.#members[at] = b;
      this.#members[child] = a;
      at = child;
    }
  }

  #isBefore(a: number, b: number): boolean {
    const [x, y] = [this.#members[a] ?? 0, this.#members[b] ?? 0];
    const difference = (this.#loads[x] ?? 0) - (this.#loads[y] ?? 0);
    return difference === 0 ? x < y : difference < 0;
  }
}

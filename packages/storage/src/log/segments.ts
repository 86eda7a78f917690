import type { Segment } from '../segment/segment.ts';

/** The segments of one log by base offset; never empty, the last one is the active one. */
export class Segments {
  #segments: readonly Segment[];
  #active: Segment;
  #closedBytes = 0;

  constructor(first: Segment, others: readonly Segment[] = []) {
    this.#segments = [first, ...others];
    this.#active = others.at(-1) ?? first;
    this.#count();
  }

  get all(): readonly Segment[] {
    return this.#segments;
  }

  get active(): Segment {
    return this.#active;
  }

  get first(): Segment {
    return this.#segments[0] ?? this.#active;
  }

  get bytes(): number {
    return this.#closedBytes + this.#active.size;
  }

  add(segment: Segment): void {
    this.#segments = [...this.#segments, segment];
    this.#active = segment;
    this.#count();
  }

  /** Takes out those that are `unwanted`, with `instead` in their place when none is left. Returns them. */
  remove(unwanted: (segment: Segment) => boolean, instead: () => Segment): readonly Segment[] {
    const removed = this.#segments.filter(unwanted);
    if (removed.length === 0) return removed;
    const kept = this.#segments.filter((segment) => !unwanted(segment));
    this.#active = kept.at(-1) ?? instead();
    this.#segments = kept.length === 0 ? [this.#active] : kept;
    this.#count();
    return removed;
  }

  /** Puts `segment` in the place of closed ones that lie one after the other. */
  replace(replaced: readonly Segment[], segment: Segment): void {
    const first = replaced[0];
    this.#segments = this.#segments.flatMap((other) => {
      if (other === first) return [segment];
      return replaced.includes(other) ? [] : [other];
    });
    this.#count();
  }

  /** The one that holds `offset`, or the one before the gap in which it lies. */
  floor(offset: number): Segment {
    return this.#segments[this.#indexOf(offset)] ?? this.first;
  }

  /** The one behind `segment`, undefined behind the active one. */
  after(segment: Segment): Segment | undefined {
    return this.#segments[this.#indexOf(segment.baseOffset) + 1];
  }

  /** Those with offsets at or above `offset`. */
  from(offset: number): readonly Segment[] {
    return this.#segments.slice(Math.max(0, this.#indexOf(offset)));
  }

  #indexOf(offset: number): number {
    let low = 0;
    let high = this.#segments.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#segments[middle]?.baseOffset ?? 0) <= offset) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  #count(): void {
    this.#closedBytes = 0;
    for (const segment of this.#segments) if (segment !== this.#active) this.#closedBytes += segment.size;
  }
}

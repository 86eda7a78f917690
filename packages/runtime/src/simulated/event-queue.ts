/**
 * What is going to happen in a simulation, ordered by (time, tie-break, sequence). The tie-break is drawn from the
 * seed, so that events of the same instant happen in any order, and in the same one for the same seed.
 */
export interface SimulatedEvent {
  /** Virtual milliseconds. */
  readonly time: number;
  readonly tieBreak: number;
  readonly sequence: number;
  readonly label: string;
  readonly callback: () => void;
  cancelled: boolean;
}

/** A binary heap. */
export class EventQueue {
  readonly #heap: SimulatedEvent[] = [];

  get length(): number {
    return this.#heap.length;
  }

  peek(): SimulatedEvent | undefined {
    return this.#heap[0];
  }

  push(event: SimulatedEvent): void {
    const heap = this.#heap;
    let index = heap.push(event) - 1;
    while (index > 0) {
      const parentIndex = (index - 1) >> 1;
      const parent = heap[parentIndex];
      if (parent === undefined || isBefore(parent, event)) break;
      heap[index] = parent;
      heap[parentIndex] = event;
      index = parentIndex;
    }
  }

  pop(): SimulatedEvent | undefined {
    const heap = this.#heap;
    const first = heap[0];
    const last = heap.pop();
    if (first === undefined || last === undefined || first === last) return first;
    this.#sink(last);
    return first;
  }

  /** Puts `event` at the root and lets it down to its place. */
  #sink(event: SimulatedEvent): void {
    const heap = this.#heap;
    let index = 0;
    heap[0] = event;
    for (;;) {
      let childIndex = 2 * index + 1;
      let child = heap[childIndex];
      if (child === undefined) return;
      const right = heap[childIndex + 1];
      if (right !== undefined && isBefore(right, child)) {
        child = right;
        childIndex++;
      }
      if (isBefore(event, child)) return;
      heap[index] = child;
      heap[childIndex] = event;
      index = childIndex;
    }
  }
}

function isBefore(one: SimulatedEvent, other: SimulatedEvent): boolean {
  if (one.time !== other.time) return one.time < other.time;
  if (one.tieBreak !== other.tieBreak) return one.tieBreak < other.tieBreak;
  return one.sequence < other.sequence;
}

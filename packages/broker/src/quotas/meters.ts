/**
 * One meter for each who is limited. A meter that was not used for an hour is forgotten, as in Kafka; where there are very
 * many, already one that has nothing in its windows any more, so that inventing names does not fill the memory.
 */

const IDLE_MS_MAX = 3_600_000;
const SWEEP_MS = 60_000;
const METERS_MANY = 10_000;

interface Used<Meter> {
  readonly meter: Meter;
  usedMs: number;
}

export class Meters<Meter> {
  readonly #make: () => Meter;
  readonly #memoryMs: number;
  readonly #meters = new Map<string, Used<Meter>>();
  #sweptMs = Number.NEGATIVE_INFINITY;
  #sweepAbove = METERS_MANY;

  /** @param memoryMs after so long without use a meter is as good as new */
  constructor(memoryMs: number, make: () => Meter) {
    this.#memoryMs = memoryMs;
    this.#make = make;
  }

  get size(): number {
    return this.#meters.size;
  }

  of(name: string, nowMs: number): Meter {
    const known = this.#meters.get(name);
    if (known !== undefined) {
      known.usedMs = nowMs;
      return known.meter;
    }
    this.#makeRoom(nowMs);
    const meter = this.#make();
    this.#meters.set(name, { meter, usedMs: nowMs });
    return meter;
  }

  #makeRoom(nowMs: number): void {
    if (this.#meters.size >= this.#sweepAbove) {
      this.#forget(nowMs - this.#memoryMs);
      this.#sweepAbove = Math.max(METERS_MANY, this.#meters.size * 2);
    } else if (nowMs - this.#sweptMs >= SWEEP_MS) {
      this.#sweptMs = nowMs;
      this.#forget(nowMs - IDLE_MS_MAX);
    }
  }

  #forget(usedBeforeMs: number): void {
    for (const [name, { usedMs }] of this.#meters) if (usedMs <= usedBeforeMs) this.#meters.delete(name);
  }
}

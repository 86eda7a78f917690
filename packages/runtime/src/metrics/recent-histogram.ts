/**
 * How values are spread, for percentiles of what happened lately. Recording costs a few nanoseconds and no memory: values
 * are counted in buckets that are an eighth of a power of two wide, so that a percentile is off by 6 % at most.
 *
 * `count` and `sum` are of all values ever; percentiles are of those since the last rotation but one.
 */
const SUB_BUCKET_BITS = 3;
const SUB_BUCKETS = 1 << SUB_BUCKET_BITS;
/** Values below this many steps have a bucket each. */
const EXACT_STEPS = 2 * SUB_BUCKETS;
const STEPS_MAX = 2 ** 31 - 1;
const BUCKETS = EXACT_STEPS + (31 - SUB_BUCKET_BITS - 1) * SUB_BUCKETS;

export class RecentHistogram {
  count = 0;
  #steps = 0;
  readonly #stepsPerUnit: number;
  #current = new Uint32Array(BUCKETS);
  #previous = new Uint32Array(BUCKETS);

  /** With `stepsPerUnit` 1000, values are told apart down to a thousandth. */
  constructor(stepsPerUnit = 1) {
    this.#stepsPerUnit = stepsPerUnit;
  }

  get sum(): number {
    return this.#steps / this.#stepsPerUnit;
  }

  record(value: number): void {
    const steps = value * this.#stepsPerUnit;
    this.recordSteps(steps < STEPS_MAX ? Math.round(steps) : STEPS_MAX);
  }

  /** A value as a whole number of steps, at most 2^31 - 1. */
  recordSteps(steps: number): void {
    this.count++;
    this.#steps += steps;
    const bucket = bucketOf(steps);
    this.#current[bucket] = (this.#current[bucket] ?? 0) + 1;
  }

  /** Forgets what was recorded before the last rotation. */
  rotate(): void {
    const oldest = this.#previous;
    this.#previous = this.#current;
    this.#current = oldest.fill(0);
  }

  /** For each of `quantiles`, ascending and between 0 and 1, the value that so large a part does not exceed; 0 without values. */
  values(quantiles: readonly number[]): number[] {
    let total = 0;
    for (let bucket = 0; bucket < BUCKETS; bucket++) total += this.#countIn(bucket);
    let bucket = -1;
    let below = 0;
    return quantiles.map((quantile) => {
      const rank = Math.max(1, Math.ceil(quantile * total));
      while (below < rank && bucket < BUCKETS - 1) below += this.#countIn(++bucket);
      return total === 0 ? 0 : middleOf(bucket) / this.#stepsPerUnit;
    });
  }

  #countIn(bucket: number): number {
    return (this.#current[bucket] ?? 0) + (this.#previous[bucket] ?? 0);
  }
}

function bucketOf(steps: number): number {
  if (steps < EXACT_STEPS) return steps < 0 ? 0 : steps;
  const exponent = 31 - Math.clz32(steps);
  const sub = (steps >> (exponent - SUB_BUCKET_BITS)) & (SUB_BUCKETS - 1);
  return EXACT_STEPS + (exponent - SUB_BUCKET_BITS - 1) * SUB_BUCKETS + sub;
}

function middleOf(bucket: number): number {
  if (bucket < EXACT_STEPS) return bucket;
  const exponent = Math.floor((bucket - EXACT_STEPS) / SUB_BUCKETS) + SUB_BUCKET_BITS + 1;
  const sub = (bucket - EXACT_STEPS) % SUB_BUCKETS;
  const width = 2 ** (exponent - SUB_BUCKET_BITS);
  return (SUB_BUCKETS + sub) * width + (width - 1) / 2;
}

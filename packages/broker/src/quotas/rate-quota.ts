/** One of the quotas of clients that are rates: bytes in, bytes out, or time of the event loop (KIP-13, KIP-124). */
import { ClientLimits } from './client-limits.ts';
import { Meters } from './meters.ts';
import { type RateWindows, SampledRate, throttleMs } from './sampled-rate.ts';

const NO_LIMITS = new ClientLimits([], '');

/** Who is limited. */
export interface QuotaClient {
  readonly user: string;
  readonly clientId: string;
}

export class RateQuota {
  readonly #windows: RateWindows;
  readonly #throttleMsMax: number;
  readonly #rates: Meters<SampledRate>;
  #limits = NO_LIMITS;

  constructor(windows: RateWindows, throttleMsMax = INT32_MAX) {
    this.#windows = windows;
    this.#throttleMsMax = throttleMsMax;
    this.#rates = new Meters(windows.count * windows.sizeMs, () => new SampledRate(windows));
  }

  /** Somebody is limited. */
  get isActive(): boolean {
    return !this.#limits.isEmpty;
  }

  limit(limits: ClientLimits): void {
    this.#limits = limits;
  }

  /** Counts `value`; for how long the client is to be left alone after that. */
  record({ user, clientId }: QuotaClient, value: number, nowMs: number): number {
    const limit = this.#limits.find(user, clientId);
    if (limit === undefined) return 0;
    const rate = this.#rates.of(limit.sharedBy, nowMs);
    rate.record(value, nowMs);
    return Math.min(throttleMs(rate.measure(nowMs), limit.bound), this.#throttleMsMax);
  }

  /** For how long the client is to be left alone by what was counted before. */
  throttleMs({ user, clientId }: QuotaClient, nowMs: number): number {
    const limit = this.#limits.find(user, clientId);
    if (limit === undefined) return 0;
    return Math.min(throttleMs(this.#rates.of(limit.sharedBy, nowMs).measure(nowMs), limit.bound), this.#throttleMsMax);
  }

  /** Counts the opposite of what was recorded and did not happen. */
  takeBack({ user, clientId }: QuotaClient, value: number, nowMs: number): void {
    const limit = this.#limits.find(user, clientId);
    if (limit !== undefined) this.#rates.of(limit.sharedBy, nowMs).record(-value, nowMs);
  }

  /** As much as may come at once without being above the limit. */
  atOnceMax({ user, clientId }: QuotaClient): number {
    const bound = this.#limits.find(user, clientId)?.bound ?? Number.POSITIVE_INFINITY;
    return (bound * (this.#windows.count - 1) * this.#windows.sizeMs) / 1000;
  }
}

/** As much as fits into a throttle_time_ms. */
const INT32_MAX = 2 ** 31 - 1;

/** `consumer_byte_rate`: bytes that are fetched a second (KIP-13, KIP-219). */
import type { Clock } from '@moldau/runtime';
import type { RequestContext } from '../handlers/handler.ts';
import type { ClientLimits } from './client-limits.ts';
import { quotaClient } from './quota-client.ts';
import { RateQuota } from './rate-quota.ts';
import type { RateWindows } from './sampled-rate.ts';

export class FetchQuota {
  readonly #quota: RateQuota;
  readonly #loopTime: RateQuota;
  readonly #clock: Clock;

  /** @param loopTime whose throttling withholds records too */
  constructor(windows: RateWindows, loopTime: RateQuota, clock: Clock) {
    this.#quota = new RateQuota(windows);
    this.#loopTime = loopTime;
    this.#clock = clock;
  }

  /** Somebody is limited; otherwise there is nothing to ask. */
  get isActive(): boolean {
    return this.#quota.isActive || this.#loopTime.isActive;
  }

  limit(limits: ClientLimits): void {
    this.#quota.limit(limits);
  }

  /** More than these would be too much at once. */
  bytesMax(context: RequestContext): number {
    return Math.floor(this.#quota.atOnceMax(quotaClient(context)));
  }

  /**
   * For how long the client is to be left alone if so many bytes are sent. When that is more than 0 they are not to be
   * sent, and do not count.
   */
  throttleMs(context: RequestContext, bytes: number): number {
    const client = quotaClient(context);
    const nowMs = this.#clock.monotonic();
    const forTime = this.#loopTime.throttleMs(client, nowMs);
    const delayMs = Math.max(forTime, this.#quota.record(client, bytes, nowMs));
    if (delayMs > 0) this.#quota.takeBack(client, bytes, nowMs);
    return delayMs;
  }
}

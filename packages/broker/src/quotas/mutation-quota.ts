/**
 * `controller_mutation_rate`: partitions created and deleted a second (KIP-599). A client that knows
 * THROTTLING_QUOTA_EXCEEDED is refused while its bucket is in debt; an older one is served, and slowed down afterwards.
 */
import type { AdminError, AdmitPartitions } from '@moldau/cluster';
import { Errors } from '@moldau/protocol';
import type { Clock } from '@moldau/runtime';
import type { RequestContext } from '../handlers/handler.ts';
import { ClientLimits } from './client-limits.ts';
import { Meters } from './meters.ts';
import { quotaClient } from './quota-client.ts';
import type { RateWindows } from './sampled-rate.ts';
import { TokenBucket } from './token-bucket.ts';

/** What one request may do to partitions. */
export interface MutationPermit {
  /** Undefined: everything. */
  readonly admit: AdmitPartitions | undefined;
  /** Slows the client down for what its request did, if need be; the answer's throttle_time_ms. */
  settle(): number;
}

export const unlimitedPermit: MutationPermit = { admit: undefined, settle: () => 0 };

export class MutationQuota {
  readonly #clock: Clock;
  readonly #buckets: Meters<TokenBucket>;
  #limits = new ClientLimits([], '');

  constructor(windows: RateWindows, clock: Clock) {
    this.#clock = clock;
    this.#buckets = new Meters(windows.count * windows.sizeMs, () => new TokenBucket(windows));
  }

  limit(limits: ClientLimits): void {
    this.#limits = limits;
  }

  /** @param strictFrom the first version of the API whose clients know THROTTLING_QUOTA_EXCEEDED */
  permit(context: RequestContext, strictFrom: number): MutationPermit {
    const { user, clientId } = quotaClient(context);
    const limit = this.#limits.find(user, clientId);
    if (limit === undefined) return unlimitedPermit;
    const bucket = this.#buckets.of(limit.sharedBy, this.#clock.monotonic());
    return new Permit(bucket, limit.bound, context.apiVersion >= strictFrom, context, this.#clock);
  }
}

const exceeded: AdminError = {
  code: Errors.THROTTLING_QUOTA_EXCEEDED,
  message: 'The client creates and deletes partitions faster than its controller_mutation_rate allows',
};

class Permit implements MutationPermit {
  readonly #bucket: TokenBucket;
  readonly #rate: number;
  readonly #isStrict: boolean;
  readonly #context: RequestContext;
  readonly #clock: Clock;
  /** By topic: a change that is decided again is not charged again. */
  readonly #verdicts = new Map<string, AdminError | undefined>();
  #isInDebt = false;

  constructor(bucket: TokenBucket, rate: number, isStrict: boolean, context: RequestContext, clock: Clock) {
    this.#bucket = bucket;
    this.#rate = rate;
    this.#isStrict = isStrict;
    this.#context = context;
    this.#clock = clock;
  }

  readonly admit = (topic: string, partitions: number): AdminError | undefined => {
    if (!this.#verdicts.has(topic)) this.#verdicts.set(topic, this.#charge(partitions));
    return this.#verdicts.get(topic);
  };

  settle(): number {
    if (!this.#isInDebt) return 0;
    const delayMs = this.#bucket.debtMs(this.#rate, this.#clock.monotonic());
    if (delayMs > 0) this.#context.connection.throttle(delayMs);
    return delayMs;
  }

  #charge(partitions: number): AdminError | undefined {
    const nowMs = this.#clock.monotonic();
    if (this.#isStrict && this.#bucket.tokens(this.#rate, nowMs) < 0) {
      this.#isInDebt = true;
      return exceeded;
    }
    this.#bucket.take(partitions, this.#rate, nowMs);
    if (!this.#isStrict && this.#bucket.tokens(this.#rate, nowMs) < 0) this.#isInDebt = true;
    return undefined;
  }
}

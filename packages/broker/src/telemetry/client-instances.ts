/**
 * The client instances that ask for subscriptions and push: what each was told, when it last came, and so whether it comes
 * too early. There is a bound on them; the one that has not come for longest goes first, and is met anew if it comes again.
 */
import { type ErrorCode, Errors } from '@moldau/protocol';
import type { Clock } from '@moldau/runtime';
import type { ClientIdentity } from './client-metrics-receiver.ts';
import type { Subscription, Subscriptions } from './subscriptions.ts';

/** As many as Kafka remembers. */
const INSTANCES_MAX = 16_384;

/** What a client can only get right with another answer. */
const asksAgainAfter: ReadonlySet<number> = new Set([
  Errors.UNKNOWN_SUBSCRIPTION_ID,
  Errors.UNSUPPORTED_COMPRESSION_TYPE,
]);

export class ClientInstance {
  readonly client: ClientIdentity;
  readonly subscription: Subscription;
  readonly subscriptionId: number;
  /** What the subscription was made from. */
  readonly madeFrom: Subscriptions;
  isTerminating = false;
  /** Of the last answer. */
  lastError: ErrorCode = Errors.NONE;
  #askedAt = Number.NEGATIVE_INFINITY;
  #pushedAt = Number.NEGATIVE_INFINITY;

  constructor(client: ClientIdentity, subscriptions: Subscriptions) {
    this.client = client;
    this.madeFrom = subscriptions;
    this.subscription = subscriptions.of(client);
    this.subscriptionId = subscriptionId(client, this.subscription);
  }

  /** Whether a question may come now; it counts if it is due, not if it comes early because a push was in vain. */
  mayAsk(now: number): boolean {
    const isDue = this.#isDue(now, Math.max(this.#askedAt, this.#pushedAt));
    if (isDue) this.#askedAt = now;
    return isDue || asksAgainAfter.has(this.lastError);
  }

  /** Whether a push may come now, which the first after a question always may; it counts if so. */
  mayPush(now: number): boolean {
    const isDue = this.#askedAt > this.#pushedAt || this.#isDue(now, this.#pushedAt);
    if (isDue) this.#pushedAt = now;
    return isDue;
  }

  #isDue(now: number, last: number): boolean {
    return now - last >= this.subscription.pushIntervalMs;
  }
}

export class ClientInstances {
  readonly #clock: Clock;
  /** The one that came last at the end. */
  readonly #instances = new Map<string, ClientInstance>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get now(): number {
    return this.#clock.monotonic();
  }

  /** The instance as it is known; met anew when the subscriptions have changed. */
  meet(client: ClientIdentity, subscriptions: Subscriptions): ClientInstance {
    const known = this.#instances.get(client.instanceId);
    const instance = known?.madeFrom === subscriptions ? known : new ClientInstance(client, subscriptions);
    this.#instances.delete(client.instanceId);
    this.#instances.set(client.instanceId, instance);
    this.#makeRoom();
    return instance;
  }

  #makeRoom(): void {
    for (const instanceId of this.#instances.keys()) {
      if (this.#instances.size <= INSTANCES_MAX) return;
      this.#instances.delete(instanceId);
    }
  }
}

/** Another one for another subscription: an int32 from FNV-1a. */
function subscriptionId({ instanceId }: ClientIdentity, { pushIntervalMs, metrics }: Subscription): number {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(JSON.stringify([instanceId, pushIntervalMs, metrics]))) {
    hash = Math.imul(hash ^ byte, 0x01000193);
  }
  return hash | 0;
}

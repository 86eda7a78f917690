/**
 * How fast connections may come (KIP-612). Beyond the rate of its address a connection is closed, after a while; beyond
 * the rate of its listener or of the broker it waits until it is served, as if they were accepted one after the other
 * with a pause between them.
 */
import type { ClientQuotaImage } from '@moldau/metadata';
import { QuotaKeys } from '@moldau/cluster';
import { clientHost } from '../network/client-host.ts';
import type { ArrivalDecision, ConnectionThrottle } from '../network/connection-throttle.ts';
import { Meters } from './meters.ts';
import { type RateWindows, SampledRate, throttleMs } from './sampled-rate.ts';

/** Connections a second; undefined is without limit. */
export interface CreationRates {
  readonly broker: number | undefined;
  readonly listener: (name: string) => number | undefined;
}

const unlimited: CreationRates = { broker: undefined, listener: () => undefined };
const SERVED_AT_ONCE: ArrivalDecision = { isServed: true, afterMs: 0 };

export class ConnectionRates implements ConnectionThrottle {
  readonly #windows: RateWindows;
  readonly #byAddress: Meters<SampledRate>;
  readonly #ofBroker: SampledRate;
  readonly #byListener = new Map<string, AcceptedConnections>();
  /** By address as `clientHost` writes it; null is the default. */
  #addressBounds: ReadonlyMap<string | null, number> = new Map();
  #rates = unlimited;

  constructor(windows: RateWindows) {
    this.#windows = windows;
    this.#byAddress = new Meters(windows.count * windows.sizeMs, () => new SampledRate(windows));
    this.#ofBroker = new SampledRate(windows);
  }

  limit(entities: Iterable<ClientQuotaImage>, rates: CreationRates): void {
    this.#addressBounds = new Map([...entities].flatMap(addressBound));
    this.#rates = rates;
  }

  arrival(listenerName: string, address: string, nowMs: number): ArrivalDecision {
    const refusedForMs = this.#addressThrottleMs(clientHost(address), nowMs);
    if (refusedForMs > 0) return { isServed: false, afterMs: refusedForMs };
    const ofListener = this.#rates.listener(listenerName);
    const ofBroker = this.#rates.broker;
    if (ofListener === undefined && ofBroker === undefined) return SERVED_AT_ONCE;
    const accepted = this.#accepted(listenerName);
    const acceptedMs = Math.max(nowMs, accepted.nextMs);
    const delays = [
      this.#delayMs(accepted.rate, ofListener, acceptedMs),
      this.#delayMs(this.#ofBroker, ofBroker, acceptedMs),
    ];
    accepted.nextMs = acceptedMs + Math.max(...delays);
    return { isServed: true, afterMs: accepted.nextMs - nowMs };
  }

  #addressThrottleMs(address: string, nowMs: number): number {
    const bound = this.#addressBounds.get(address) ?? this.#addressBounds.get(null);
    if (bound === undefined) return 0;
    const rate = this.#byAddress.of(address, nowMs);
    const refusedForMs = this.#delayMs(rate, bound, nowMs);
    if (refusedForMs > 0) rate.record(-1, nowMs);
    return refusedForMs;
  }

  #delayMs(rate: SampledRate, bound: number | undefined, nowMs: number): number {
    if (bound === undefined) return 0;
    rate.record(1, nowMs);
    return Math.min(throttleMs(rate.measure(nowMs), bound), this.#windows.sizeMs);
  }

  #accepted(listenerName: string): AcceptedConnections {
    const known = this.#byListener.get(listenerName);
    if (known !== undefined) return known;
    const accepted = { rate: new SampledRate(this.#windows), nextMs: 0 };
    this.#byListener.set(listenerName, accepted);
    return accepted;
  }
}

interface AcceptedConnections {
  readonly rate: SampledRate;
  /** When the next one is accepted, at the earliest. */
  nextMs: number;
}

function addressBound({ entity, quotas }: ClientQuotaImage): [string | null, number][] {
  const address = entity.get('ip');
  const bound = quotas.get(QuotaKeys.connectionCreationRate);
  if (address === undefined || bound === undefined) return [];
  return [[address === null ? null : clientHost(address), bound]];
}

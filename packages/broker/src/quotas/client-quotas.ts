/**
 * The quotas that this broker enforces, as the cluster image has them. Handlers and the network ask; nothing here waits
 * or closes. While nobody is limited, all that a request costs is a look at a flag.
 */
import { QuotaKeys } from '@moldau/cluster';
import type { ClusterImage } from '@moldau/metadata';
import { produceApi } from '@moldau/protocol/messages/produce';
import type { Clock } from '@moldau/runtime';
import type { ChargedRequest, RequestThrottle } from '../network/request-throttle.ts';
import type { QuotaSettings } from '../settings/quota-settings.ts';
import { ClientLimits } from './client-limits.ts';
import { ConnectionRates, type CreationRates } from './connection-rates.ts';
import { FetchQuota } from './fetch-quota.ts';
import { MutationQuota } from './mutation-quota.ts';
import { quotaClient } from './quota-client.ts';
import { RateQuota } from './rate-quota.ts';

export class ClientQuotas implements RequestThrottle {
  readonly fetched: FetchQuota;
  readonly mutations: MutationQuota;
  readonly connections: ConnectionRates;
  readonly #clock: Clock;
  readonly #produced: RateQuota;
  /** A percentage of the event loop's time: 100 is all of it. */
  readonly #loopTime: RateQuota;
  #image: ClusterImage | undefined;
  isActive = false;

  constructor(settings: QuotaSettings, clock: Clock) {
    const windows = { count: settings.quotaWindowNum, sizeMs: settings.quotaWindowSizeSeconds * 1000 };
    const mutationWindows = {
      count: settings.controllerQuotaWindowNum,
      sizeMs: settings.controllerQuotaWindowSizeSeconds * 1000,
    };
    this.#clock = clock;
    this.#produced = new RateQuota(windows);
    this.#loopTime = new RateQuota(windows, windows.sizeMs);
    this.fetched = new FetchQuota(windows, this.#loopTime, clock);
    this.mutations = new MutationQuota(mutationWindows, clock);
    this.connections = new ConnectionRates(windows);
  }

  /** @param rates of connections, by the broker's configs as of the image */
  apply(image: ClusterImage, rates: () => CreationRates): void {
    const before = this.#image;
    this.#image = image;
    if (before?.clientQuotas === image.clientQuotas && before.configs.broker === image.configs.broker) return;
    const entities = [...image.clientQuotas.values()];
    this.#produced.limit(new ClientLimits(entities, QuotaKeys.producerByteRate));
    this.fetched.limit(new ClientLimits(entities, QuotaKeys.consumerByteRate));
    this.#loopTime.limit(new ClientLimits(entities, QuotaKeys.requestPercentage));
    this.mutations.limit(new ClientLimits(entities, QuotaKeys.controllerMutationRate));
    this.connections.limit(entities, rates());
    this.isActive = this.#produced.isActive || this.#loopTime.isActive;
  }

  nowMs(): number {
    return this.#clock.monotonic();
  }

  charge(request: ChargedRequest): number {
    const client = quotaClient(request);
    const nowMs = this.nowMs();
    const percentSeconds = (nowMs - request.startedMs) / 10;
    const forTime = this.#loopTime.record(client, percentSeconds, nowMs);
    if (request.apiKey !== produceApi.key) return forTime;
    return Math.max(forTime, this.#produced.record(client, request.bytes, nowMs));
  }
}

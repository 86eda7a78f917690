/**
 * Kafka's RequestMetrics: how many requests of each API came, in which versions, how they ended, and what they took.
 * Counting is a few additions; the rest is done when somebody asks.
 */
import { RecentHistogram } from '@moldau/runtime';
import type { Exchange } from '../network/exchange.ts';
import {
  elapsed,
  type ObservedConnection,
  type RequestObserver,
  type RequestTimes,
} from '../network/request-observer.ts';
import type { RequestLog } from '../request-log/request-log.ts';
import { countErrors, ErrorCounts } from './error-codes.ts';

/** Times come as microseconds. */
const STEPS_PER_MS = 1000;

export class ApiMetrics {
  readonly name: string;
  /** Requests by version. */
  readonly versions: number[] = [];
  /** Results by error code: one for each partition, topic or group that an answer speaks of. */
  readonly errors = new ErrorCounts();
  /** Milliseconds. */
  readonly total = new RecentHistogram(STEPS_PER_MS);
  readonly requestQueue = new RecentHistogram(STEPS_PER_MS);
  readonly local = new RecentHistogram(STEPS_PER_MS);
  readonly remote = new RecentHistogram(STEPS_PER_MS);
  readonly responseQueue = new RecentHistogram(STEPS_PER_MS);
  readonly responseSend = new RecentHistogram(STEPS_PER_MS);
  readonly requestBytes = new RecentHistogram();

  constructor(name: string) {
    this.name = name;
  }

  record({ version, requestBytes, response }: Exchange, times: RequestTimes): void {
    const { arrived, started, handled, settled, answered, sent } = times;
    this.versions[version] = (this.versions[version] ?? 0) + 1;
    this.total.recordSteps(elapsed(arrived, sent));
    this.requestQueue.recordSteps(elapsed(arrived, started));
    this.local.recordSteps(elapsed(started, handled));
    this.remote.recordSteps(elapsed(handled, settled));
    this.responseQueue.recordSteps(elapsed(settled, answered));
    this.responseSend.recordSteps(elapsed(answered, sent));
    this.requestBytes.recordSteps(requestBytes);
    if (response !== undefined) countErrors(this.name, response, this.errors);
  }

  rotate(): void {
    for (const histogram of [this.total, this.requestQueue, this.local, this.remote]) histogram.rotate();
    for (const histogram of [this.responseQueue, this.responseSend, this.requestBytes]) histogram.rotate();
  }
}

export interface ListenerConnections {
  opened: number;
  closed: number;
}

export class RequestMetrics implements RequestObserver {
  readonly #isScraped: boolean;
  readonly #log: RequestLog;
  readonly #apis = new Map<number, ApiMetrics>();
  readonly #listeners = new Map<string, ListenerConnections>();

  /** Without `isScraped` only those requests are looked at that the log wants. */
  constructor(isScraped: boolean, log: RequestLog) {
    this.#isScraped = isScraped;
    this.#log = log;
  }

  get isOn(): boolean {
    return this.#isScraped || this.#log.isOn;
  }

  get keepsRequests(): boolean {
    return this.#log.showsBodies;
  }

  /** Those that were asked for so far. */
  get apis(): Iterable<ApiMetrics> {
    return this.#apis.values();
  }

  get listeners(): ReadonlyMap<string, ListenerConnections> {
    return this.#listeners;
  }

  completed(exchange: Exchange, times: RequestTimes, from: ObservedConnection): void {
    if (this.#isScraped) this.#api(exchange).record(exchange, times);
    if (this.#log.isOn) this.#log.write(exchange, times, from);
  }

  connectionOpened(listenerName: string): void {
    this.#listener(listenerName).opened++;
  }

  connectionClosed(listenerName: string): void {
    this.#listener(listenerName).closed++;
  }

  /** Lets percentiles forget what is older than the last rotation. */
  rotate(): void {
    for (const api of this.apis) api.rotate();
  }

  #api({ handler }: Exchange): ApiMetrics {
    let api = this.#apis.get(handler.key);
    if (api === undefined) {
      api = new ApiMetrics(handler.name);
      this.#apis.set(handler.key, api);
    }
    return api;
  }

  #listener(name: string): ListenerConnections {
    let listener = this.#listeners.get(name);
    if (listener === undefined) {
      listener = { opened: 0, closed: 0 };
      this.#listeners.set(name, listener);
    }
    return listener;
  }
}

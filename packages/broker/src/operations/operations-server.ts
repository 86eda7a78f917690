/**
 * What operators ask over HTTP, on an address of its own: `/health` (the process lives, its event loop turns), `/ready`
 * (clients are served; 503 with the reasons if not) and `/metrics`. It opens before everything else and closes after it,
 * so that a long recovery can be told from a dead process.
 */
import type { Clock, Endpoint, HttpRequest, HttpResponse, ProcessMetrics } from '@moldau/runtime';
import { familiesNamed } from '../metrics/all-families.ts';
import { EXPOSITION_CONTENT_TYPE } from '../metrics/exposition.ts';
import type { Family } from '../metrics/family.ts';
import { RecordTimes } from '../metrics/lag/record-times.ts';
import { scrape, type ScrapeOptions } from '../metrics/scrape.ts';
import type { MetricsSources } from '../metrics/sources.ts';
import type { BrokerSettings } from '../settings/broker-settings.ts';
import { type Phase, reasonsNotReady } from './readiness.ts';

/** Percentiles are of what happened since the last rotation but one. */
const ROTATION_MS = 60_000;
/** More at once would only be in each other's way. */
const SCRAPES_MAX = 4;

export class OperationsServer {
  readonly #clock: Clock;
  readonly #process: ProcessMetrics;
  readonly #families: readonly Family[];
  readonly #times = new RecordTimes();
  readonly #partitionsMax: number;
  #phase: Phase = 'starting';
  #sources: MetricsSources | undefined;
  #address: Endpoint | undefined;
  #scrapes = 0;
  #rotatedMs: number;

  constructor(clock: Clock, settings: BrokerSettings, process: ProcessMetrics) {
    this.#clock = clock;
    this.#process = process;
    this.#families = familiesNamed(settings.metricsNames);
    this.#partitionsMax = settings.metricsPartitionsMax;
    this.#rotatedMs = clock.monotonic();
  }

  /** Clients can connect; `address` is where, as far as the broker knows. */
  running(sources: MetricsSources, address: Endpoint | undefined): void {
    this.#sources = sources;
    this.#address = address;
    this.#phase = 'running';
  }

  stopping(): void {
    this.#phase = 'stopping';
  }

  answer({ method, path }: HttpRequest): HttpResponse {
    if (method !== 'GET' && method !== 'HEAD') return text(405, `${method} is not possible here`);
    switch (path) {
      case '/health':
        return json(200, { status: 'UP', phase: this.#phase });
      case '/ready':
        return this.#ready();
      case '/metrics':
        return this.#metrics();
      default:
        return text(path === '/' ? 200 : 404, 'There are /metrics, /health and /ready');
    }
  }

  #ready(): HttpResponse {
    const reasons = reasonsNotReady(this.#phase, this.#sources);
    return json(reasons.length === 0 ? 200 : 503, { ready: reasons.length === 0, reasons });
  }

  #metrics(): HttpResponse {
    if (this.#scrapes >= SCRAPES_MAX) return text(503, `${SCRAPES_MAX} scrapes are under way`);
    return { status: 200, contentType: EXPOSITION_CONTENT_TYPE, body: this.#scrape() };
  }

  /** Until the broker runs there are only the metrics of its process. */
  async *#scrape(): AsyncGenerator<string> {
    this.#scrapes++;
    try {
      const sources = this.#sources;
      if (sources === undefined) yield await this.#process.exposition();
      else yield* scrape(sources, this.#options(sources));
      if (sources !== undefined) this.#rotate(sources);
    } finally {
      this.#scrapes--;
    }
  }

  #options(sources: MetricsSources): ScrapeOptions {
    return {
      clock: this.#clock,
      families: this.#families,
      process: this.#process,
      times: this.#times,
      partitionsMax: this.#partitionsMax,
      isReady: reasonsNotReady(this.#phase, sources).length === 0,
      address: this.#address,
    };
  }

  #rotate({ requests, logs }: MetricsSources): void {
    const nowMs = this.#clock.monotonic();
    if (nowMs - this.#rotatedMs < ROTATION_MS) return;
    this.#rotatedMs = nowMs;
    requests.rotate();
    logs.flushTimes.rotate();
  }
}

function json(status: number, body: object): HttpResponse {
  return { status, contentType: 'application/json; charset=utf-8', body: `${JSON.stringify(body)}\n` };
}

function text(status: number, body: string): HttpResponse {
  return { status, contentType: 'text/plain; charset=utf-8', body: `${body}\n` };
}

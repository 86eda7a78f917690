/**
 * The receiver that keeps what clients have pushed last, for whoever shows it: one value for each client instance, metric
 * and set of attributes; counters are summed up. An instance that has missed three pushes is forgotten, and when there are
 * too many values, those of the instance that has been silent for longest.
 */
import type { Clock } from '@moldau/runtime';
import type { ClientMetricFamily, ClientMetricSample, ClientMetricsSource } from '../metrics/client-metrics.ts';
import type {
  ClientMetric,
  ClientMetricPoint,
  ClientMetricsPush,
  ClientMetricsReceiver,
} from './client-metrics-receiver.ts';

const MISSED_PUSHES_MAX = 3;

export class ReceivedClientMetrics implements ClientMetricsReceiver, ClientMetricsSource {
  readonly #clock: Clock;
  readonly #valuesMax: number;
  /** By instance id, the one that pushed last at the end. */
  readonly #instances = new Map<string, Instance>();
  #values = 0;

  constructor(clock: Clock, { valuesMax = 100_000 } = {}) {
    this.#clock = clock;
    this.#valuesMax = valuesMax;
  }

  receive({ client, pushIntervalMs, metrics }: ClientMetricsPush): void {
    const { instanceId, clientId } = client;
    const known = this.#instances.get(instanceId);
    this.#forget(instanceId);
    const instance = new Instance(clientId, this.#clock.monotonic() + MISSED_PUSHES_MAX * pushIntervalMs, known);
    for (const metric of metrics) instance.take(metric, this.#valuesMax);
    this.#instances.set(instanceId, instance);
    this.#values += instance.size;
    this.#makeRoom();
  }

  /** Every metric that some client has, with the values of all clients that have it. */
  families(): Iterable<ClientMetricFamily> {
    this.#forgetSilent();
    const families = new Map<
      string,
      Omit<ClientMetricFamily, 'samples'> & { readonly samples: ClientMetricSample[] }
    >();
    for (const [instance, { clientId, values }] of this.#instances) {
      for (const { name, type, help, labels, value } of values.values()) {
        const family = families.get(name) ?? { name, type, help, samples: [] };
        families.set(name, family);
        family.samples.push({ clientId, instance, labels, value });
      }
    }
    return families.values();
  }

  #makeRoom(): void {
    for (const instanceId of this.#instances.keys()) {
      if (this.#values <= this.#valuesMax || this.#instances.size === 1) return;
      this.#forget(instanceId);
    }
  }

  #forgetSilent(): void {
    const now = this.#clock.monotonic();
    for (const [instanceId, { expiresAt }] of this.#instances) {
      if (expiresAt <= now) this.#forget(instanceId);
    }
  }

  #forget(instanceId: string): void {
    this.#values -= this.#instances.get(instanceId)?.size ?? 0;
    this.#instances.delete(instanceId);
  }
}

interface Value {
  readonly name: string;
  readonly type: 'counter' | 'gauge';
  readonly help: string;
  readonly labels: ReadonlyMap<string, string>;
  readonly value: number;
}

class Instance {
  readonly clientId: string;
  readonly expiresAt: number;
  readonly values: Map<string, Value>;

  constructor(clientId: string, expiresAt: number, before: Instance | undefined) {
    this.clientId = clientId;
    this.expiresAt = expiresAt;
    this.values = before?.values ?? new Map<string, Value>();
  }

  get size(): number {
    return this.values.size;
  }

  take(metric: ClientMetric, valuesMax: number): void {
    for (const point of metric.points) this.#takePoint(metric, point, valuesMax);
  }

  #takePoint({ name, type, description, isDelta }: ClientMetric, point: ClientMetricPoint, valuesMax: number): void {
    const labels = new Map([...point.attributes].sort(([a], [b]) => (a < b ? -1 : 1)));
    const key = JSON.stringify([name, ...labels]);
    const before = this.values.get(key);
    if (before === undefined && this.size >= valuesMax) return;
    const value = isDelta ? (before?.value ?? 0) + point.value : point.value;
    this.values.set(key, { name, type, help: description, labels, value });
  }
}

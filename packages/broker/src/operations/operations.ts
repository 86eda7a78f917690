/** What operators can ask over HTTP. Nothing of it is loaded, and nothing measured, unless `metrics.listener` is set. */
import type { Endpoint, Runtime } from '@moldau/runtime';
import type { Cleanup } from '../cleanup.ts';
import type { MetricsSources } from '../metrics/sources.ts';
import type { BrokerSettings } from '../settings/broker-settings.ts';
import { parseEndpoint } from '../settings/metrics-settings.ts';

export interface Operations {
  /** Where they ask, as bound; undefined when they cannot. */
  readonly endpoint: Endpoint | undefined;
  /** Clients can connect; `address` is where, as far as the broker knows. */
  running(sources: MetricsSources, address: Endpoint | undefined): void;
  stopping(): void;
}

/** Listens where `metrics.listener` says, or nowhere. Rejects with a NetworkError when the port is taken. */
export async function openOperations(
  runtime: Runtime,
  settings: BrokerSettings,
  cleanup: Cleanup,
): Promise<Operations> {
  const { clock, http, observeProcess } = runtime;
  const endpoint = parseEndpoint(settings.metricsListener);
  if (endpoint === undefined || http === undefined || observeProcess === undefined) return nobodyAsks;
  const { OperationsServer } = await import('./operations-server.ts');
  const server = new OperationsServer(clock, settings, await observeProcess());
  const listener = await http.listen(endpoint, (request) => server.answer(request));
  cleanup.add(() => listener.close());
  return {
    endpoint: listener.endpoint,
    running: (sources, address) => server.running(sources, address),
    stopping: () => server.stopping(),
  };
}

const nobodyAsks: Operations = { endpoint: undefined, running() {}, stopping() {} };

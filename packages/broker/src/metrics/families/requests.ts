/** Kafka's RequestMetrics. Percentiles are of the last one to two minutes, as long as somebody scrapes. */
import { errorName } from '@moldau/protocol';
import type { RecentHistogram } from '@moldau/runtime';
import { type Family, type Sample, sample, summary } from '../family.ts';
import type { ApiMetrics } from '../request-metrics.ts';
import type { Scraped } from '../sources.ts';

/** Fetches of consumers, which all are, also have the name that Kafka tells them from followers' by. */
function* namesOf({ name }: ApiMetrics): Iterable<string> {
  yield name;
  if (name === 'Fetch') yield 'FetchConsumer';
}

function perApi(
  declaration: Omit<Family, 'collect' | 'names'>,
  samples: (api: ApiMetrics, name: string) => Iterable<Sample>,
): Family {
  return {
    ...declaration,
    names: 'jmx-exporter',
    *collect({ requests }: Scraped) {
      for (const api of requests.apis) for (const name of namesOf(api)) yield* samples(api, name);
    },
  };
}

function spread(what: string, unit: string, help: string, histogram: (api: ApiMetrics) => RecentHistogram): Family {
  const name = `kafka_network_requestmetrics_${what}`;
  return perApi({ name, type: 'summary', unit, help, labels: ['request'] }, (api, request) =>
    summary(histogram(api), request),
  );
}

export const requestFamilies: readonly Family[] = [
  perApi(
    {
      name: 'kafka_network_requestmetrics_requests_total',
      confluent: 'kafka_network_requestmetrics_requestspersec',
      type: 'counter',
      unit: 'requests',
      help: 'Requests answered, by API and version.',
      labels: ['request', 'version'],
    },
    function* ({ versions }, request) {
      for (const [version, count] of versions.entries()) {
        if (count !== undefined && count > 0) yield sample(count, request, version);
      }
    },
  ),
  perApi(
    {
      name: 'kafka_network_requestmetrics_errors_total',
      confluent: 'kafka_network_requestmetrics_errorspersec',
      type: 'counter',
      unit: 'results',
      help: 'Results by error, NONE among them: one for each partition, topic or group that an answer speaks of.',
      labels: ['request', 'error'],
    },
    function* ({ errors }, request) {
      for (const [code, count] of errors) yield sample(count, request, errorName(code));
    },
  ),
  spread('totaltimems', 'ms', 'From the arrival of a request until its answer had left.', (api) => api.total),
  spread('requestqueuetimems', 'ms', 'How long a request waited for its turn.', (api) => api.requestQueue),
  spread('localtimems', 'ms', 'How long the event loop was busy with a request.', (api) => api.local),
  spread(
    'remotetimems',
    'ms',
    'How long a request waited for others: a disk, a group, new records.',
    (api) => api.remote,
  ),
  spread('responsequeuetimems', 'ms', 'How long an answer waited for those before it.', (api) => api.responseQueue),
  spread('responsesendtimems', 'ms', 'How long the network took for an answer.', (api) => api.responseSend),
  spread('requestbytes', 'bytes', 'Size of requests.', (api) => api.requestBytes),
];

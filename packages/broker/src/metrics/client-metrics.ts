/**
 * What clients tell of themselves (KIP-714), as whoever receives it hands it to the exposition. Names are the clients' own,
 * with `_` for what Prometheus does not allow in a name; each value is told apart by client id and instance.
 */
export interface ClientMetricsSource {
  /** One entry for each name; asked for at each scrape. */
  families(): Iterable<ClientMetricFamily>;
}

export interface ClientMetricFamily {
  /** As clients call it: `org.apache.kafka.producer.record.send.total`. */
  readonly name: string;
  readonly type: 'counter' | 'gauge';
  readonly help: string;
  readonly samples: Iterable<ClientMetricSample>;
}

export interface ClientMetricSample {
  readonly clientId: string;
  /** The client instance id. */
  readonly instance: string;
  /** Attributes that the client gave with the value. */
  readonly labels: ReadonlyMap<string, string>;
  readonly value: number;
}

/** What Prometheus accepts as the name of a metric. */
export function metricName(name: string): string {
  const allowed = name.replaceAll(/[^a-zA-Z0-9_:]/g, '_');
  return /^\d/.test(allowed) ? `_${allowed}` : allowed;
}

/** What it accepts as the name of a label. */
export function labelName(name: string): string {
  return metricName(name).replaceAll(':', '_');
}

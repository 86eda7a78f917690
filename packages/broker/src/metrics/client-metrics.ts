/**
 * What clients tell of themselves (KIP-714), as whoever receives it hands it to the exposition. Names are the clients' own,
 * with `_` for what Prometheus does not allow in a name; each value is told apart by client id and instance.
 */
import { head, line } from './exposition.ts';

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

/**
 * The lines of all families. Names are made up by clients: one that `isTaken` by the broker gets `client_` before it, and of
 * two that look the same to Prometheus the first is shown.
 */
export function* clientLines(
  families: Iterable<ClientMetricFamily>,
  isTaken: (name: string) => boolean,
): Iterable<string> {
  const shown = new Set<string>();
  for (const { name, type, help, samples } of families) {
    const allowed = metricName(name);
    const own = isTaken(allowed) ? `client_${allowed}` : allowed;
    if (shown.has(own)) continue;
    shown.add(own);
    yield head(own, type, help.trim() === '' ? name : help);
    const series = new Set<string>();
    for (const each of samples) {
      const text = sampleLine(own, each);
      const identity = text.slice(0, text.lastIndexOf(' '));
      if (!series.has(identity)) yield text;
      series.add(identity);
    }
  }
}

function sampleLine(name: string, { clientId, instance, labels, value }: ClientMetricSample): string {
  const all = new Map<string, string>();
  for (const [label, text] of labels) all.set(labelName(label), text);
  all.set('client_id', clientId);
  all.set('instance', instance);
  return line(name, [...all.keys()], { value, labels: [...all.values()] });
}

function metricName(name: string): string {
  const allowed = name.replaceAll(/[^a-zA-Z0-9_:]/g, '_');
  return /^[a-zA-Z_:]/.test(allowed) ? allowed : `_${allowed}`;
}

function labelName(name: string): string {
  return metricName(name).replaceAll(':', '_');
}

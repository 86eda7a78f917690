/**
 * OpenTelemetry's `MetricsData`, as clients push it (KIP-714): the gauges and sums in it, which are all that clients of
 * Kafka have. Field numbers are those of opentelemetry/proto/metrics/v1/metrics.proto.
 */
import type { ClientMetric, ClientMetricPoint } from './client-metrics-receiver.ts';
import { ProtobufReader } from './protobuf-reader.ts';

const Temporality = { DELTA: 1 } as const;

/** Throws a MalformedProtobufError. */
export function readOtlpMetrics(bytes: Buffer): ClientMetric[] {
  const metrics: ClientMetric[] = [];
  new ProtobufReader(bytes).fields((field, data) => {
    if (field === 1) readResourceMetrics(data, metrics);
  });
  return metrics;
}

function readResourceMetrics(data: ProtobufReader, metrics: ClientMetric[]): void {
  data.message((field, resource) => {
    if (field === 2) readScopeMetrics(resource, metrics);
  });
}

function readScopeMetrics(resource: ProtobufReader, metrics: ClientMetric[]): void {
  resource.message((field, scope) => {
    if (field !== 2) return;
    const metric = readMetric(scope);
    if (metric !== undefined) metrics.push(metric);
  });
}

type Data = Pick<ClientMetric, 'type' | 'isDelta' | 'points'>;

/** Undefined for histograms and summaries. */
function readMetric(scope: ProtobufReader): ClientMetric | undefined {
  const read: { name: string; description: string; data: Data | undefined } = {
    name: '',
    description: '',
    data: undefined,
  };
  scope.message((field, metric) => {
    if (field === 1) read.name = metric.text();
    else if (field === 2) read.description = metric.text();
    else if (field === 5) read.data = readGauge(metric);
    else if (field === 7) read.data = readSum(metric);
  });
  const { name, description, data } = read;
  return data === undefined ? undefined : { name, description, ...data };
}

function readGauge(metric: ProtobufReader): Data {
  const points: ClientMetricPoint[] = [];
  metric.message((field, gauge) => {
    if (field === 1) points.push(readPoint(gauge));
  });
  return { type: 'gauge', isDelta: false, points };
}

function readSum(metric: ProtobufReader): Data {
  const points: ClientMetricPoint[] = [];
  let isDelta = false;
  let isMonotonic = false;
  metric.message((field, sum) => {
    if (field === 1) points.push(readPoint(sum));
    else if (field === 2) isDelta = sum.integer() === Temporality.DELTA;
    else if (field === 3) isMonotonic = sum.integer() !== 0;
  });
  return { type: isMonotonic ? 'counter' : 'gauge', isDelta, points };
}

function readPoint(data: ProtobufReader): ClientMetricPoint {
  const attributes = new Map<string, string>();
  let value = 0;
  data.message((field, point) => {
    if (field === 4) value = point.double();
    else if (field === 6) value = point.fixedInteger();
    else if (field === 7) readAttribute(point, attributes);
  });
  return { attributes, value };
}

function readAttribute(point: ProtobufReader, attributes: Map<string, string>): void {
  let key = '';
  let value = '';
  point.message((field, attribute) => {
    if (field === 1) key = attribute.text();
    else if (field === 2) value = readAnyValue(attribute);
  });
  attributes.set(key, value);
}

/** Lists and maps are no labels: they are left out. */
function readAnyValue(attribute: ProtobufReader): string {
  let text = '';
  attribute.message((field, value) => {
    if (field === 1) text = value.text();
    else if (field === 2) text = String(value.integer() !== 0);
    else if (field === 3) text = String(value.integer());
    else if (field === 4) text = String(value.double());
  });
  return text;
}

import { int, string } from '@moldau/runtime';

/** What clients tell of themselves (KIP-714). */
export const telemetrySettings = {
  clientMetricsReceiver: string('client.metrics.receiver', {
    default: 'auto',
    oneOf: ['auto', 'metrics', 'none'],
    doc: 'Who receives the metrics that clients push: /metrics, or nobody; auto: /metrics if metrics.listener is given.',
  }),
  telemetryMaxBytes: int('telemetry.max.bytes', {
    default: 1_048_576,
    min: 1,
    doc: 'Bytes of metrics that a client may push at a time.',
  }),
} as const;

/** Whether clients are asked for their metrics. */
export function receivesClientMetrics(receiver: string, texts: ReadonlyMap<string, string>): boolean {
  return receiver === 'metrics' || (receiver === 'auto' && (texts.get('metrics.listener') ?? '') !== '');
}

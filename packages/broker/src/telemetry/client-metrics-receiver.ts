/** The port to whoever wants the metrics that clients push (KIP-714). */

export interface ClientMetricsReceiver {
  /** Called once for each push that was taken, in order; must not throw. */
  receive(push: ClientMetricsPush): void;
}

export interface ClientMetricsPush {
  readonly client: ClientIdentity;
  /** Milliseconds until the client pushes again; nothing more is to be expected after a terminating push. */
  readonly pushIntervalMs: number;
  readonly isTerminating: boolean;
  readonly metrics: readonly ClientMetric[];
}

/** What a subscription can tell clients apart by, and what their metrics are labelled with. */
export interface ClientIdentity {
  /** Of the client's process; given by the broker. */
  readonly instanceId: string;
  readonly clientId: string;
  readonly softwareName: string;
  readonly softwareVersion: string;
  readonly sourceAddress: string;
  readonly sourcePort: string;
}

/** One metric of a push: gauges, and sums that only grow (counters) or also shrink. */
export interface ClientMetric {
  /** As the client calls it: `org.apache.kafka.producer.record.send.total`. */
  readonly name: string;
  readonly description: string;
  readonly type: 'counter' | 'gauge';
  /** Whether values are what was added since the last push, not totals. */
  readonly isDelta: boolean;
  readonly points: readonly ClientMetricPoint[];
}

export interface ClientMetricPoint {
  readonly attributes: ReadonlyMap<string, string>;
  readonly value: number;
}

/** Settings of the resources that have configs but no settings of a broker or topic: groups and client metrics. */
import { int, list, type Setting, string } from '@moldau/runtime';

export interface NumberBounds {
  readonly default: number;
  readonly min: number;
  readonly max: number;
}

/** What the broker's settings say about the configs of consumer groups: `group.consumer.*`. */
export interface ConsumerGroupBounds {
  readonly sessionTimeoutMs: NumberBounds;
  readonly heartbeatIntervalMs: NumberBounds;
}

/** Kafka's defaults. */
export const defaultConsumerGroupBounds: ConsumerGroupBounds = {
  sessionTimeoutMs: { default: 45_000, min: 45_000, max: 60_000 },
  heartbeatIntervalMs: { default: 5000, min: 5000, max: 15_000 },
};

export function groupConfigSettings(consumer: ConsumerGroupBounds = defaultConsumerGroupBounds): readonly Setting[] {
  return [
    int('consumer.session.timeout.ms', {
      ...consumer.sessionTimeoutMs,
      doc: 'Milliseconds without a heartbeat after which a member of a consumer group is taken for gone.',
    }),
    int('consumer.heartbeat.interval.ms', {
      ...consumer.heartbeatIntervalMs,
      doc: 'Milliseconds between two heartbeats of a member of a consumer group.',
    }),
    ...otherGroupSettings,
  ];
}

/** What is wrong with the configs of a group together, one line each. */
export function groupConfigProblems(texts: ReadonlyMap<string, string>): readonly string[] {
  return ['consumer', 'share', 'streams'].flatMap((kind) => {
    const [timeout, interval] = [`${kind}.session.timeout.ms`, `${kind}.heartbeat.interval.ms`];
    const isInOrder = Number(texts.get(timeout)) > Number(texts.get(interval));
    return isInOrder ? [] : [`${timeout} must be more than ${interval}`];
  });
}

const otherGroupSettings: readonly Setting[] = [
  int('share.session.timeout.ms', {
    default: 45_000,
    min: 45_000,
    max: 60_000,
    doc: 'Milliseconds without a heartbeat after which a member of a share group is taken for gone.',
  }),
  int('share.heartbeat.interval.ms', {
    default: 5000,
    min: 5000,
    max: 15_000,
    doc: 'Milliseconds between two heartbeats of a member of a share group.',
  }),
  int('share.record.lock.duration.ms', {
    default: 30_000,
    min: 15_000,
    max: 60_000,
    doc: 'Milliseconds for which a record that a member of a share group has acquired is locked for it.',
  }),
  string('share.auto.offset.reset', {
    default: 'latest',
    check: (value) =>
      /^(latest|earliest|by_duration:.+)$/i.test(value) ? undefined : 'Expected latest, earliest or by_duration:<time>',
    doc: 'Where a share group starts in a partition that it has not read before.',
  }),
  string('share.isolation.level', {
    default: 'read_uncommitted',
    oneOf: ['read_committed', 'read_uncommitted'],
    doc: 'Whether a share group is given only records of committed transactions, or all.',
  }),
  int('streams.session.timeout.ms', {
    default: 45_000,
    min: 45_000,
    max: 60_000,
    doc: 'Milliseconds without a heartbeat after which a member of a streams group is taken for gone.',
  }),
  int('streams.heartbeat.interval.ms', {
    default: 5000,
    min: 5000,
    max: 15_000,
    doc: 'Milliseconds between two heartbeats of a member of a streams group.',
  }),
  int('streams.num.standby.replicas', {
    default: 0,
    min: 0,
    max: 2,
    doc: 'Number of standby replicas of each stateful task of a streams group.',
  }),
  int('streams.initial.rebalance.delay.ms', {
    default: 3000,
    min: 0,
    doc: 'Milliseconds that an empty streams group waits for more members before its first rebalance.',
  }),
];

export const clientMetricsSettings: readonly Setting[] = [
  int('interval.ms', {
    default: 300_000,
    min: 100,
    max: 3_600_000,
    doc: 'Milliseconds between two pushes of metrics by a client.',
  }),
  list('match', {
    default: [],
    doc: 'Which clients the subscription is for: property=pattern, all of which must match.',
  }),
  list('metrics', {
    default: [],
    doc: 'Prefixes of the names of the metrics to be pushed; empty for none, `*` for all.',
  }),
];

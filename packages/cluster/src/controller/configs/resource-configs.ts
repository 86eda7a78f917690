/** Settings of the resources that have configs but no settings of a broker or topic: groups and client metrics. */
import { int, list, type Setting, string } from '@moldau/runtime';

export interface NumberBounds {
  readonly default: number;
  readonly min: number;
  readonly max: number;
}

/** The broker's settings for a group config: its default and bounds, `group.<name>`, `group.<kind>.min.…` and `.max.…`. */
export type GroupBounds = Readonly<Record<GroupConfigWithBounds, NumberBounds>>;

type GroupConfigWithBounds =
  | `${'consumer' | 'share' | 'streams'}.${'session.timeout.ms' | 'heartbeat.interval.ms'}`
  | 'share.record.lock.duration.ms'
  | 'streams.num.standby.replicas'
  | 'streams.initial.rebalance.delay.ms';

const sessionTimeoutMs: NumberBounds = { default: 45_000, min: 45_000, max: 60_000 };
const heartbeatIntervalMs: NumberBounds = { default: 5000, min: 5000, max: 15_000 };

/** Kafka's defaults. */
export const defaultGroupBounds: GroupBounds = {
  'consumer.session.timeout.ms': sessionTimeoutMs,
  'consumer.heartbeat.interval.ms': heartbeatIntervalMs,
  'share.session.timeout.ms': sessionTimeoutMs,
  'share.heartbeat.interval.ms': heartbeatIntervalMs,
  'share.record.lock.duration.ms': { default: 30_000, min: 15_000, max: 60_000 },
  'streams.session.timeout.ms': sessionTimeoutMs,
  'streams.heartbeat.interval.ms': heartbeatIntervalMs,
  'streams.num.standby.replicas': { default: 0, min: 0, max: 2 },
  'streams.initial.rebalance.delay.ms': { default: 3000, min: 0, max: 2_147_483_647 },
};

export function groupConfigSettings(bounds: GroupBounds = defaultGroupBounds): readonly Setting[] {
  const bounded = (name: GroupConfigWithBounds, doc: string): Setting => {
    const { default: defaultValue, min, max } = bounds[name];
    return {
      ...int(name, { default: defaultValue, check: boundProblem(name, bounds[name]), doc }),
      validValues: `[${min},...,${max}]`,
    };
  };
  return [
    ...(['consumer', 'share', 'streams'] as const).flatMap((kind) => [
      bounded(
        `${kind}.session.timeout.ms`,
        `Milliseconds without a heartbeat after which a member of a ${kind} group is taken for gone.`,
      ),
      bounded(`${kind}.heartbeat.interval.ms`, `Milliseconds between two heartbeats of a member of a ${kind} group.`),
    ]),
    bounded(
      'share.record.lock.duration.ms',
      'Milliseconds for which a record that a member of a share group has acquired is locked for it.',
    ),
    ...shareGroupSettings,
    bounded('streams.num.standby.replicas', 'Number of standby replicas of each stateful task of a streams group.'),
    bounded(
      'streams.initial.rebalance.delay.ms',
      'Milliseconds that an empty streams group waits for more members before its first rebalance.',
    ),
  ];
}

/** `consumer.session.timeout.ms` is bounded by `group.consumer.min.session.timeout.ms` and `….max.…`. */
function boundProblem(name: GroupConfigWithBounds, { min, max }: NumberBounds): (value: number) => string | undefined {
  const settingOf = (bound: 'min' | 'max'): string => `group.${name.replace('.', `.${bound}.`)}`;
  return (value) => {
    if (value < min) return `Value must be at least that of ${settingOf('min')}, ${min}`;
    return value > max ? `Value must be no more than that of ${settingOf('max')}, ${max}` : undefined;
  };
}

/** What is wrong with the configs of a group together, one line each. */
export function groupConfigProblems(texts: ReadonlyMap<string, string>): readonly string[] {
  return ['consumer', 'share', 'streams'].flatMap((kind) => {
    const [timeout, interval] = [`${kind}.session.timeout.ms`, `${kind}.heartbeat.interval.ms`];
    const isInOrder = Number(texts.get(timeout)) > Number(texts.get(interval));
    return isInOrder ? [] : [`${timeout} must be greater than ${interval}`];
  });
}

/** `P1DT2H30M0.5S`: what Java takes for a duration that is not negative. */
const durationText = /^P(?=.)(\d+D)?(T(?=.)(\d+H)?(\d+M)?(\d+(\.\d{0,9})?S)?)?$/i;

const shareGroupSettings: readonly Setting[] = [
  string('share.auto.offset.reset', {
    default: 'latest',
    check(value) {
      const [word = '', duration] = value.split(/:(.*)/s);
      const isFine =
        duration === undefined
          ? word === 'latest' || word === 'earliest'
          : word === 'by_duration' && durationText.test(duration);
      return isFine ? undefined : 'Expected latest, earliest or by_duration:<PnDTnHnMn.nS>';
    },
    doc: 'Where a share group starts in a partition that it has not read before.',
  }),
  string('share.isolation.level', {
    default: 'read_uncommitted',
    oneOf: ['read_committed', 'read_uncommitted'],
    doc: 'Whether a share group is given only records of committed transactions, or all.',
  }),
];

const PUSH_INTERVAL_MS_MIN = 100;
const PUSH_INTERVAL_MS_MAX = 3_600_000;

export const clientMetricsSettings: readonly Setting[] = [
  int('interval.ms', {
    default: 300_000,
    doc: 'Milliseconds between two pushes of metrics by a client, 100 to 3600000.',
  }),
  list('match', {
    default: [],
    check: (patterns) => patterns.map(matchProblem).find((problem) => problem !== undefined),
    doc: 'Which clients the subscription is for: property=pattern, all of which must match.',
  }),
  list('metrics', {
    default: [],
    doc: 'Prefixes of the names of the metrics to be pushed; empty for none, `*` for all.',
  }),
];

/** What is wrong with the push interval of a subscription, if it is given and a number. */
export function clientMetricsIntervalProblem(configs: ReadonlyMap<string, string>): string | undefined {
  const text = configs.get('interval.ms');
  if (text === undefined || (Number(text) >= PUSH_INTERVAL_MS_MIN && Number(text) <= PUSH_INTERVAL_MS_MAX)) {
    return undefined;
  }
  const bounds = `${PUSH_INTERVAL_MS_MIN} and ${PUSH_INTERVAL_MS_MAX} (1 hour)`;
  return `Invalid value ${text} for interval.ms, interval must be between ${bounds}`;
}

const matchable =
  /^(client_id|client_instance_id|client_software_name|client_software_version|client_source_address|client_source_port)$/;

function matchProblem(item: string): string | undefined {
  const [property = '', pattern = '', ...rest] = item.split('=').map((part) => part.trim());
  const isPattern = pattern !== '' && rest.length === 0 && matchable.test(property) && isRegularExpression(pattern);
  return isPattern ? undefined : `Illegal client matching pattern: ${item}`;
}

function isRegularExpression(pattern: string): boolean {
  try {
    new RegExp(pattern);
    return true;
  } catch {
    return false;
  }
}

/**
 * Every config there is, as DescribeConfigs declares it, and what becomes of wrong and odd values. Brokers are only asked
 * whether they would take a change, so that one case does not disturb another; values are those of the test's own files
 * where brokers differ by where they stand.
 */

import { describeConfigsApi } from '@moldau/protocol/messages/describe-configs';
import { incrementalAlterConfigsApi } from '@moldau/protocol/messages/incremental-alter-configs';
import { metadataApi } from '@moldau/protocol/messages/metadata';
import { metadataBody } from '../bodies.ts';
import { type Case, casesOf, type Play } from '../case.ts';
import type { Session } from '../session.ts';

const [topicResource, brokerResource, loggerResource, clientMetricsResource, groupResource] = [2, 4, 8, 16, 32];
const [set, remove, append, subtract] = [0, 1, 2, 3];
const builtIn = 5;

type Operation = readonly [name: string, operation: number, value: string | null];
type NameOf = (session: Session) => Promise<string> | string;

async function broker(session: Session): Promise<string> {
  return String((await session.quietly(metadataApi, 12, metadataBody([]))).brokers[0]?.nodeId ?? 0);
}

const allBrokers: NameOf = () => '';

async function topic(session: Session): Promise<string> {
  return (await session.topic('odd')).name;
}

/** Type, flags and built-in value of every config of a resource. */
function declared(resourceType: number, nameOf: NameOf): Play {
  return async (session, version) => {
    const resources = [{ resourceType, resourceName: await nameOf(session), configurationKeys: null }];
    const body = { resources, includeSynonyms: true, includeDocumentation: version >= 3 };
    const { results } = await session.quietly(describeConfigsApi, version, body);
    const configs = results[0]?.configs.toSorted((a, b) => (a.name < b.name ? -1 : 1)) ?? [];
    for (const { name, configType, readOnly, isSensitive, synonyms, documentation } of configs) {
      const defaultValue = synonyms.findLast(({ source }) => source === builtIn)?.value ?? null;
      session.note(name, {
        configType,
        readOnly,
        isSensitive,
        defaultValue,
        isDocumented: version < 3 || documentation !== '',
      });
    }
  };
}

/** Whether the resource would take each of the changes. */
function judged(resourceType: number, nameOf: NameOf, changes: readonly (readonly Operation[])[]): Play {
  return async (session, version) => {
    const resourceName = await nameOf(session);
    for (const operations of changes) {
      const configs = operations.map(([name, configOperation, value]) => ({ name, configOperation, value }));
      const { responses } = await session.quietly(incrementalAlterConfigsApi, version, {
        resources: [{ resourceType, resourceName, configs }],
        validateOnly: true,
      });
      const label = operations.map(([name, operation, value]) => `${name} ${verbs[operation]} ${value}`).join(' and ');
      session.note(
        label,
        responses.map(({ errorCode, errorMessage }) => ({ errorCode, errorMessage })),
      );
    }
  };
}

const verbs = ['=', 'removed', '+', '-'];

const settings = (values: readonly (readonly [name: string, value: string])[]): (readonly Operation[])[] =>
  values.map(([name, value]) => [[name, set, value]]);

const brokerChanges: readonly (readonly Operation[])[] = [
  ...settings([
    ['broker.id', '7'],
    ['log.dirs', '/x'],
    ['num.partitions', '3'],
    ['log.roll.hours', '1'],
    ['log.retention.hours', '1'],
    ['advertised.listeners', 'PLAINTEXT://a:1'],
    ['quota.window.num', '3'],
    ['log.cleaner.enable', 'false'],
    ['process.roles', 'broker'],
    ['a.plugin', '1'],
    ['ssl.keystore.location', '/x'],
    ['ssl.key.password', 'secret'],
    ['sasl.enabled.mechanisms', 'PLAIN'],
    ['sasl.jaas.config', 'x'],
    ['listener.name.plaintext.max.connections', '7'],
    ['listener.name.plaintext.ssl.key.password', 'secret'],
    ['log.retention.ms', 'soon'],
    ['log.retention.ms', '0'],
    ['log.retention.ms', '-1'],
    ['log.retention.ms', ' 70000 '],
    ['log.retention.bytes', '-2'],
    ['log.segment.bytes', '1'],
    ['message.max.bytes', '-1'],
    ['num.io.threads', '100'],
    ['num.io.threads', '1'],
    ['num.io.threads', '10'],
    ['num.network.threads', '4'],
    ['background.threads', '9'],
    ['max.connections', '-1'],
    ['max.connections', '5000'],
    ['max.connections.per.ip', '0'],
    ['max.connections.per.ip.overrides', 'nowhere'],
    ['max.connections.per.ip.overrides', '127.0.0.1:50'],
    ['max.connection.creation.rate', '0'],
    ['max.connection.creation.rate', '500'],
    ['min.insync.replicas', '0'],
    ['unclean.leader.election.enable', 'maybe'],
    ['unclean.leader.election.enable', 'true'],
    ['compression.type', 'brotli'],
    ['compression.gzip.level', '0'],
    ['log.cleanup.policy', 'burn'],
    ['log.cleanup.policy', ''],
    ['log.cleanup.policy', 'compact,compact'],
    ['log.cleaner.min.compaction.lag.ms', '-1'],
    ['log.cleaner.max.compaction.lag.ms', '0'],
    ['log.cleaner.threads', '0'],
    ['log.cleaner.dedupe.buffer.size', '1'],
    ['log.cleaner.io.max.bytes.per.second', '1000.5'],
    ['log.cleaner.backoff.ms', '-1'],
    ['log.index.size.max.bytes', '3'],
    ['log.local.retention.ms', '-3'],
    ['log.local.retention.ms', '99999999999'],
    ['log.message.timestamp.type', 'Noon'],
    ['producer.id.expiration.ms', '0'],
    ['producer.id.expiration.ms', '5000'],
    ['transaction.partition.verification.enable', 'maybe'],
    ['transaction.partition.verification.enable', 'false'],
    ['leader.replication.throttled.rate', '100'],
    ['leader.replication.throttled.rate', 'fast'],
    ['replica.alter.log.dirs.io.max.bytes.per.second', '100'],
    ['remote.log.reader.threads', '11'],
  ]),
  [['log.cleanup.policy', append, 'compact']],
  [['log.cleanup.policy', subtract, 'delete']],
  [['num.io.threads', append, '3']],
  [['broker.id', remove, null]],
  [['log.retention.ms', remove, null]],
  [['log.retention.ms', set, null]],
  [
    ['log.retention.ms', set, '5'],
    ['log.retention.ms', set, '6'],
  ],
  [
    ['log.retention.ms', set, '5'],
    ['broker.id', set, '6'],
  ],
];

const topicChanges: readonly (readonly Operation[])[] = [
  ...settings([
    ['leader.replication.throttled.replicas', '*'],
    ['leader.replication.throttled.replicas', '0:1,1:2'],
    ['leader.replication.throttled.replicas', 'all'],
    ['leader.replication.throttled.replicas', '0:'],
    ['leader.replication.throttled.replicas', ''],
    ['follower.replication.throttled.replicas', '*,0:1'],
    ['min.compaction.lag.ms', '9223372036854775807'],
    ['max.compaction.lag.ms', '0'],
    ['remote.storage.enable', 'true'],
    ['local.retention.ms', '999999999999'],
    ['local.retention.bytes', '5'],
    ['local.retention.ms', '-3'],
    ['remote.log.copy.disable', 'true'],
    ['cleanup.policy', ''],
    ['cleanup.policy', 'compact,compact'],
    ['cleanup.policy', 'delete,burn'],
    ['cleanup.policy', ' compact , delete '],
    ['cleanup.policy', 'compact,,delete'],
    ['cleanup.policy', 'Compact'],
    ['segment.bytes', '1048575'],
    ['segment.bytes', '2147483648'],
    ['segment.bytes', '1e7'],
    ['retention.ms', '-2'],
    ['retention.ms', '0'],
    ['retention.bytes', '-2'],
    ['retention.ms', '9223372036854775808'],
    ['retention.ms', '+5'],
    ['min.cleanable.dirty.ratio', '1.5'],
    ['min.cleanable.dirty.ratio', '.5'],
    ['compression.zstd.level', '50'],
    ['compression.gzip.level', '0'],
    ['compression.lz4.level', '0'],
    ['compression.type', 'GZIP'],
    ['compression.type', 'none'],
    ['message.timestamp.type', 'Noon'],
    ['message.timestamp.before.max.ms', '-1'],
    ['message.format.version', '3.0'],
    ['message.timestamp.difference.max.ms', '1'],
    ['message.downconversion.enable', 'true'],
    ['unclean.leader.election.enable', 'maybe'],
    ['unclean.leader.election.enable', 'TRUE'],
    ['min.insync.replicas', '0'],
    ['min.insync.replicas', '2147483647'],
    ['preallocate', ' true '],
    ['max.message.bytes', '-1'],
    ['', 'x'],
    [' retention.ms', '5'],
    ['flush.messages', '0'],
    ['segment.index.bytes', '3'],
    ['index.interval.bytes', '-1'],
    ['segment.jitter.ms', '999999999999'],
    ['delete.retention.ms', '-1'],
    ['file.delete.delay.ms', '-1'],
  ]),
  [['retention.ms', remove, 'whatever']],
  [['no.such', remove, null]],
  [['no.such', append, 'x']],
  [['no.such', set, null]],
  [['cleanup.policy', append, '']],
  [['cleanup.policy', append, 'compact,burn']],
  [['cleanup.policy', subtract, 'burn']],
  [['cleanup.policy', append, null]],
  [['leader.replication.throttled.replicas', append, '0:1']],
  [
    ['min.compaction.lag.ms', set, '500'],
    ['max.compaction.lag.ms', set, '400'],
  ],
];

const groupChanges: readonly (readonly Operation[])[] = [
  ...settings([
    ['consumer.session.timeout.ms', '1'],
    ['consumer.session.timeout.ms', '7000'],
    ['consumer.session.timeout.ms', '999999'],
    ['consumer.session.timeout.ms', 'soon'],
    ['consumer.session.timeout.ms', ''],
    ['consumer.heartbeat.interval.ms', '99999'],
    ['no.such', '1'],
    ['share.auto.offset.reset', 'by_duration:PT1H'],
    ['share.auto.offset.reset', 'by_duration:-PT1H'],
    ['share.auto.offset.reset', 'by_duration:P'],
    ['share.auto.offset.reset', 'EARLIEST'],
    ['share.auto.offset.reset', 'noon'],
    ['share.isolation.level', 'none'],
    ['share.record.lock.duration.ms', '1'],
    ['share.record.lock.duration.ms', '99999999'],
    ['share.session.timeout.ms', '46000'],
    ['share.session.timeout.ms', '1'],
    ['share.heartbeat.interval.ms', '1'],
    ['streams.num.standby.replicas', '5'],
    ['streams.num.standby.replicas', '-1'],
    ['streams.initial.rebalance.delay.ms', '-1'],
    ['streams.session.timeout.ms', '1'],
    ['streams.heartbeat.interval.ms', '1'],
  ]),
  [['consumer.session.timeout.ms', remove, null]],
  [['no.such', remove, null]],
  [['consumer.session.timeout.ms', append, '7']],
  [['consumer.session.timeout.ms', set, null]],
];

const clientMetricsChanges: readonly (readonly Operation[])[] = [
  ...settings([
    ['interval.ms', '99'],
    ['interval.ms', '100'],
    ['interval.ms', '3600001'],
    ['interval.ms', 'soon'],
    ['match', 'all'],
    ['match', 'client_id=('],
    ['match', 'color=1'],
    ['match', 'client_id=a,client_id=b'],
    ['match', ''],
    ['match', 'client_software_name=.*,client_source_port=123'],
    ['match', 'client_id='],
    ['match', '=x'],
    ['match', 'client_id=a=b'],
    ['metrics', ''],
    ['metrics', '*'],
    ['metrics', 'a.b,c'],
    ['no.such', '1'],
  ]),
  [['interval.ms', remove, null]],
  [['no.such', remove, null]],
  [['metrics', append, 'a']],
  [['interval.ms', append, 'a']],
  [['metrics', set, null]],
];

const loggerChanges: readonly (readonly Operation[])[] = [
  ...settings([
    ['root', 'DEBUG'],
    ['root', 'loud'],
    ['root', 'debug'],
    ['root', 'OFF'],
    ['no.such', 'DEBUG'],
  ]),
  [['root', remove, null]],
  [['no.such', remove, null]],
  [['root', append, 'INFO']],
  [['root', subtract, 'INFO']],
  [['root', set, null]],
];

const someGroup: NameOf = (session) => session.name('group');
const someSubscription: NameOf = (session) => session.name('subscription');

export const allConfigCases: readonly Case[] = [
  ...casesOf(describeConfigsApi, {
    'what the broker declares': declared(brokerResource, broker),
    'what a topic declares': declared(topicResource, topic),
    'what a group declares': declared(groupResource, someGroup),
    'what a subscription of client metrics declares': declared(clientMetricsResource, someSubscription),
    'a broker after it was changed': async (session, version) => {
      const name = await broker(session);
      const changes = [
        ['leader.replication.throttled.rate', '100'],
        ['a.plugin', '1'],
        ['listener.name.other.max.connections', '7'],
        ['listener.name.other.ssl.key.password', 'secret'],
        ['log.index.interval.bytes', ' 5000 '],
      ] as const;
      const alter = async (configOperation: number) => {
        const configs = changes.map(([key, value]) => ({ name: key, configOperation, value }));
        const resources = [{ resourceType: brokerResource, resourceName: name, configs }];
        await session.quietly(incrementalAlterConfigsApi, 1, { resources, validateOnly: false });
      };
      const keys = changes.map(([key]) => key);
      const { name: topicName } = await session.topic('beneath');
      const resources = [
        { resourceType: brokerResource, resourceName: name, configurationKeys: keys },
        { resourceType: topicResource, resourceName: topicName, configurationKeys: ['index.interval.bytes'] },
      ];
      await alter(set);
      // Kafka answers before it has taken the change over.
      await new Promise((resolve) => setTimeout(resolve, 300));
      await session.ask('changed', describeConfigsApi, version, {
        resources,
        includeSynonyms: true,
        includeDocumentation: false,
      });
      await alter(remove);
      await new Promise((resolve) => setTimeout(resolve, 300));
    },
  }),
  ...casesOf(incrementalAlterConfigsApi, {
    'what a broker takes': judged(brokerResource, broker, brokerChanges),
    'what all brokers take': judged(brokerResource, allBrokers, brokerChanges),
    'what a topic takes': judged(topicResource, topic, topicChanges),
    'what a group takes': judged(groupResource, someGroup, groupChanges),
    'what a subscription of client metrics takes': judged(
      clientMetricsResource,
      someSubscription,
      clientMetricsChanges,
    ),
    'what the loggers of a broker take': judged(loggerResource, broker, loggerChanges),
    'loggers without a broker': judged(loggerResource, allBrokers, [[['root', set, 'INFO']]]),
    'loggers of another broker': judged(loggerResource, () => '4711', [[['root', set, 'INFO']]]),
    'a group without a name': judged(groupResource, () => '', [[['consumer.session.timeout.ms', set, '7000']]]),
    'a subscription without a name': judged(clientMetricsResource, () => '', [[['metrics', set, '*']]]),
  }),
];

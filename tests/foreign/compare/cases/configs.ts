/** DescribeConfigs, AlterConfigs and IncrementalAlterConfigs. */

import { alterConfigsApi } from '@moldau/protocol/messages/alter-configs';
import { describeConfigsApi } from '@moldau/protocol/messages/describe-configs';
import { incrementalAlterConfigsApi } from '@moldau/protocol/messages/incremental-alter-configs';
import { metadataApi } from '@moldau/protocol/messages/metadata';
import { eventually } from '../../support/eventually.ts';
import { metadataBody } from '../bodies.ts';
import { type Case, casesOf, type Play } from '../case.ts';
import type { Session } from '../session.ts';

const [topicResource, brokerResource, loggerResource, groupResource] = [2, 4, 8, 32];
const [set, remove, append, subtract] = [0, 1, 2, 3];

interface Asked {
  readonly type: number;
  readonly name: string;
  readonly keys: readonly string[] | null;
  readonly synonyms?: boolean;
  readonly documentation?: boolean;
}

function describeBody({ type, name, keys, synonyms = false, documentation = false }: Asked) {
  const resources = [{ resourceType: type, resourceName: name, configurationKeys: keys }];
  return { resources, includeSynonyms: synonyms, includeDocumentation: documentation };
}

function described(asked: Asked): Play {
  return async (session, version) => {
    await session.ask('described', describeConfigsApi, version, describeBody(asked));
  };
}

/** A topic with one config of its own. */
function describedTopic(asked: Omit<Asked, 'type' | 'name'>): Play {
  return async (session, version) => {
    const { name } = await session.topic('described', 1, { 'max.message.bytes': '20000' });
    await session.ask('described', describeConfigsApi, version, describeBody({ type: topicResource, name, ...asked }));
  };
}

async function brokerName(session: Session): Promise<string> {
  return String((await session.quietly(metadataApi, 12, metadataBody([]))).brokers[0]?.nodeId ?? 0);
}

type Entry = readonly [name: string, value: string | null];
type Operation = readonly [name: string, operation: number, value: string | null];

const shownKeys = ['retention.ms', 'max.message.bytes', 'cleanup.policy'];

/** What DescribeConfigs says of the topic once the change has reached it: the same, several times in a row. */
async function noteConfigs(session: Session, name: string): Promise<void> {
  let [before, times] = ['', 0];
  const shown = await eventually(
    'settled configs',
    async () => {
      const configs = await configsOf(session, name);
      const text = JSON.stringify(configs);
      times = text === before ? times + 1 : 0;
      before = text;
      return configs;
    },
    () => times === 3,
  );
  session.note('afterwards', shown);
}

async function configsOf(session: Session, name: string): Promise<object> {
  const body = describeBody({ type: topicResource, name, keys: shownKeys });
  const { results } = await session.quietly(describeConfigsApi, 4, body);
  const configs = results[0]?.configs.toSorted(byName) ?? [];
  return Object.fromEntries(configs.map((each) => [each.name, [each.value, each.configSource]]));
}

function byName(a: { readonly name: string }, b: { readonly name: string }): number {
  return a.name < b.name ? -1 : 1;
}

function replaced(entries: readonly Entry[], validateOnly = false): Play {
  return async (session, version) => {
    const { name } = await session.topic('altered', 1, { 'max.message.bytes': '20000' });
    const configs = entries.map(([key, value]) => ({ name: key, value }));
    const resources = [{ resourceType: topicResource, resourceName: name, configs }];
    await session.ask('altered', alterConfigsApi, version, { resources, validateOnly });
    await noteConfigs(session, name);
  };
}

function changed(operations: readonly Operation[], validateOnly = false): Play {
  return async (session, version) => {
    const { name } = await session.topic('changed', 1, { 'max.message.bytes': '20000' });
    const configs = operations.map(([key, configOperation, value]) => ({ name: key, configOperation, value }));
    const resources = [{ resourceType: topicResource, resourceName: name, configs }];
    await session.ask('changed', incrementalAlterConfigsApi, version, { resources, validateOnly });
    await noteConfigs(session, name);
  };
}

function changedOn(type: number, name: string, operation: Operation): Play {
  return async (session, version) => {
    const [key, configOperation, value] = operation;
    const resources = [{ resourceType: type, resourceName: name, configs: [{ name: key, configOperation, value }] }];
    await session.ask('changed', incrementalAlterConfigsApi, version, { resources, validateOnly: false });
  };
}

export const configCases: readonly Case[] = [
  ...casesOf(describeConfigsApi, {
    'all of a topic': describedTopic({ keys: null }),
    'all of a topic with synonyms': describedTopic({ keys: null, synonyms: true }),
    'some of a topic with documentation': [
      { from: 3 },
      describedTopic({ keys: ['retention.ms', 'cleanup.policy'], documentation: true }),
    ],
    'some of a topic': describedTopic({ keys: ['max.message.bytes', 'retention.ms'] }),
    'none of a topic': describedTopic({ keys: [] }),
    'an unknown key of a topic': describedTopic({ keys: ['no.such.config'] }),
    'an unknown topic': described({ type: topicResource, name: 'no-such-topic', keys: null }),
    'an illegal topic name': described({ type: topicResource, name: 'a b', keys: null }),
    'a topic without a name': described({ type: topicResource, name: '', keys: null }),
    'some of the broker': async (session, version) => {
      const name = await brokerName(session);
      const keys = [
        'num.partitions',
        'auto.create.topics.enable',
        'log.retention.hours',
        'message.max.bytes',
        'compression.type',
      ];
      await session.ask(
        'described',
        describeConfigsApi,
        version,
        describeBody({ type: brokerResource, name, keys, synonyms: true }),
      );
    },
    'an unknown broker': described({ type: brokerResource, name: '4711', keys: ['num.partitions'] }),
    'a broker that is no number': described({ type: brokerResource, name: 'first', keys: ['num.partitions'] }),
    'the default of all brokers': described({ type: brokerResource, name: '', keys: null }),
    'an unknown kind of resource': described({ type: 99, name: 'x', keys: null }),
    'the loggers of an unknown broker': described({ type: loggerResource, name: '4711', keys: null }),
    'a group': described({ type: groupResource, name: 'some-group', keys: null }),
    'a group without a name': described({ type: groupResource, name: '', keys: null }),
    'two topics, one unknown': async (session, version) => {
      const { name } = await session.topic('one');
      const resources = [name, session.name('unknown')].map((resourceName) => ({
        resourceType: topicResource,
        resourceName,
        configurationKeys: ['retention.ms'],
      }));
      await session.ask('described', describeConfigsApi, version, {
        resources,
        includeSynonyms: false,
        includeDocumentation: false,
      });
    },
  }),
  ...casesOf(alterConfigsApi, {
    'a set of configs replaces the one before': replaced([['retention.ms', '5000']]),
    'no configs removes them all': replaced([]),
    'validated only': replaced([['retention.ms', '5000']], true),
    'an unknown config': replaced([['no.such.config', '1']]),
    'an invalid value': replaced([['retention.ms', 'soon']]),
    'a null value': replaced([['retention.ms', null]]),
    'an unknown topic': async (session, version) => {
      const resources = [
        {
          resourceType: topicResource,
          resourceName: session.name('unknown'),
          configs: [{ name: 'retention.ms', value: '1' }],
        },
      ];
      await session.ask('altered', alterConfigsApi, version, { resources, validateOnly: false });
    },
    'an unknown kind of resource': async (session, version) => {
      const resources = [{ resourceType: 99, resourceName: 'x', configs: [] }];
      await session.ask('altered', alterConfigsApi, version, { resources, validateOnly: false });
    },
  }),
  ...casesOf(incrementalAlterConfigsApi, {
    'a config is set': changed([['retention.ms', set, '5000']]),
    'a config is removed': changed([['max.message.bytes', remove, null]]),
    'a config that was not set is removed': changed([['flush.ms', remove, null]]),
    'a value is appended to a list': changed([['cleanup.policy', append, 'compact']]),
    'a value is appended that is there': changed([['cleanup.policy', append, 'delete']]),
    'a value is taken from a list': changed([['cleanup.policy', subtract, 'delete']]),
    'a value is appended to what is no list': changed([['retention.ms', append, '1']]),
    'a value is taken from what is no list': changed([['retention.ms', subtract, '1']]),
    'an unknown operation': changed([['retention.ms', 9, '1']]),
    'an unknown config': changed([['no.such.config', set, '1']]),
    'an invalid value': changed([['retention.ms', set, 'soon']]),
    'a null value': changed([['retention.ms', set, null]]),
    'an empty value': changed([['retention.ms', set, '']]),
    'a number with spaces': changed([['retention.ms', set, ' 5000 ']]),
    'two operations on one config': changed([
      ['retention.ms', set, '1'],
      ['retention.ms', remove, null],
    ]),
    'one good and one bad config': changed([
      ['retention.ms', set, '5000'],
      ['max.message.bytes', set, '-1'],
    ]),
    'no operations': changed([]),
    'validated only': changed([['retention.ms', set, '5000']], true),
    'validated only, and wrong': changed([['retention.ms', set, 'soon']], true),
    'an unknown topic': changedOn(topicResource, 'no-such-topic', ['retention.ms', set, '1']),
    'an illegal topic name': changedOn(topicResource, 'a b', ['retention.ms', set, '1']),
    'an unknown broker': changedOn(brokerResource, '4711', ['log.retention.ms', set, '1']),
    'an unknown kind of resource': changedOn(99, 'x', ['a', set, '1']),
    'a setting of the broker that is fixed': changedOn(brokerResource, '', ['broker.id', set, '7']),
    'the same topic twice': async (session, version) => {
      const { name } = await session.topic('double');
      const resources = ['1000', '2000'].map((value) => ({
        resourceType: topicResource,
        resourceName: name,
        configs: [{ name: 'retention.ms', configOperation: set, value }],
      }));
      await session.ask('changed', incrementalAlterConfigsApi, version, { resources, validateOnly: false });
    },
  }),
];

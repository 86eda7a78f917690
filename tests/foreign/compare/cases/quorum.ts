/** DescribeQuorum, UnregisterBroker and ListConfigResources. */

import { describeQuorumApi } from '@moldau/protocol/messages/describe-quorum';
import { incrementalAlterConfigsApi } from '@moldau/protocol/messages/incremental-alter-configs';
import { listConfigResourcesApi } from '@moldau/protocol/messages/list-config-resources';
import { metadataApi } from '@moldau/protocol/messages/metadata';
import { unregisterBrokerApi } from '@moldau/protocol/messages/unregister-broker';
import { eventually } from '../../support/eventually.ts';
import { metadataBody } from '../bodies.ts';
import { type Case, casesOf, type Play } from '../case.ts';
import type { Session } from '../session.ts';

function asked(topicName: string, partitions: readonly number[]): Play {
  return async (session, version) => {
    const topics = [{ topicName, partitions: partitions.map((partitionIndex) => ({ partitionIndex })) }];
    await session.ask('described', describeQuorumApi, version, { topics });
  };
}

function unregistered(distance: number): Play {
  return async (session, version) => {
    const { brokers } = await session.quietly(metadataApi, 12, metadataBody([]));
    const brokerId = (brokers[0]?.nodeId ?? 0) + distance;
    await session.ask('unregistered', unregisterBrokerApi, version, { brokerId });
  };
}

const [TOPIC, BROKER, BROKER_LOGGER, CLIENT_METRICS, GROUP] = [2, 4, 8, 16, 32];

async function configure(session: Session, type: number, name: string, key: string, value: string): Promise<void> {
  const configs = [{ name: key, configOperation: 0, value }];
  const { responses } = await session.quietly(incrementalAlterConfigsApi, 1, {
    resources: [{ resourceType: type, resourceName: name, configs }],
    validateOnly: false,
  });
  if (responses[0]?.errorCode !== 0) throw new Error(`configuring ${name}: ${JSON.stringify(responses)}`);
}

/** Shows the resources of this case alone: the broker has others. */
function listed(resourceTypes: readonly number[]): Play {
  return async (session, version) => {
    const { name } = await session.topic('a-topic');
    await configure(session, GROUP, session.name('a-group'), 'consumer.session.timeout.ms', '8000');
    await configure(session, CLIENT_METRICS, session.name('a-subscription'), 'match', 'client_id=nobody');
    const ours = async () => {
      const body = { resourceTypes: version === 0 ? [] : resourceTypes };
      const { configResources, ...rest } = await session.quietly(listConfigResourcesApi, version, body);
      const suffix = name.slice('a-topic'.length);
      return { ...rest, configResources: configResources.filter((each) => each.resourceName.endsWith(suffix)) };
    };
    const expected =
      version === 0
        ? 1
        : [TOPIC, CLIENT_METRICS, GROUP].filter((type) => resourceTypes.length === 0 || resourceTypes.includes(type))
            .length;
    await eventually('the resources', ours, ({ configResources }) => configResources.length === expected);
    session.note('listed', await ours());
  };
}

export const quorumCases: readonly Case[] = [
  ...casesOf(describeQuorumApi, {
    'the metadata': async (session, version) => {
      const body = { topics: [{ topicName: '__cluster_metadata', partitions: [{ partitionIndex: 0 }] }] };
      const { topics, nodes, ...rest } = await session.quietly(describeQuorumApi, version, body);
      const partition = topics[0]?.partitions[0];
      session.note('described', {
        ...rest,
        topic: topics.map(({ topicName }) => topicName),
        partitions: topics[0]?.partitions.map(({ partitionIndex, errorCode, errorMessage }) => ({
          partitionIndex,
          errorCode,
          errorMessage,
        })),
        leads: partition?.leaderId === partition?.currentVoters[0]?.replicaId,
        hasEpoch: (partition?.leaderEpoch ?? 0) > 0,
        hasHighWatermark: (partition?.highWatermark ?? 0) > 0,
        voters: partition?.currentVoters.map(({ replicaDirectoryId, logEndOffset, ...times }) => ({
          isCaughtUp: logEndOffset >= (partition?.highWatermark ?? 0),
          hasDirectory: replicaDirectoryId !== 'AAAAAAAAAAAAAAAAAAAAAA',
          ...times,
        })),
        observers: partition?.observers.length,
        nodes: nodes.map(({ nodeId, listeners }) => ({ nodeId, listeners: listeners.length })),
      });
    },
    'another topic': async (session, version) => {
      const { name } = await session.topic('other');
      const topics = [{ topicName: name, partitions: [{ partitionIndex: 0 }] }];
      await session.ask('described', describeQuorumApi, version, { topics });
    },
    'another partition of the metadata': asked('__cluster_metadata', [1]),
    'two partitions of the metadata': asked('__cluster_metadata', [0, 1]),
    'no partition of the metadata': asked('__cluster_metadata', []),
    'a topic without a name': asked('', [0]),
    'nothing at all': async (session, version) => {
      await session.ask('described', describeQuorumApi, version, { topics: [] });
    },
  }),
  ...casesOf(unregisterBrokerApi, {
    'a broker that does not exist': unregistered(7),
    'a negative broker': unregistered(-7),
  }),
  ...casesOf(listConfigResourcesApi, {
    everything: listed([]),
    topics: [{ from: 1 }, listed([TOPIC])],
    brokers: [{ from: 1 }, listed([BROKER])],
    'broker loggers': [{ from: 1 }, listed([BROKER_LOGGER])],
    groups: [{ from: 1 }, listed([GROUP])],
    'client metrics': [{ from: 1 }, listed([CLIENT_METRICS])],
    'topics and groups': [{ from: 1 }, listed([TOPIC, GROUP])],
    'a type twice': [{ from: 1 }, listed([TOPIC, TOPIC])],
    'the broker': [
      { from: 1 },
      async (session, version) => {
        await session.ask('listed', listConfigResourcesApi, version, { resourceTypes: [BROKER] });
      },
    ],
    'the loggers': [
      { from: 1 },
      async (session, version) => {
        await session.ask('listed', listConfigResourcesApi, version, { resourceTypes: [BROKER_LOGGER] });
      },
    ],
    'a type that has no configs': [
      { from: 1 },
      async (session, version) => {
        await session.ask('listed', listConfigResourcesApi, version, { resourceTypes: [1] });
      },
    ],
    'a type that does not exist beside one that does': [
      { from: 1 },
      async (session, version) => {
        await session.ask('listed', listConfigResourcesApi, version, { resourceTypes: [77, CLIENT_METRICS] });
      },
    ],
  }),
];

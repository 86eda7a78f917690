/** Metadata and DescribeTopicPartitions. */

import { describeTopicPartitionsApi } from '@moldau/protocol/messages/describe-topic-partitions';
import { metadataApi } from '@moldau/protocol/messages/metadata';
import { metadataBody, strangeId, zeroId } from '../bodies.ts';
import { type Case, casesOf, type Play } from '../case.ts';

const strict = { allowAutoTopicCreation: false };

function named(...names: string[]): Play {
  return async (session, version) => {
    await session.ask('described', metadataApi, version, metadataBody(names, version < 4 ? {} : strict));
  };
}

const limit = 2000;

export const metadataCases: readonly Case[] = [
  ...casesOf(metadataApi, {
    'a topic with three partitions': async (session, version) => {
      const { name } = await session.topic('known', 3);
      await session.ask('described', metadataApi, version, metadataBody([name]));
    },
    'a topic asked for twice': async (session, version) => {
      const { name } = await session.topic('twice');
      await session.ask('described', metadataApi, version, metadataBody([name, name]));
    },
    'no topics, brokers only': [{ from: 1 }, named()],
    'an unknown topic that must not be created': [
      { from: 4 },
      async (session, version) => {
        const name = session.name('unknown');
        await session.ask('first', metadataApi, version, metadataBody([name], strict));
        await session.ask('again', metadataApi, version, metadataBody([name], strict));
      },
    ],
    'an unknown topic that is created': async (session, version) => {
      const name = session.name('automatic');
      await session.ask('at once', metadataApi, version, metadataBody([name]));
      await session.ready(name, 1);
      await session.ask('when it is ready', metadataApi, version, metadataBody([name]));
    },
    'a topic without a name': [{ from: 4 }, named('')],
    'a topic named by a dot': [{ from: 4 }, named('.')],
    'a topic named by two dots': [{ from: 4 }, named('..')],
    'a name with a space': [{ from: 4 }, named('a b')],
    'a name of 250 characters': [{ from: 4 }, named('x'.repeat(250))],
    'an illegal name that would be created': async (session, version) => {
      await session.ask('described', metadataApi, version, metadataBody(['a/b']));
    },
    'a good, a bad and an unknown name together': [
      { from: 4 },
      async (session, version) => {
        const { name } = await session.topic('good');
        await session.ask(
          'described',
          metadataApi,
          version,
          metadataBody([name, 'b@d', session.name('missing')], strict),
        );
      },
    ],
    'the operations that topics allow': [
      { from: 8 },
      async (session, version) => {
        const { name } = await session.topic('allowed');
        const body = metadataBody([name], { includeTopicAuthorizedOperations: true });
        await session.ask('described', metadataApi, version, body);
      },
    ],
    'the operations that the cluster allows': [
      { from: 8, to: 10 },
      async (session, version) => {
        const body = metadataBody([], { includeClusterAuthorizedOperations: true });
        await session.ask('described', metadataApi, version, body);
      },
    ],
    'a topic by its id': [
      { from: 12 },
      async (session, version) => {
        const { id } = await session.topic('by-id');
        await session.ask(
          'described',
          metadataApi,
          version,
          metadataBody([], { topics: [{ topicId: id, name: null }] }),
        );
      },
    ],
    'an id that no topic has': [
      { from: 10 },
      async (session, version) => {
        const topics = [{ topicId: strangeId, name: null }];
        await session.ask('described', metadataApi, version, metadataBody([], { topics }));
      },
    ],
    'neither a name nor an id': [
      { from: 10 },
      async (session, version) => {
        const topics = [{ topicId: zeroId, name: null }];
        await session.ask('described', metadataApi, version, metadataBody([], { topics }));
      },
    ],
    'a name and an id together': [
      { from: 10 },
      async (session, version) => {
        const { id, name } = await session.topic('both');
        await session.ask('described', metadataApi, version, metadataBody([], { topics: [{ topicId: id, name }] }));
      },
    ],
  }),
  ...casesOf(describeTopicPartitionsApi, {
    'a topic with three partitions': async (session, version) => {
      const { name } = await session.topic('partitions', 3);
      const body = { topics: [{ name }], responsePartitionLimit: limit, cursor: null };
      await session.ask('described', describeTopicPartitionsApi, version, body);
    },
    'an unknown topic': async (session, version) => {
      const body = { topics: [{ name: session.name('unknown') }], responsePartitionLimit: limit, cursor: null };
      await session.ask('described', describeTopicPartitionsApi, version, body);
    },
    'an illegal name': async (session, version) => {
      const body = { topics: [{ name: 'a b' }], responsePartitionLimit: limit, cursor: null };
      await session.ask('described', describeTopicPartitionsApi, version, body);
    },
    'two topics, two partitions at a time': async (session, version) => {
      const [one, two] = [await session.topic('a-one', 3), await session.topic('b-two', 2)];
      const topics = [{ name: two.name }, { name: one.name }];
      const first = await session.ask('first', describeTopicPartitionsApi, version, {
        topics,
        responsePartitionLimit: 2,
        cursor: null,
      });
      const cursor = first.nextCursor;
      await session.ask('second', describeTopicPartitionsApi, version, { topics, responsePartitionLimit: 2, cursor });
    },
    'a limit of zero': async (session, version) => {
      const { name } = await session.topic('zero', 2);
      const body = { topics: [{ name }], responsePartitionLimit: 0, cursor: null };
      await session.ask('described', describeTopicPartitionsApi, version, body);
    },
    'a cursor in a topic that was not asked for': async (session, version) => {
      const { name } = await session.topic('asked');
      const cursor = { topicName: 'zzz', partitionIndex: 0 };
      await session.ask('described', describeTopicPartitionsApi, version, {
        topics: [{ name }],
        responsePartitionLimit: limit,
        cursor,
      });
    },
    'a cursor at a negative partition': async (session, version) => {
      const { name } = await session.topic('negative');
      const cursor = { topicName: name, partitionIndex: -1 };
      await session.ask('described', describeTopicPartitionsApi, version, {
        topics: [{ name }],
        responsePartitionLimit: limit,
        cursor,
      });
    },
    'a cursor behind the last partition': async (session, version) => {
      const { name } = await session.topic('behind', 2);
      const cursor = { topicName: name, partitionIndex: 5 };
      await session.ask('described', describeTopicPartitionsApi, version, {
        topics: [{ name }],
        responsePartitionLimit: limit,
        cursor,
      });
    },
  }),
];

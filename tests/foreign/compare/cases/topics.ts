/** CreateTopics, CreatePartitions and DeleteTopics. */

import { createPartitionsApi, type CreatePartitionsTopic } from '@moldau/protocol/messages/create-partitions';
import { type CreatableTopic, createTopicsApi } from '@moldau/protocol/messages/create-topics';
import { deleteTopicsApi } from '@moldau/protocol/messages/delete-topics';
import { metadataApi } from '@moldau/protocol/messages/metadata';
import { metadataBody, strangeId, zeroId } from '../bodies.ts';
import { type Case, casesOf, type Play } from '../case.ts';
import type { Session } from '../session.ts';

function creatable(name: string, differences: Partial<CreatableTopic> = {}): CreatableTopic {
  return { name, numPartitions: 1, replicationFactor: 1, assignments: [], configs: [], ...differences };
}

function created(differences: Partial<CreatableTopic>, validateOnly = false): Play {
  return async (session, version) => {
    const topics = [creatable(session.name('made'), differences)];
    await session.ask('created', createTopicsApi, version, { topics, timeoutMs: 5000, validateOnly });
  };
}

/** The id of the only broker, which manual assignments need. */
async function broker(session: Session): Promise<number> {
  return (await session.quietly(metadataApi, 12, metadataBody([]))).brokers[0]?.nodeId ?? 0;
}

function config(name: string, value: string | null): Partial<CreatableTopic> {
  return { configs: [{ name, value }] };
}

function withName(name: string): Play {
  return async (session, version) => {
    await session.ask('created', createTopicsApi, version, {
      topics: [creatable(name)],
      timeoutMs: 5000,
      validateOnly: false,
    });
  };
}

function assigned(plan: (node: number) => Partial<CreatableTopic>): Play {
  return async (session, version) => {
    const node = await broker(session);
    const topics = [creatable(session.name('placed'), { numPartitions: -1, replicationFactor: -1, ...plan(node) })];
    await session.ask('created', createTopicsApi, version, { topics, timeoutMs: 5000, validateOnly: false });
  };
}

/** Widens a topic of two partitions. */
function widened(differences: Partial<CreatePartitionsTopic>, validateOnly = false): Play {
  return async (session, version) => {
    const { name } = await session.topic('wide', 2);
    const topics = [{ name, count: 4, assignments: null, ...differences }];
    await session.ask('widened', createPartitionsApi, version, { topics, timeoutMs: 5000, validateOnly });
    const { topics: after } = await session.quietly(metadataApi, 12, metadataBody([name]));
    if (validateOnly) session.note('partitions afterwards', after[0]?.partitions.length);
  };
}

function deletion(version: number, names: readonly string[]) {
  const topics = version < 6 ? [] : names.map((name) => ({ name, topicId: zeroId }));
  return { topics, topicNames: version < 6 ? names : [], timeoutMs: 5000 };
}

export const topicCases: readonly Case[] = [
  ...casesOf(createTopicsApi, {
    'three partitions and a config': created({ numPartitions: 3, ...config('retention.ms', '1000000') }),
    'the default counts': [{ from: 4 }, created({ numPartitions: -1, replicationFactor: -1 })],
    'the default counts before they existed': [{ to: 3 }, created({ numPartitions: -1, replicationFactor: -1 })],
    'a topic that exists': async (session, version) => {
      const { name } = await session.topic('exists');
      await session.ask('created', createTopicsApi, version, {
        topics: [creatable(name)],
        timeoutMs: 5000,
        validateOnly: false,
      });
    },
    'a name that collides in its dots': async (session, version) => {
      await session.topic('with.dot');
      const topics = [creatable(session.name('with_dot'))];
      await session.ask('created', createTopicsApi, version, { topics, timeoutMs: 5000, validateOnly: false });
    },
    'no name': withName(''),
    'one dot': withName('.'),
    'two dots': withName('..'),
    'a slash': withName('a/b'),
    'a letter beyond ASCII': withName('müsli'),
    '250 characters': withName('y'.repeat(250)),
    'no partitions': created({ numPartitions: 0 }),
    'minus two partitions': created({ numPartitions: -2 }),
    'no replicas': created({ replicationFactor: 0 }),
    'more replicas than brokers': created({ replicationFactor: 5 }),
    'minus two replicas': created({ replicationFactor: -2 }),
    'an unknown config': created(config('no.such.config', '1')),
    'a config that is no number': created(config('retention.ms', 'soon')),
    'a config below its bound': created(config('segment.bytes', '1')),
    'a config that is none of its choices': created(config('cleanup.policy', 'burn')),
    'a config without a value': created(config('retention.ms', null)),
    'minimum in-sync replicas of zero': created(config('min.insync.replicas', '0')),
    'the same config twice': created({
      configs: [
        { name: 'retention.ms', value: '1' },
        { name: 'retention.ms', value: '2' },
      ],
    }),
    'validated only': created({ numPartitions: 2 }, true),
    'validated only, and wrong': created({ numPartitions: 0 }, true),
    'an assignment of two partitions': assigned((node) => ({
      assignments: [
        { partitionIndex: 0, brokerIds: [node] },
        { partitionIndex: 1, brokerIds: [node] },
      ],
    })),
    'an assignment with counts besides': assigned((node) => ({
      numPartitions: 1,
      replicationFactor: 1,
      assignments: [{ partitionIndex: 0, brokerIds: [node] }],
    })),
    'an assignment with a gap': assigned((node) => ({
      assignments: [
        { partitionIndex: 0, brokerIds: [node] },
        { partitionIndex: 2, brokerIds: [node] },
      ],
    })),
    'an assignment to a broker twice': assigned((node) => ({
      assignments: [{ partitionIndex: 0, brokerIds: [node, node] }],
    })),
    'an assignment to an unknown broker': assigned(() => ({ assignments: [{ partitionIndex: 0, brokerIds: [4711] }] })),
    'an assignment to nobody': assigned(() => ({ assignments: [{ partitionIndex: 0, brokerIds: [] }] })),
    'the same name twice': async (session, version) => {
      const name = session.name('double');
      const topics = [creatable(name), creatable(name, { numPartitions: 2 }), creatable(session.name('single'))];
      await session.ask('created', createTopicsApi, version, { topics, timeoutMs: 5000, validateOnly: false });
    },
    'one good and two bad': async (session, version) => {
      const topics = [
        creatable(session.name('good')),
        creatable('b d'),
        creatable(session.name('none'), { numPartitions: 0 }),
      ];
      await session.ask('created', createTopicsApi, version, { topics, timeoutMs: 5000, validateOnly: false });
    },
    'no topics': async (session, version) => {
      await session.ask('created', createTopicsApi, version, { topics: [], timeoutMs: 5000, validateOnly: false });
    },
    'an internal topic by hand': withName('__cluster_metadata'),
  }),
  ...casesOf(createPartitionsApi, {
    'two more': widened({}),
    'as many as there are': widened({ count: 2 }),
    fewer: widened({ count: 1 }),
    none: widened({ count: 0 }),
    'a negative count': widened({ count: -1 }),
    'validated only': widened({}, true),
    'too few assignments': widened({ assignments: [{ brokerIds: [1] }] }),
    'an unknown broker': widened({ assignments: [{ brokerIds: [4711] }, { brokerIds: [4711] }] }),
    'an empty assignment': widened({ assignments: [] }),
    'an unknown topic': async (session, version) => {
      const topics = [{ name: session.name('unknown'), count: 3, assignments: null }];
      await session.ask('widened', createPartitionsApi, version, { topics, timeoutMs: 5000, validateOnly: false });
    },
    'the same topic twice': async (session, version) => {
      const { name } = await session.topic('double');
      const topics = [2, 3].map((count) => ({ name, count, assignments: null }));
      await session.ask('widened', createPartitionsApi, version, { topics, timeoutMs: 5000, validateOnly: false });
    },
  }),
  ...casesOf(deleteTopicsApi, {
    'a topic, and once more': async (session, version) => {
      const { name } = await session.topic('gone');
      await session.ask('deleted', deleteTopicsApi, version, deletion(version, [name]));
      await session.ask('again', deleteTopicsApi, version, deletion(version, [name]));
    },
    'one of two that exists': async (session, version) => {
      const { name } = await session.topic('half');
      await session.ask('deleted', deleteTopicsApi, version, deletion(version, [name, session.name('unknown')]));
    },
    'the same topic twice': async (session, version) => {
      const { name } = await session.topic('double');
      await session.ask('deleted', deleteTopicsApi, version, deletion(version, [name, name]));
    },
    'no topics': async (session, version) => {
      await session.ask('deleted', deleteTopicsApi, version, deletion(version, []));
    },
    'a topic by its id': [
      { from: 6 },
      async (session, version) => {
        const { id } = await session.topic('by-id');
        const topics = [{ name: null, topicId: id }];
        await session.ask('deleted', deleteTopicsApi, version, { topics, topicNames: [], timeoutMs: 5000 });
      },
    ],
    'an id that no topic has': [
      { from: 6 },
      async (session, version) => {
        const topics = [{ name: null, topicId: strangeId }];
        await session.ask('deleted', deleteTopicsApi, version, { topics, topicNames: [], timeoutMs: 5000 });
      },
    ],
    'a name and an id together': [
      { from: 6 },
      async (session, version) => {
        const { id, name } = await session.topic('both');
        await session.ask('deleted', deleteTopicsApi, version, {
          topics: [{ name, topicId: id }],
          topicNames: [],
          timeoutMs: 5000,
        });
      },
    ],
    'neither a name nor an id': [
      { from: 6 },
      async (session, version) => {
        const topics = [{ name: null, topicId: zeroId }];
        await session.ask('deleted', deleteTopicsApi, version, { topics, topicNames: [], timeoutMs: 5000 });
      },
    ],
  }),
];

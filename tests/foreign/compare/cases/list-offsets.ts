/** ListOffsets and OffsetForLeaderEpoch. */

import { encodeRecordBatch } from '@moldau/protocol';
import { listOffsetsApi } from '@moldau/protocol/messages/list-offsets';
import { offsetForLeaderEpochApi } from '@moldau/protocol/messages/offset-for-leader-epoch';
import { batch, listOffsetsBody, time, written } from '../bodies.ts';
import { type Case, casesOf, type Play } from '../case.ts';
import type { Session, Topic } from '../session.ts';

/** Offsets 0 to 2 at `time`, + 10, + 20; 3 to 5, compressed, at + 100, + 400, + 200. */
async function filled(session: Session): Promise<Topic> {
  const topic = await session.topic('timed');
  await written(session, topic, batch());
  const records = [100, 400, 200].map((later) => ({ timestamp: time + later, key: null, value: Buffer.from('v') }));
  await written(session, topic, encodeRecordBatch({ records, codec: 'zstd' }));
  return topic;
}

function listed(timestamp: number, differences: Parameters<typeof listOffsetsBody>[2] = {}, leaderEpoch = -1): Play {
  return async (session, version) => {
    const { name } = await filled(session);
    await session.ask('listed', listOffsetsApi, version, listOffsetsBody(name, [timestamp], differences, leaderEpoch));
  };
}

function listedEmpty(timestamp: number): Play {
  return async (session, version) => {
    const { name } = await session.topic('empty');
    await session.ask('listed', listOffsetsApi, version, listOffsetsBody(name, [timestamp]));
  };
}

function epochAsked(leaderEpoch: number, currentLeaderEpoch = -1, partition = 0): Play {
  return async (session, version) => {
    const { name } = await filled(session);
    const partitions = [{ partition, currentLeaderEpoch, leaderEpoch }];
    await session.ask('ended', offsetForLeaderEpochApi, version, {
      replicaId: -1,
      topics: [{ topic: name, partitions }],
    });
  };
}

export const listOffsetsCases: readonly Case[] = [
  ...casesOf(listOffsetsApi, {
    'the latest offset': listed(-1),
    'the earliest offset': listed(-2),
    'the offset of the greatest time': listed(-3),
    'the earliest local offset': listed(-4),
    'the latest tiered offset': listed(-5),
    'the earliest offset to be uploaded': listed(-6),
    'a special time that does not exist': listed(-7),
    'the first time': listed(time),
    'a time before the first': listed(time - 1),
    'a time within a batch': listed(time + 11),
    'a time between the batches': listed(time + 30),
    'a time within a compressed batch': listed(time + 101),
    'the greatest time': listed(time + 400),
    'a time after the greatest': listed(time + 401),
    'time zero': listed(0),
    'the latest committed offset': [{ from: 2 }, listed(-1, { isolationLevel: 1 })],
    'an isolation level that does not exist': [{ from: 2 }, listed(-1, { isolationLevel: 3 })],
    'the latest of a debugging client': listed(-1, { replicaId: -2 }),
    'the current leader epoch': [{ from: 4 }, listed(-1, {}, 0)],
    'a newer leader epoch': [{ from: 4 }, listed(-1, {}, 7)],
    'the latest of an empty partition': listedEmpty(-1),
    'the earliest of an empty partition': listedEmpty(-2),
    'the greatest time of an empty partition': listedEmpty(-3),
    'a time of an empty partition': listedEmpty(time),
    'an unknown topic': async (session, version) => {
      await session.ask('listed', listOffsetsApi, version, listOffsetsBody(session.name('unknown'), [-1]));
    },
    'an illegal topic name': async (session, version) => {
      await session.ask('listed', listOffsetsApi, version, listOffsetsBody('a b', [-1]));
    },
    'an unknown partition': async (session, version) => {
      const { name } = await filled(session);
      await session.ask('listed', listOffsetsApi, version, listOffsetsBody(name, [-1, -1]));
    },
    'the same partition twice': async (session, version) => {
      const { name } = await filled(session);
      const partitions = [-1, -2].map((timestamp) => ({ partitionIndex: 0, currentLeaderEpoch: -1, timestamp }));
      const body = { replicaId: -1, isolationLevel: 0, topics: [{ name, partitions }], timeoutMs: 5000 };
      await session.ask('listed', listOffsetsApi, version, body);
    },
    'no topics': async (session, version) => {
      await session.ask('listed', listOffsetsApi, version, {
        replicaId: -1,
        isolationLevel: 0,
        topics: [],
        timeoutMs: 5000,
      });
    },
  }),
  ...casesOf(offsetForLeaderEpochApi, {
    'the current epoch': epochAsked(0),
    'an epoch from the future': epochAsked(5),
    'no epoch': epochAsked(-1),
    'the current epoch of the leader too': epochAsked(0, 0),
    'a newer epoch of the leader': epochAsked(0, 7),
    'an unknown partition': epochAsked(0, -1, 9),
    'an empty partition': async (session, version) => {
      const { name } = await session.topic('empty');
      const topics = [{ topic: name, partitions: [{ partition: 0, currentLeaderEpoch: -1, leaderEpoch: 0 }] }];
      await session.ask('ended', offsetForLeaderEpochApi, version, { replicaId: -1, topics });
    },
    'an unknown topic': async (session, version) => {
      const topics = [
        { topic: session.name('unknown'), partitions: [{ partition: 0, currentLeaderEpoch: -1, leaderEpoch: 0 }] },
      ];
      await session.ask('ended', offsetForLeaderEpochApi, version, { replicaId: -1, topics });
    },
  }),
];

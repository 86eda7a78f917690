/** DeleteRecords, and what is left to be read and looked up afterwards. */

import { encodeRecordBatch } from '@moldau/protocol';
import { deleteRecordsApi } from '@moldau/protocol/messages/delete-records';
import { fetchApi } from '@moldau/protocol/messages/fetch';
import { listOffsetsApi } from '@moldau/protocol/messages/list-offsets';
import { offsetForLeaderEpochApi } from '@moldau/protocol/messages/offset-for-leader-epoch';
import { produceApi } from '@moldau/protocol/messages/produce';
import { batch, fetchBody, fetchPartition, listOffsetsBody, produceBody, time, written } from '../bodies.ts';
import { type Case, casesOf, type Play } from '../case.ts';
import { coordinated } from '../members.ts';
import type { Session, Topic } from '../session.ts';

/** Offsets 0 to 2 at `time`, + 10, + 20; 3 to 5, compressed, at + 400, + 100, + 200. */
async function filled(session: Session, configs: Readonly<Record<string, string>> = {}): Promise<Topic> {
  const topic = await session.topic('shortened', 1, configs);
  await written(session, topic, batch());
  const records = [400, 100, 200].map((later) => ({
    timestamp: time + later,
    key: Buffer.from('key'),
    value: Buffer.from('v'),
  }));
  await written(session, topic, encodeRecordBatch({ records, codec: 'gzip' }));
  return topic;
}

function body(name: string, ...partitions: readonly (readonly [partition: number, offset: number])[]) {
  const asked = partitions.map(([partitionIndex, offset]) => ({ partitionIndex, offset }));
  return { topics: [{ name, partitions: asked }], timeoutMs: 5000 };
}

async function starts(session: Session, { name }: Topic): Promise<void> {
  await session.ask('start', listOffsetsApi, 7, listOffsetsBody(name, [-2]));
}

/** Deletes up to each of the offsets, one request after the other. */
function deleting(offsets: readonly number[], configs: Readonly<Record<string, string>> = {}): Play {
  return async (session, version) => {
    const topic = await filled(session, configs);
    for (const [index, offset] of offsets.entries()) {
      await session.ask(`deleted ${index}`, deleteRecordsApi, version, body(topic.name, [0, offset]));
    }
    await starts(session, topic);
  };
}

/** What something else says of a partition without its first records. */
function afterwards(offset: number, look: (session: Session, topic: Topic) => Promise<unknown>): Play {
  return async (session, version) => {
    const topic = await filled(session);
    await session.quietly(deleteRecordsApi, version, body(topic.name, [0, offset]));
    await look(session, topic);
  };
}

const fetched =
  (...offsets: number[]) =>
  async (session: Session, topic: Topic): Promise<void> => {
    for (const offset of offsets) {
      await session.ask(`fetched at ${offset}`, fetchApi, 12, fetchBody(topic, [fetchPartition(offset)]));
    }
  };

const lookedUp =
  (...timestamps: number[]) =>
  async (session: Session, { name }: Topic): Promise<void> => {
    for (const timestamp of timestamps) {
      const label = timestamp < 0 ? String(timestamp) : `+${timestamp - time}`;
      await session.ask(`listed ${label}`, listOffsetsApi, 7, listOffsetsBody(name, [timestamp]));
    }
  };

async function epochEnds(session: Session, { name }: Topic): Promise<void> {
  const partitions = [{ partition: 0, currentLeaderEpoch: -1, leaderEpoch: 0 }];
  await session.ask('ended', offsetForLeaderEpochApi, 4, { replicaId: -1, topics: [{ topic: name, partitions }] });
}

export const deleteRecordsCases: readonly Case[] = casesOf(deleteRecordsApi, {
  'some records': deleting([2]),
  'all records': deleting([6]),
  'all records, by the high watermark': deleting([-1]),
  'up to the middle of a compressed batch': deleting([4]),
  nothing: deleting([0]),
  'below what is deleted already': deleting([4, 2, 0]),
  'twice the same': deleting([4, 4]),
  'beyond the high watermark': deleting([7]),
  'another negative offset': deleting([-2]),
  'the least offset of all': deleting([-5_000_000_000]),
  'of a compacted topic': deleting([2], { 'cleanup.policy': 'compact' }),
  'of a compacted topic that deletes too': deleting([2], { 'cleanup.policy': 'compact,delete' }),
  'of an empty topic': async (session, version) => {
    const topic = await session.topic('empty');
    await session.ask('deleted', deleteRecordsApi, version, body(topic.name, [0, -1]));
    await starts(session, topic);
  },
  'an unknown topic': async (session, version) => {
    await session.ask('deleted', deleteRecordsApi, version, body(session.name('unknown'), [0, 1]));
  },
  'an illegal topic name': async (session, version) => {
    await session.ask('deleted', deleteRecordsApi, version, body('a b', [0, 1]));
  },
  'an unknown partition beside a known one': async (session, version) => {
    const topic = await filled(session);
    const { topics } = await session.quietly(deleteRecordsApi, version, body(topic.name, [0, 1], [7, 1], [-1, 1]));
    session.note(
      'deleted',
      topics[0]?.partitions.toSorted((a, b) => a.partitionIndex - b.partitionIndex),
    );
    await starts(session, topic);
  },
  'an internal topic': async (session, version) => {
    await coordinated(session, 'any');
    await session.ask('deleted', deleteRecordsApi, version, body('__consumer_offsets', [0, 0]));
  },
  'an internal topic, an unknown partition': async (session, version) => {
    await coordinated(session, 'any');
    await session.ask('deleted', deleteRecordsApi, version, body('__consumer_offsets', [9999, 0]));
  },
  'the same partition twice': async (session, version) => {
    const topic = await filled(session);
    await session.ask('deleted', deleteRecordsApi, version, body(topic.name, [0, 1], [0, 3]));
    await starts(session, topic);
  },
  'the same partition twice, the first beyond the end': async (session, version) => {
    const topic = await filled(session);
    await session.ask('deleted', deleteRecordsApi, version, body(topic.name, [0, 99], [0, 3]));
    await starts(session, topic);
  },
  'no topics': async (session, version) => {
    await session.ask('deleted', deleteRecordsApi, version, { topics: [], timeoutMs: 5000 });
  },
  'no partitions': async (session, version) => {
    const topic = await filled(session);
    await session.ask('deleted', deleteRecordsApi, version, body(topic.name));
  },
  'no time': async (session, version) => {
    const topic = await filled(session);
    await session.ask('deleted', deleteRecordsApi, version, { ...body(topic.name, [0, 2]), timeoutMs: 0 });
    await starts(session, topic);
  },
  'and fetches afterwards': afterwards(4, fetched(0, 3, 4, 6, 7)),
  'and fetches of what is empty now': afterwards(-1, fetched(0, 5, 6)),
  'and looks for times afterwards': afterwards(2, lookedUp(-1, -2, -3, time, time + 15, time + 100, time + 401)),
  'and looks for times behind the greatest': afterwards(4, lookedUp(time, time + 100, time + 150, time + 300)),
  'and looks for times of what is empty now': afterwards(-1, lookedUp(-1, -2, time)),
  'and asks where an epoch ends': afterwards(4, epochEnds),
  'and asks where an epoch ends of what is empty now': afterwards(-1, epochEnds),
  'and writes on': afterwards(-1, async (session, topic) => {
    await session.ask('written', produceApi, 9, produceBody(topic, batch()));
    await fetched(6)(session, topic);
  }),
});

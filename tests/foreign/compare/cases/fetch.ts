/** Fetch: offsets, limits, leader epochs, sessions. */

import { type FetchRequest, fetchApi } from '@moldau/protocol/messages/fetch';
import { batch, fetchBody, fetchPartition, strangeId, written, zeroId } from '../bodies.ts';
import { type Case, casesOf, type Play } from '../case.ts';
import type { Session, Topic } from '../session.ts';

/** A topic with two batches of three records, offsets 0 to 5. */
async function filled(session: Session, partitions = 1): Promise<Topic> {
  const topic = await session.topic('filled', partitions);
  for (let index = 0; index < partitions; index++) {
    await written(session, topic, batch(), index);
    await written(session, topic, batch({ codec: 'gzip' }, ['four', 'five', 'six']), index);
  }
  return topic;
}

/** What one partition's entry asks for, of a topic with offsets 0 to 5. */
function fetched(
  offset: number,
  partition: Parameters<typeof fetchPartition>[1] = {},
  request: Partial<FetchRequest> = {},
): Play {
  return async (session, version) => {
    const topic = await filled(session);
    await session.ask('fetched', fetchApi, version, fetchBody(topic, [fetchPartition(offset, partition)], request));
  };
}

const noTopic = { name: '', id: zeroId };

/** Opens a session on two partitions and returns its id. */
async function open(session: Session, version: number, topic: Topic): Promise<number> {
  const partitions = [fetchPartition(0), fetchPartition(0, { partition: 1 })];
  const answer = await session.ask('opened', fetchApi, version, fetchBody(topic, partitions, { sessionEpoch: 0 }));
  return answer.sessionId;
}

const sessions = { from: 7 };

export const fetchCases: readonly Case[] = casesOf(fetchApi, {
  'from the start': fetched(0),
  'from within a batch': fetched(1),
  'from the second batch': fetched(3),
  'from within a compressed batch': fetched(5),
  'from the end': fetched(6),
  'from behind the end': fetched(7),
  'from a negative offset': fetched(-1),
  'a partition limit of one byte': fetched(0, { partitionMaxBytes: 1 }),
  'a partition limit of zero': fetched(0, { partitionMaxBytes: 0 }),
  'a limit of one byte': fetched(0, {}, { maxBytes: 1 }),
  'a limit of zero': fetched(0, {}, { maxBytes: 0 }),
  'a limit between the two batches': fetched(0, { partitionMaxBytes: 130 }),
  'committed records only': fetched(0, {}, { isolationLevel: 1 }),
  'an isolation level that does not exist': fetched(0, {}, { isolationLevel: 5 }),
  'more than there is, for a while': fetched(0, {}, { minBytes: 100_000, maxWaitMs: 50 }),
  'from the end, for a while': fetched(6, {}, { maxWaitMs: 50 }),
  'an older leader epoch is current': [{ from: 9 }, fetched(0, { currentLeaderEpoch: 0 })],
  'a newer leader epoch': [{ from: 9 }, fetched(0, { currentLeaderEpoch: 7 })],
  'a last epoch that is right': [{ from: 12 }, fetched(6, { lastFetchedEpoch: 0 })],
  'a last epoch from the future': [{ from: 12 }, fetched(6, { lastFetchedEpoch: 3 })],
  'a last epoch and an offset behind the end': [{ from: 12 }, fetched(9, { lastFetchedEpoch: 0 })],
  'a log start offset of a consumer': [{ from: 5 }, fetched(0, { logStartOffset: 3 })],
  'a rack': [{ from: 11 }, fetched(0, {}, { rackId: 'somewhere' })],
  'the id of another cluster': [{ from: 12 }, fetched(0, {}, { clusterId: 'another' })],
  'an empty partition': async (session, version) => {
    const topic = await session.topic('empty');
    await session.ask('fetched', fetchApi, version, fetchBody(topic, [fetchPartition(0)]));
  },
  'two partitions that share the limit': async (session, version) => {
    const topic = await filled(session, 2);
    const partitions = [fetchPartition(0), fetchPartition(0, { partition: 1 })];
    await session.ask('fetched', fetchApi, version, fetchBody(topic, partitions, { maxBytes: 200 }));
  },
  'an unknown topic': async (session, version) => {
    const topic = { name: session.name('unknown'), id: strangeId };
    await session.ask('fetched', fetchApi, version, fetchBody(topic, [fetchPartition(0)], { maxWaitMs: 3000 }));
  },
  'an unknown partition': async (session, version) => {
    const topic = await filled(session);
    const partitions = [fetchPartition(0), fetchPartition(0, { partition: 9 })];
    await session.ask('fetched', fetchApi, version, fetchBody(topic, partitions, { maxWaitMs: 3000 }));
  },
  'no partitions and no session': async (session, version) => {
    await session.ask('fetched', fetchApi, version, fetchBody(noTopic, []));
  },
  'the same partition twice': async (session, version) => {
    const topic = await filled(session);
    await session.ask('fetched', fetchApi, version, fetchBody(topic, [fetchPartition(0), fetchPartition(3)]));
  },
  'a session with nothing new, then with something': [
    sessions,
    async (session, version) => {
      const topic = await filled(session, 2);
      const sessionId = await open(session, version, topic);
      const atEnd = [fetchPartition(6), fetchPartition(6, { partition: 1 })];
      await session.ask('moved to the end', fetchApi, version, fetchBody(topic, atEnd, { sessionId, sessionEpoch: 1 }));
      await session.ask('nothing new', fetchApi, version, fetchBody(topic, [], { sessionId, sessionEpoch: 2 }));
      await written(session, topic, batch({}, ['seven']), 1);
      await session.ask('something new', fetchApi, version, fetchBody(topic, [], { sessionId, sessionEpoch: 3 }));
    },
  ],
  'a session that forgets a partition': [
    sessions,
    async (session, version) => {
      const topic = await filled(session, 2);
      const sessionId = await open(session, version, topic);
      const forgottenTopicsData = [{ topic: topic.name, topicId: topic.id, partitions: [0] }];
      const body = fetchBody(topic, [], { sessionId, sessionEpoch: 1, forgottenTopicsData });
      await session.ask('without it', fetchApi, version, body);
    },
  ],
  'a session asked with a wrong epoch': [
    sessions,
    async (session, version) => {
      const topic = await filled(session, 2);
      const sessionId = await open(session, version, topic);
      await session.ask('wrong', fetchApi, version, fetchBody(topic, [], { sessionId, sessionEpoch: 5 }));
      await session.ask('right', fetchApi, version, fetchBody(topic, [], { sessionId, sessionEpoch: 1 }));
    },
  ],
  'a session that does not exist': [
    sessions,
    async (session, version) => {
      const topic = await filled(session);
      const body = fetchBody(topic, [fetchPartition(0)], { sessionId: 4711, sessionEpoch: 1 });
      await session.ask('fetched', fetchApi, version, body);
    },
  ],
  'a session that is closed': [
    sessions,
    async (session, version) => {
      const topic = await filled(session, 2);
      const sessionId = await open(session, version, topic);
      await session.ask(
        'closing',
        fetchApi,
        version,
        fetchBody(topic, [fetchPartition(0)], { sessionId, sessionEpoch: -1 }),
      );
      await session.ask('afterwards', fetchApi, version, fetchBody(topic, [], { sessionId, sessionEpoch: 1 }));
    },
  ],
  'a session that starts anew': [
    sessions,
    async (session, version) => {
      const topic = await filled(session, 2);
      const sessionId = await open(session, version, topic);
      await session.ask(
        'anew',
        fetchApi,
        version,
        fetchBody(topic, [fetchPartition(0)], { sessionId, sessionEpoch: 0 }),
      );
      await session.ask('the old one', fetchApi, version, fetchBody(topic, [], { sessionId, sessionEpoch: 1 }));
    },
  ],
  'a session that keeps showing an error': [
    sessions,
    async (session, version) => {
      const topic = await filled(session);
      const partitions = [fetchPartition(6), fetchPartition(0, { partition: 9 })];
      const { sessionId } = await session.ask(
        'opened',
        fetchApi,
        version,
        fetchBody(topic, partitions, { sessionEpoch: 0 }),
      );
      await session.ask('next', fetchApi, version, fetchBody(topic, [], { sessionId, sessionEpoch: 1 }));
    },
  ],
});

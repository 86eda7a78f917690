/** DescribeLogDirs and AlterReplicaLogDirs on a broker with one log directory; its path is each broker's own. */

import { alterReplicaLogDirsApi } from '@moldau/protocol/messages/alter-replica-log-dirs';
import { describeLogDirsApi } from '@moldau/protocol/messages/describe-log-dirs';
import { batch, written } from '../bodies.ts';
import { type Case, casesOf } from '../case.ts';
import type { Session } from '../session.ts';

interface Asked {
  readonly topic: string;
  readonly partitions: readonly number[];
}

async function described(session: Session, version: number, topics: readonly Asked[]): Promise<void> {
  const { errorCode, throttleTimeMs, results } = await session.quietly(describeLogDirsApi, version, { topics });
  const directories = results.map((result) => ({
    errorCode: result.errorCode,
    topics: result.topics,
    hasSize: result.totalBytes > 0,
    hasRoom: result.usableBytes > 0 && result.usableBytes <= result.totalBytes,
  }));
  session.note('described', { errorCode, throttleTimeMs, directories });
}

async function logDir(session: Session): Promise<string> {
  const { results } = await session.quietly(describeLogDirsApi, 4, { topics: [] });
  return results[0]?.logDir ?? '';
}

function altered(
  path: (known: string) => string,
  topics: (session: Session) => Promise<[string, readonly number[]][]>,
) {
  return async (session: Session, version: number): Promise<void> => {
    const named = (await topics(session)).map(([name, partitions]) => ({ name, partitions }));
    const dirs = [{ path: path(await logDir(session)), topics: named }];
    await session.ask('altered', alterReplicaLogDirsApi, version, { dirs });
  };
}

const here = (known: string) => known;
const elsewhere = (known: string) => `${known}-elsewhere`;

export const logDirCases: readonly Case[] = [
  ...casesOf(describeLogDirsApi, {
    'a partition with a record': async (session, version) => {
      const topic = await session.topic('written');
      await written(session, topic, batch());
      await described(session, version, [{ topic: topic.name, partitions: [0] }]);
    },
    'an empty partition': async (session, version) => {
      const topic = await session.topic('empty');
      await described(session, version, [{ topic: topic.name, partitions: [0] }]);
    },
    'a partition and a topic that do not exist': async (session, version) => {
      const topic = await session.topic('empty');
      await described(session, version, [
        { topic: topic.name, partitions: [0, 5, -1] },
        { topic: session.name('unknown'), partitions: [0] },
      ]);
    },
    'no partitions of a topic': async (session, version) => {
      const topic = await session.topic('empty');
      await described(session, version, [{ topic: topic.name, partitions: [] }]);
    },
    'no topics': (session, version) => described(session, version, []),
  }),
  ...casesOf(alterReplicaLogDirsApi, {
    'a partition to where it is': altered(here, async (session) => [[(await session.topic('here')).name, [0]]]),
    'a partition to a directory that is none': altered(elsewhere, async (session) => [
      [(await session.topic('here')).name, [0]],
    ]),
    'a partition and a topic that do not exist': altered(here, async (session) => [
      [(await session.topic('here')).name, [5]],
      [session.name('unknown'), [0]],
    ]),
    'a topic that does not exist to a directory that is none': altered(elsewhere, async (session) => [
      [session.name('unknown'), [0, 1]],
    ]),
    'a directory that is not absolute': altered(
      () => 'data',
      async (session) => [[(await session.topic('here')).name, [0]]],
    ),
    'a topic with a name that leaves no room': altered(elsewhere, async (session) => [
      [(await session.topic('x'.repeat(220))).name, [0]],
    ]),
    'no partitions of a topic': altered(here, async (session) => [[(await session.topic('here')).name, []]]),
    'no directories': async (session, version) => {
      await session.ask('altered', alterReplicaLogDirsApi, version, { dirs: [] });
    },
  }),
];

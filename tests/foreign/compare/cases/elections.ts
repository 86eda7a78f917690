/** ElectLeaders. */

import { electLeadersApi } from '@moldau/protocol/messages/elect-leaders';
import { type Case, casesOf, type Play } from '../case.ts';
import type { Session } from '../session.ts';

const [preferred, unclean] = [0, 1];

/** Asks about partitions of a topic with two, and of one that does not exist. */
function elected(electionType: number, partitions: readonly number[], other: readonly number[] = []): Play {
  return async (session, version) => {
    const { name } = await session.topic('elected', 2);
    const topicPartitions = [
      { topic: name, partitions },
      ...(other.length === 0 ? [] : [{ topic: session.name('nowhere'), partitions: other }]),
    ];
    const body = { electionType: version === 0 ? preferred : electionType, topicPartitions, timeoutMs: 5000 };
    await session.ask('elected', electLeadersApi, version, body);
  };
}

/** Shows what is said of a topic of this case: the broker has others. */
function everywhere(electionType: number): Play {
  return async (session: Session, version: number) => {
    const { name } = await session.topic('elected', 2);
    const type = version === 0 ? preferred : electionType;
    const body = { electionType: type, topicPartitions: null, timeoutMs: 5000 };
    const { replicaElectionResults, ...rest } = await session.quietly(electLeadersApi, version, body);
    session.note('elected', { ...rest, ours: replicaElectionResults.filter(({ topic }) => topic === name) });
  };
}

export const electionCases: readonly Case[] = casesOf(electLeadersApi, {
  'the preferred leaders, which lead already': elected(preferred, [0, 1]),
  'any leader where there is one': [{ from: 1 }, elected(unclean, [0, 1])],
  'an unknown partition': elected(preferred, [0, 7]),
  'an unknown partition, in any way': [{ from: 1 }, elected(unclean, [7])],
  'an unknown topic': elected(preferred, [0], [0, 1]),
  'a negative partition': elected(preferred, [-1]),
  'a partition twice': elected(preferred, [0, 0]),
  'no partition of a topic': elected(preferred, []),
  'nothing at all': async (session, version) => {
    const body = { electionType: preferred, topicPartitions: [], timeoutMs: 5000 };
    await session.ask('elected', electLeadersApi, version, body);
  },
  'an election that does not exist': [{ from: 1 }, elected(7, [0])],
  'every partition': everywhere(preferred),
  'every partition, in any way': [{ from: 1 }, everywhere(unclean)],
});

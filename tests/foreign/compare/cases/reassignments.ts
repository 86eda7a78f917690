/** AlterPartitionReassignments and ListPartitionReassignments. */

import { alterPartitionReassignmentsApi } from '@moldau/protocol/messages/alter-partition-reassignments';
import { listPartitionReassignmentsApi } from '@moldau/protocol/messages/list-partition-reassignments';
import { metadataApi } from '@moldau/protocol/messages/metadata';
import { metadataBody } from '../bodies.ts';
import { type Case, casesOf, type Play } from '../case.ts';
import type { Session } from '../session.ts';

async function broker(session: Session): Promise<number> {
  return (await session.quietly(metadataApi, 12, metadataBody([]))).brokers[0]?.nodeId ?? 0;
}

type Plan = (node: number) => Readonly<Record<number, readonly number[] | null>>;

/** Moves partitions of a topic with two, and shows what it looks like afterwards. */
function moved(plan: Plan, allowReplicationFactorChange = true): Play {
  return async (session, version) => {
    const { name } = await session.topic('moved', 2);
    const partitions = Object.entries(plan(await broker(session))).map(([index, replicas]) => ({
      partitionIndex: Number(index),
      replicas,
    }));
    await session.ask('moved', alterPartitionReassignmentsApi, version, {
      timeoutMs: 5000,
      allowReplicationFactorChange: version === 0 ? true : allowReplicationFactorChange,
      topics: [{ name, partitions }],
    });
    const { topics } = await session.quietly(metadataApi, 12, metadataBody([name]));
    session.note('afterwards', topics);
  };
}

function movedElsewhere(base: string | null, times = 1): Play {
  return async (session, version) => {
    const node = await broker(session);
    const name = base === null ? (await session.topic('moved')).name : base === '' ? '' : session.name(base);
    const topic = { name, partitions: [{ partitionIndex: 0, replicas: [node] }] };
    await session.ask('moved', alterPartitionReassignmentsApi, version, {
      timeoutMs: 5000,
      allowReplicationFactorChange: true,
      topics: Array.from({ length: times }, () => topic),
    });
  };
}

function listed(partitionIndexes: readonly number[] | null, base?: string): Play {
  return async (session, version) => {
    const { name } = await session.topic('listed', 2);
    const asked = [{ name: base === undefined ? name : session.name(base), partitionIndexes: partitionIndexes ?? [] }];
    const topics = partitionIndexes === null ? null : asked;
    await session.ask('listed', listPartitionReassignmentsApi, version, { timeoutMs: 5000, topics });
  };
}

export const reassignmentCases: readonly Case[] = [
  ...casesOf(alterPartitionReassignmentsApi, {
    'to where it is already': moved((node) => ({ 0: [node], 1: [node] })),
    'to where it is already, with as many replicas': [{ from: 1 }, moved((node) => ({ 0: [node] }), false)],
    'to a broker that does not exist': moved((node) => ({ 0: [node + 7] })),
    'to one more broker that does not exist': moved((node) => ({ 0: [node, node + 7] })),
    'to one more broker, with as many replicas': [{ from: 1 }, moved((node) => ({ 0: [node, node + 7] }), false)],
    'to a broker with a negative number': moved(() => ({ 0: [-3] })),
    'to a broker twice': moved((node) => ({ 0: [node, node] })),
    'to no broker': moved(() => ({ 0: [] })),
    'what is not under way, cancelled': moved(() => ({ 0: null })),
    'an unknown partition': moved((node) => ({ 0: [node], 7: [node] })),
    'an unknown partition, cancelled': moved(() => ({ 7: null })),
    'a negative partition': moved((node) => ({ [-1]: [node] })),
    'an unknown topic': movedElsewhere('nowhere'),
    'a topic without a name': movedElsewhere(''),
    'a topic twice': movedElsewhere(null, 2),
    'a partition twice': async (session, version) => {
      const [node, { name }] = [await broker(session), await session.topic('moved')];
      const partition = { partitionIndex: 0, replicas: [node] };
      await session.ask('moved', alterPartitionReassignmentsApi, version, {
        timeoutMs: 5000,
        allowReplicationFactorChange: true,
        topics: [{ name, partitions: [partition, partition] }],
      });
    },
    'no partition': moved(() => ({})),
    nothing: async (session, version) => {
      const body = { timeoutMs: 5000, allowReplicationFactorChange: true, topics: [] };
      await session.ask('moved', alterPartitionReassignmentsApi, version, body);
    },
  }),
  ...casesOf(listPartitionReassignmentsApi, {
    everything: listed(null),
    'partitions that do not move': listed([0, 1]),
    'an unknown partition': listed([7]),
    'no partition': listed([]),
    'an unknown topic': listed([0], 'nowhere'),
  }),
];

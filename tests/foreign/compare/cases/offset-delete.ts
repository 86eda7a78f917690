/** OffsetDelete. */

import { describeGroupsApi } from '@moldau/protocol/messages/describe-groups';
import { leaveGroupApi } from '@moldau/protocol/messages/leave-group';
import { offsetCommitApi } from '@moldau/protocol/messages/offset-commit';
import { offsetDeleteApi } from '@moldau/protocol/messages/offset-delete';
import { offsetFetchApi } from '@moldau/protocol/messages/offset-fetch';
import { commitBody, joinBody, offsetFetchBody } from '../bodies.ts';
import { type Case, casesOf, type Play } from '../case.ts';
import { coordinated, joined, stable } from '../members.ts';
import type { Session, Topic } from '../session.ts';

interface Scene {
  readonly group: string;
  readonly topic: Topic;
}

/** Offset 5 committed on both partitions of a topic, before anybody joins. */
async function scene(session: Session): Promise<Scene> {
  const group = await coordinated(session, 'deleting');
  const topic = await session.topic('deleted', 2);
  for (const partition of [0, 1]) {
    await session.quietly(offsetCommitApi, 8, commitBody(group, topic, {}, 5n, 'note', partition));
  }
  return { group, topic };
}

/** A consumer's subscription to topics. */
function subscribing(...topics: string[]): Buffer {
  const names = topics.flatMap((topic) => [Buffer.from([0, topic.length]), Buffer.from(topic)]);
  return Buffer.concat([Buffer.from([0, 0, 0, 0, 0, topics.length]), ...names, Buffer.from([255, 255, 255, 255])]);
}

async function deleted(
  session: Session,
  version: number,
  { group, topic }: Scene,
  partitions: readonly number[] = [0],
  names: readonly string[] = [topic.name],
): Promise<void> {
  const topics = names.map((name) => ({ name, partitions: partitions.map((partitionIndex) => ({ partitionIndex })) }));
  await session.ask('deleted', offsetDeleteApi, version, { groupId: group, topics });
  const { groups } = await session.quietly(offsetFetchApi, 8, offsetFetchBody(8, group, [topic], [0, 1]));
  session.note('left', groups[0]?.topics[0]?.partitions);
}

function ofMember(protocolType: string, metadata: (topic: Topic) => Buffer, leaves = false): Play {
  return async (session, version) => {
    const { group, topic } = await scene(session);
    const protocols = [{ name: 'range', metadata: metadata(topic) }];
    const { memberId } = await stable(session, group, { protocolType, protocols });
    if (leaves) {
      const members = [{ memberId, groupInstanceId: null, reason: null }];
      await session.quietly(leaveGroupApi, 5, { groupId: group, memberId: '', members });
    }
    await deleted(session, version, { group, topic });
  };
}

export const offsetDeleteCases: readonly Case[] = casesOf(offsetDeleteApi, {
  'a group with offsets only': async (session, version) => deleted(session, version, await scene(session)),
  'everything it has': async (session, version) => {
    const { group, topic } = await scene(session);
    await deleted(session, version, { group, topic }, [0, 1]);
    await session.ask('described', describeGroupsApi, 6, { groups: [group], includeAuthorizedOperations: false });
  },
  'a partition twice': async (session, version) => deleted(session, version, await scene(session), [0, 0]),
  'a partition that does not exist': async (session, version) =>
    deleted(session, version, await scene(session), [0, 9, -1]),
  'a topic that does not exist': async (session, version) => {
    const prepared = await scene(session);
    await deleted(session, version, prepared, [0], [prepared.topic.name, session.name('unknown')]);
  },
  'only what does not exist': async (session, version) => {
    await deleted(session, version, await scene(session), [0], [session.name('unknown')]);
  },
  'no topics': async (session, version) => deleted(session, version, await scene(session), [0], []),
  'no partitions': async (session, version) => deleted(session, version, await scene(session), []),
  'an unknown group': async (session, version) => {
    const { topic } = await scene(session);
    await deleted(session, version, { group: await coordinated(session, 'unknown'), topic });
  },
  'no group': async (session, version) => {
    const { topic } = await scene(session);
    const topics = [{ name: topic.name, partitions: [{ partitionIndex: 0 }] }];
    await session.ask('deleted', offsetDeleteApi, version, { groupId: '', topics });
  },
  'a topic that a member subscribes to': ofMember('consumer', ({ name }) => subscribing(name)),
  'a topic that no member subscribes to': ofMember('consumer', () => subscribing('another')),
  'a subscription that cannot be read': ofMember('consumer', () => Buffer.from('?')),
  'a group of another protocol type': ofMember('connect', ({ name }) => subscribing(name)),
  'a group of another protocol type whose member left': ofMember('connect', ({ name }) => subscribing(name), true),
  'a group whose member left': ofMember('consumer', ({ name }) => subscribing(name), true),
  'a group that waits for its leader': async (session, version) => {
    const { group, topic } = await scene(session);
    await joined(session, group, { protocols: joinBody(group).protocols });
    await deleted(session, version, { group, topic });
  },
});

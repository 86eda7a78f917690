/** OffsetCommit and OffsetFetch. */

import { deleteTopicsApi } from '@moldau/protocol/messages/delete-topics';
import { joinGroupApi } from '@moldau/protocol/messages/join-group';
import { leaveGroupApi } from '@moldau/protocol/messages/leave-group';
import { metadataApi } from '@moldau/protocol/messages/metadata';
import { type OffsetCommitRequest, offsetCommitApi } from '@moldau/protocol/messages/offset-commit';
import { offsetFetchApi } from '@moldau/protocol/messages/offset-fetch';
import { eventually } from '../../support/eventually.ts';
import { commitBody, joinBody, offsetFetchBody, strangeId, zeroId } from '../bodies.ts';
import { type Case, casesOf, type Play } from '../case.ts';
import { coordinated, joined, stable } from '../members.ts';
import type { Session, Topic } from '../session.ts';

const stranger = 'nobody-00000000-0000-0000-0000-000000000000';

/** A commit without membership, and what is fetched afterwards. */
function committed(
  differences: Partial<OffsetCommitRequest>,
  offset = 5n,
  metadata: string | null = 'note',
  partition = 0,
): Play {
  return async (session, version) => {
    const group = await coordinated(session, 'simple');
    const topic = await session.topic('committed');
    await session.ask(
      'committed',
      offsetCommitApi,
      version,
      commitBody(group, topic, differences, offset, metadata, partition),
    );
    await noteOffsets(session, group, topic);
  };
}

async function noteOffsets(session: Session, group: string, topic: Topic): Promise<void> {
  const { groups } = await session.quietly(offsetFetchApi, 8, offsetFetchBody(8, group, [topic]));
  session.note('afterwards', groups[0]?.topics[0]?.partitions);
}

/** A commit in a group with one stable member. */
function committedBeside(change: (memberId: string, generationId: number) => Partial<OffsetCommitRequest>): Play {
  return async (session, version) => {
    const group = await coordinated(session, 'busy');
    const topic = await session.topic('committed');
    const { memberId, generationId } = await stable(session, group);
    await session.ask('committed', offsetCommitApi, version, commitBody(group, topic, change(memberId, generationId)));
  };
}

/** Offset 5 committed on partition 0 of a topic with two. */
async function prepared(session: Session): Promise<{ group: string; topic: Topic }> {
  const group = await coordinated(session, 'fetched');
  const topic = await session.topic('fetched', 2);
  await session.quietly(offsetCommitApi, 8, commitBody(group, topic));
  return { group, topic };
}

/** Deletes the topic and creates another one of its name, without any offsets. */
async function madeAgain(session: Session, { name }: Topic): Promise<Topic> {
  await session.quietly(deleteTopicsApi, 5, { topics: [], topicNames: [name], timeoutMs: 10_000 });
  const asked = { topics: [{ topicId: zeroId, name }], allowAutoTopicCreation: false };
  const body = { ...asked, includeClusterAuthorizedOperations: false, includeTopicAuthorizedOperations: false };
  const code = async () => (await session.quietly(metadataApi, 12, body)).topics[0]?.errorCode;
  await eventually('a deleted topic', code, (error) => error === 3);
  return session.topic('fetched', 2);
}

export const offsetCases: readonly Case[] = [
  ...casesOf(offsetCommitApi, {
    'without membership': committed({}),
    'without metadata': committed({}, 5n, null),
    'empty metadata': committed({}, 5n, ''),
    'too much metadata': committed({}, 5n, 'x'.repeat(5000)),
    'an offset of zero': committed({}, 0n),
    'a negative offset': committed({}, -1n),
    'a partition that does not exist': committed({}, 5n, 'note', 7),
    'a member id without a group of members': committed({ memberId: stranger, generationIdOrMemberEpoch: 3 }),
    'a generation without a group of members': committed({ generationIdOrMemberEpoch: 3 }),
    'no group': committed({ groupId: '' }),
    'a retention of its own': [{ to: 4 }, committed({ retentionTimeMs: 60_000 })],
    'a partition twice': async (session, version) => {
      const group = await coordinated(session, 'twice');
      const topic = await session.topic('committed');
      const [one, two] = [commitBody(group, topic, {}, 5n), commitBody(group, topic, {}, 6n)];
      const topics = [...one.topics, ...two.topics];
      await session.ask('committed', offsetCommitApi, version, { ...one, topics });
      await noteOffsets(session, group, topic);
    },
    'a known and an unknown topic': [
      { to: 9 },
      async (session, version) => {
        const group = await coordinated(session, 'mixed');
        const topic = await session.topic('committed');
        const unknown = { name: session.name('unknown'), id: strangeId };
        const body = commitBody(group, topic);
        const topics = [...body.topics, ...commitBody(group, unknown).topics];
        await session.ask('committed', offsetCommitApi, version, { ...body, topics });
      },
    ],
    'a topic that was made again': async (session, version) => {
      const { group, topic } = await prepared(session);
      const again = await madeAgain(session, topic);
      await session.ask('under the old id', offsetCommitApi, version, commitBody(group, topic));
      await session.ask('under the new id', offsetCommitApi, version, commitBody(group, again));
    },
    'a group whose member left': async (session, version) => {
      const group = await coordinated(session, 'left');
      const topic = await session.topic('committed');
      const { memberId, generationId } = await stable(session, group);
      const members = [{ memberId, groupInstanceId: null, reason: null }];
      await session.quietly(leaveGroupApi, 5, { groupId: group, memberId: '', members });
      const former = { memberId, generationIdOrMemberEpoch: generationId };
      await session.ask('by the member', offsetCommitApi, version, commitBody(group, topic, former));
      await session.ask('without membership', offsetCommitApi, version, commitBody(group, topic));
      await session.ask(
        'in the next generation',
        offsetCommitApi,
        version,
        commitBody(group, topic, { ...former, generationIdOrMemberEpoch: generationId + 1 }),
      );
    },
    'a member id without a generation': committed({ memberId: stranger }),
    'a member in a group of members without a generation': committedBeside((memberId) => ({ memberId })),
    'in a rebalance': async (session, version) => {
      const group = await coordinated(session, 'busy');
      const topic = await session.topic('committed');
      const { memberId, generationId } = await stable(session, group);
      const joining = session.quietly(joinGroupApi, 3, joinBody(group), 'second');
      await new Promise((resolve) => setTimeout(resolve, 150));
      const body = commitBody(group, topic, { memberId, generationIdOrMemberEpoch: generationId });
      await session.ask('committed', offsetCommitApi, version, body);
      await session.quietly(joinGroupApi, 9, joinBody(group, { memberId }));
      await joining;
    },
    'no topics': committed({ topics: [] }),
    'a topic that does not exist': async (session, version) => {
      const group = await coordinated(session, 'simple');
      const topic = { name: session.name('unknown'), id: strangeId };
      await session.ask('committed', offsetCommitApi, version, commitBody(group, topic));
    },
    'a member of the group': committedBeside((memberId, generationId) => ({
      memberId,
      generationIdOrMemberEpoch: generationId,
    })),
    'a stranger in the group': committedBeside((_, generationId) => ({
      memberId: stranger,
      generationIdOrMemberEpoch: generationId,
    })),
    'a wrong generation': committedBeside((memberId, generationId) => ({
      memberId,
      generationIdOrMemberEpoch: generationId + 1,
    })),
    'without membership in a group of members': committedBeside(() => ({})),
    'an unknown instance': [
      { from: 7 },
      committedBeside((memberId, generationId) => ({
        memberId,
        generationIdOrMemberEpoch: generationId,
        groupInstanceId: 'instance-9',
      })),
    ],
    'before the sync': async (session, version) => {
      const group = await coordinated(session, 'early');
      const topic = await session.topic('committed');
      const { memberId, generationId } = await joined(session, group);
      const body = commitBody(group, topic, { memberId, generationIdOrMemberEpoch: generationId });
      await session.ask('committed', offsetCommitApi, version, body);
    },
  }),
  ...casesOf(offsetFetchApi, {
    'a committed and another partition': async (session, version) => {
      const { group, topic } = await prepared(session);
      await session.ask('fetched', offsetFetchApi, version, offsetFetchBody(version, group, [topic], [0, 1]));
    },
    'everything of the group': [
      { from: 2 },
      async (session, version) => {
        const { group } = await prepared(session);
        await session.ask('fetched', offsetFetchApi, version, offsetFetchBody(version, group, null));
      },
    ],
    'a topic that was made again': async (session, version) => {
      const { group, topic } = await prepared(session);
      const again = await madeAgain(session, topic);
      await session.ask('under the old id', offsetFetchApi, version, offsetFetchBody(version, group, [topic]));
      await session.ask('under the new id', offsetFetchApi, version, offsetFetchBody(version, group, [again]));
      if (version >= 2) await session.ask('everything', offsetFetchApi, version, offsetFetchBody(version, group, null));
    },
    'a partition twice': async (session, version) => {
      const { group, topic } = await prepared(session);
      await session.ask('fetched', offsetFetchApi, version, offsetFetchBody(version, group, [topic], [0, 0]));
    },
    'a member and a stranger': [
      { from: 9 },
      async (session, version) => {
        const { group, topic } = await prepared(session);
        const { memberId, generationId } = await stable(session, group);
        const asked = offsetFetchBody(version, group, [topic]);
        for (const [label, member] of Object.entries({
          member: { memberId, memberEpoch: generationId },
          stranger: { memberId: stranger, memberEpoch: 7 },
        })) {
          const groups = asked.groups.map((each) => ({ ...each, ...member }));
          await session.ask(label, offsetFetchApi, version, { ...asked, groups });
        }
      },
    ],
    'no topics': async (session, version) => {
      const { group } = await prepared(session);
      await session.ask('fetched', offsetFetchApi, version, offsetFetchBody(version, group, []));
    },
    'an unknown group': async (session, version) => {
      const { topic } = await prepared(session);
      await session.ask('fetched', offsetFetchApi, version, offsetFetchBody(version, session.name('unknown'), [topic]));
    },
    'everything of an unknown group': [
      { from: 2 },
      async (session, version) => {
        await prepared(session);
        await session.ask('fetched', offsetFetchApi, version, offsetFetchBody(version, session.name('unknown'), null));
      },
    ],
    'no group': async (session, version) => {
      const { topic } = await prepared(session);
      await session.ask('fetched', offsetFetchApi, version, offsetFetchBody(version, '', [topic]));
    },
    'an unknown topic': async (session, version) => {
      const { group } = await prepared(session);
      const topic = { name: session.name('unknown'), id: strangeId };
      await session.ask('fetched', offsetFetchApi, version, offsetFetchBody(version, group, [topic]));
    },
    'a partition that does not exist': async (session, version) => {
      const { group, topic } = await prepared(session);
      await session.ask('fetched', offsetFetchApi, version, offsetFetchBody(version, group, [topic], [9]));
    },
    'stable offsets only': [
      { from: 7 },
      async (session, version) => {
        const { group, topic } = await prepared(session);
        const body = { ...offsetFetchBody(version, group, [topic]), requireStable: true };
        await session.ask('fetched', offsetFetchApi, version, body);
      },
    ],
    'two groups at once': [
      { from: 8 },
      async (session, version) => {
        const { group, topic } = await prepared(session);
        const [one] = offsetFetchBody(version, group, [topic]).groups;
        const [two] = offsetFetchBody(version, session.name('unknown'), null).groups;
        const groups = [one, two].flatMap((each) => each ?? []);
        await session.ask('fetched', offsetFetchApi, version, {
          groupId: '',
          topics: [],
          groups,
          requireStable: false,
        });
      },
    ],
    'a topic without commits': async (session, version) => {
      const { group } = await prepared(session);
      const other = await session.topic('other');
      await session.ask('fetched', offsetFetchApi, version, offsetFetchBody(version, group, [other]));
    },
  }),
];

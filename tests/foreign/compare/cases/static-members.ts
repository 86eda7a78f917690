/** Static members (KIP-345): those that come back, and those that are fenced, through every API that knows them. */

import { describeGroupsApi } from '@moldau/protocol/messages/describe-groups';
import { heartbeatApi } from '@moldau/protocol/messages/heartbeat';
import { type JoinGroupRequest, type JoinGroupResponse, joinGroupApi } from '@moldau/protocol/messages/join-group';
import { leaveGroupApi } from '@moldau/protocol/messages/leave-group';
import { offsetCommitApi } from '@moldau/protocol/messages/offset-commit';
import { syncGroupApi } from '@moldau/protocol/messages/sync-group';
import { commitBody, joinBody, subscription } from '../bodies.ts';
import { type Case, casesOf, type Play } from '../case.ts';
import { coordinated, stable } from '../members.ts';
import type { Session } from '../session.ts';

/** A subscription to another topic than everybody else's. */
const otherMetadata = Buffer.from('AAAAAAABAAVvdGhlcgAAAAA=', 'base64');
const stranger = 'nobody-00000000-0000-0000-0000-000000000000';

interface StaticGroup {
  readonly group: string;
  readonly leader: JoinGroupResponse;
  readonly follower: JoinGroupResponse;
}

/** A stable group of `instance-1`, which leads, and `instance-2`, in its second generation. */
async function pair(session: Session): Promise<StaticGroup> {
  const group = await coordinated(session, 'static');
  const first = await stable(session, group, { groupInstanceId: 'instance-1' });
  const joining = session.quietly(joinGroupApi, 9, joinBody(group, { groupInstanceId: 'instance-2' }), 'second');
  await settled();
  const again = joinBody(group, { groupInstanceId: 'instance-1', memberId: first.memberId });
  const [leader, follower] = await Promise.all([session.quietly(joinGroupApi, 9, again), joining]);
  const assignments = [leader, follower].map(({ memberId }, index) => ({
    memberId,
    assignment: Buffer.from(`work of ${index + 1}`),
  }));
  await session.quietly(syncGroupApi, 5, syncBody(group, leader, 'instance-1', assignments));
  await session.quietly(syncGroupApi, 5, syncBody(group, follower, 'instance-2'), 'second');
  return { group, leader, follower };
}

function syncBody(
  groupId: string,
  { memberId, generationId }: Pick<JoinGroupResponse, 'memberId' | 'generationId'>,
  groupInstanceId: string | null,
  assignments: readonly { memberId: string; assignment: Buffer }[] = [],
) {
  return {
    groupId,
    memberId,
    generationId,
    groupInstanceId,
    protocolType: 'consumer',
    protocolName: 'range',
    assignments: [...assignments],
  };
}

/** Long enough for a request to be parked. */
function settled(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 150));
}

/** One of the two comes back without its id; then the others are asked how they are. */
function back(instance: 1 | 2, differences: Partial<JoinGroupRequest> = {}): Play {
  return async (session, version) => {
    const { group, leader, follower } = await pair(session);
    const groupInstanceId = `instance-${instance}`;
    const body = joinBody(group, { groupInstanceId, ...differences });
    const answered = session.quietly(joinGroupApi, version, body, 'third');
    await settled();
    const beat = { groupId: group, generationId: leader.generationId };
    for (const [name, member, instanceId] of [
      ['the leader', leader, 'instance-1'],
      ['the follower', follower, 'instance-2'],
    ] as const) {
      const asked = { ...beat, memberId: member.memberId, groupInstanceId: instanceId };
      await session.ask(`a heartbeat of ${name}`, heartbeatApi, 4, asked);
    }
    const answer = await answered;
    noteJoined(session, 'back', answer);
    const { memberId, generationId } = answer;
    const synced = syncBody(group, { memberId, generationId }, groupInstanceId);
    await session.ask('its assignment', syncGroupApi, 5, synced, 'third');
  };
}

/** Asks in the name of the leader with differences. */
function fenced(
  ask: (session: Session, version: number, group: StaticGroup, memberId: string, instance: string) => Promise<unknown>,
): Record<string, readonly [{ from: number }, Play]> {
  const of = (from: number, choose: (group: StaticGroup) => [string, string]): readonly [{ from: number }, Play] => [
    { from },
    async (session, version) => {
      const group = await pair(session);
      await ask(session, version, group, ...choose(group));
    },
  ];
  return {
    'a static member by its id': of(3, ({ leader }) => [leader.memberId, 'instance-1']),
    'an instance under another id': of(3, () => [stranger, 'instance-1']),
    'an instance under the id of another': of(3, ({ follower }) => [follower.memberId, 'instance-1']),
    'an instance without an id': of(3, () => ['', 'instance-1']),
    'an instance that is not known': of(3, ({ leader }) => [leader.memberId, 'instance-9']),
  };
}

export const staticMemberCases: readonly Case[] = [
  ...casesOf(joinGroupApi, {
    'a static leader that comes back': [{ from: 5 }, back(1)],
    'a static follower that comes back': [{ from: 5 }, back(2)],
    'a static follower that comes back with other metadata': [
      { from: 5 },
      back(2, { protocols: [{ name: 'range', metadata: otherMetadata }] }),
    ],
    'a static follower that comes back with one more protocol': [
      { from: 5 },
      back(2, {
        protocols: [
          { name: 'roundrobin', metadata: subscription },
          { name: 'range', metadata: subscription },
        ],
      }),
    ],
    'a static follower that comes back without the protocol': [
      { from: 5 },
      async (session, version) => {
        const { group } = await pair(session);
        const protocols = [{ name: 'roundrobin', metadata: subscription }];
        const body = joinBody(group, { groupInstanceId: 'instance-2', protocols });
        await session.ask('back', joinGroupApi, version, body, 'third');
      },
    ],
    ...fenced((session, version, { group }, memberId, instance) =>
      memberId === '' ? Promise.resolve() : askToJoin(session, Math.max(version, 5), group, memberId, instance),
    ),
    'a second client of an instance whose join is parked': [
      { from: 5 },
      async (session, version) => {
        const { group, leader } = await pair(session);
        const changed = { protocols: [{ name: 'range', metadata: otherMetadata }] };
        const asked = { groupInstanceId: 'instance-1', memberId: leader.memberId, ...changed };
        const parked = session.ask('parked', joinGroupApi, version, joinBody(group, asked));
        await settled();
        const body = joinBody(group, { groupInstanceId: 'instance-1', ...changed });
        const taker = session.quietly(joinGroupApi, 9, body, 'third');
        await parked;
        const other = session.quietly(joinGroupApi, 9, joinBody(group, { groupInstanceId: 'instance-2' }), 'second');
        await Promise.all([taker, other]);
      },
    ],
  }),
  ...casesOf(syncGroupApi, {
    ...fenced((session, version, { group, leader }, memberId, instance) =>
      session.ask('synced', syncGroupApi, version, syncBody(group, { ...leader, memberId }, instance)),
    ),
    'a second client of an instance whose sync is parked': [
      { from: 3 },
      async (session, version) => {
        const { group, leader, follower } = await pair(session);
        const changed = { protocols: [{ name: 'range', metadata: otherMetadata }] };
        const one = { groupInstanceId: 'instance-1', memberId: leader.memberId, ...changed };
        const two = { groupInstanceId: 'instance-2', memberId: follower.memberId };
        const [, second] = await Promise.all([
          session.quietly(joinGroupApi, 9, joinBody(group, one)),
          settled().then(() => session.quietly(joinGroupApi, 9, joinBody(group, two), 'second')),
        ]);
        const parked = session.ask('parked', syncGroupApi, version, syncBody(group, second, 'instance-2'), 'second');
        await settled();
        const body = joinBody(group, { groupInstanceId: 'instance-2' });
        const taker = session.quietly(joinGroupApi, 9, body, 'third').catch(() => undefined);
        await parked;
        await session.quietly(joinGroupApi, 9, joinBody(group, one));
        await taker;
      },
    ],
  }),
  ...casesOf(
    heartbeatApi,
    fenced((session, version, { group, leader }, memberId, groupInstanceId) => {
      const { generationId } = leader;
      return session.ask('beaten', heartbeatApi, version, { groupId: group, memberId, generationId, groupInstanceId });
    }),
  ),
  ...casesOf(
    leaveGroupApi,
    fenced(async (session, version, { group }, memberId, groupInstanceId) => {
      const members = [{ memberId, groupInstanceId, reason: null }];
      await session.ask('left', leaveGroupApi, version, { groupId: group, memberId: '', members });
      const { groups } = await session.quietly(describeGroupsApi, 5, described(group));
      session.note('left over', groups[0]?.members.length);
    }),
  ),
  ...casesOf(
    offsetCommitApi,
    withFrom(
      7,
      fenced(async (session, version, { group, leader }, memberId, groupInstanceId) => {
        const topic = await session.topic('committed');
        const committer = { memberId, groupInstanceId, generationIdOrMemberEpoch: leader.generationId };
        await session.ask('committed', offsetCommitApi, version, commitBody(group, topic, committer));
      }),
    ),
  ),
  ...casesOf(describeGroupsApi, {
    'a group of static members': async (session, version) => {
      const { group } = await pair(session);
      const { groups } = await session.quietly(describeGroupsApi, version, described(group));
      const members = groups[0]?.members.toSorted((a, b) => (a.memberId < b.memberId ? -1 : 1));
      session.note('described', { ...groups[0], members });
    },
  }),
];

function described(group: string) {
  return { groups: [group], includeAuthorizedOperations: false };
}

function withFrom(from: number, plays: ReturnType<typeof fenced>): ReturnType<typeof fenced> {
  return Object.fromEntries(Object.entries(plays).map(([name, [, play]]) => [name, [{ from }, play] as const]));
}

async function askToJoin(
  session: Session,
  version: number,
  group: string,
  memberId: string,
  groupInstanceId: string,
): Promise<void> {
  const body = joinBody(group, { memberId, groupInstanceId });
  const joining = session.quietly(joinGroupApi, version, body, 'third');
  await settled();
  const { members } = await session
    .quietly(describeGroupsApi, 5, described(group))
    .then(({ groups }) => groups[0] ?? { members: [] });
  const follower = members.find((member) => member.groupInstanceId === 'instance-2')?.memberId ?? '';
  const again = joinBody(group, { memberId: follower, groupInstanceId: 'instance-2' });
  if (memberId !== follower && memberId !== stranger && groupInstanceId === 'instance-1') {
    await session.quietly(joinGroupApi, 9, again, 'second');
  }
  noteJoined(session, 'joined', await joining);
}

/** Kafka tells a leader the members in the order of a hash table. */
function noteJoined(session: Session, label: string, answer: JoinGroupResponse): void {
  const members = answer.members.toSorted((a, b) => (a.memberId < b.memberId ? -1 : 1));
  session.note(label, { ...answer, members });
}

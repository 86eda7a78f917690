/** JoinGroup, SyncGroup, Heartbeat and LeaveGroup of the classic protocol. */

import { describeGroupsApi } from '@moldau/protocol/messages/describe-groups';
import { heartbeatApi } from '@moldau/protocol/messages/heartbeat';
import { type JoinGroupRequest, joinGroupApi } from '@moldau/protocol/messages/join-group';
import { leaveGroupApi } from '@moldau/protocol/messages/leave-group';
import { type SyncGroupRequest, syncGroupApi } from '@moldau/protocol/messages/sync-group';
import { joinBody, subscription } from '../bodies.ts';
import { type Case, casesOf, type Play } from '../case.ts';
import { coordinated, joined, stable } from '../members.ts';
import type { Session } from '../session.ts';

const stranger = 'nobody-00000000-0000-0000-0000-000000000000';

function joining(differences: Partial<JoinGroupRequest>): Play {
  return async (session, version) => {
    const group = await coordinated(session, 'joined');
    await session.ask('joined', joinGroupApi, version, joinBody(group, differences));
  };
}

/** Joins a group that has one member with the protocol `range`. */
function joiningBeside(differences: Partial<JoinGroupRequest>): Play {
  return async (session, version) => {
    const group = await coordinated(session, 'taken');
    await stable(session, group);
    await session.ask('joined', joinGroupApi, version, joinBody(group, differences), 'second');
  };
}

function syncBody(
  groupId: string,
  generationId: number,
  memberId: string,
  differences: Partial<SyncGroupRequest> = {},
): SyncGroupRequest {
  const assignments = [{ memberId, assignment: Buffer.from('work') }];
  return {
    groupId,
    generationId,
    memberId,
    groupInstanceId: null,
    protocolType: 'consumer',
    protocolName: 'range',
    assignments,
    ...differences,
  };
}

/** A sync of the only member, which has just joined. */
function syncing(change: (memberId: string, generationId: number) => Partial<SyncGroupRequest>): Play {
  return async (session, version) => {
    const group = await coordinated(session, 'synced');
    const { memberId, generationId } = await joined(session, group);
    const body = syncBody(group, generationId, memberId, change(memberId, generationId));
    await session.ask('synced', syncGroupApi, version, body);
  };
}

function beating(
  change: (memberId: string, generationId: number) => { memberId?: string; generationId?: number; groupId?: string },
): Play {
  return async (session, version) => {
    const groupId = await coordinated(session, 'beating');
    const { memberId, generationId } = await stable(session, groupId);
    const body = { groupId, memberId, generationId, groupInstanceId: null, ...change(memberId, generationId) };
    await session.ask('beaten', heartbeatApi, version, body);
  };
}

function leaveBody(
  version: number,
  groupId: string,
  memberIds: readonly string[],
  instances: readonly (string | null)[] = [],
) {
  const members = memberIds.map((memberId, index) => ({
    memberId,
    groupInstanceId: instances[index] ?? null,
    reason: null,
  }));
  return { groupId, memberId: version < 3 ? (memberIds[0] ?? '') : '', members: version < 3 ? [] : members };
}

async function joinTwice(session: Session, version: number): Promise<void> {
  const group = await coordinated(session, 'life');
  let answer = await session.ask('joined', joinGroupApi, version, joinBody(group));
  if (answer.errorCode === 79)
    answer = await session.ask(
      'joined with its id',
      joinGroupApi,
      version,
      joinBody(group, { memberId: answer.memberId }),
    );
  const { memberId, generationId } = answer;
  await session.ask('synced', syncGroupApi, Math.min(version, 5), syncBody(group, generationId, memberId));
  const beat = { groupId: group, memberId, generationId, groupInstanceId: null };
  await session.ask('beaten', heartbeatApi, Math.min(version, 4), beat);
  await session.ask('joined again', joinGroupApi, version, joinBody(group, { memberId }));
  const leaving = Math.min(version, 5);
  await session.ask('left', leaveGroupApi, leaving, leaveBody(leaving, group, [memberId]));
  await session.ask('beaten after that', heartbeatApi, Math.min(version, 4), beat);
}

export const groupMembershipCases: readonly Case[] = [
  ...casesOf(joinGroupApi, {
    'the life of one member': joinTwice,
    'two members': async (session, version) => {
      const group = await coordinated(session, 'pair');
      const one = await stable(session, group);
      const two = session.ask(
        'second',
        joinGroupApi,
        version,
        joinBody(group, version < 4 ? {} : { memberId: await idOf(session, group) }),
        'second',
      );
      await new Promise((resolve) => setTimeout(resolve, 200));
      const beat = { groupId: group, memberId: one.memberId, generationId: one.generationId, groupInstanceId: null };
      await session.ask('a heartbeat meanwhile', heartbeatApi, 4, beat);
      const again = session.quietly(joinGroupApi, 9, joinBody(group, { memberId: one.memberId }));
      await Promise.all([two, again]);
      session.note(
        'the leader sees',
        (await again).members.map(({ metadata }) => metadata),
      );
    },
    'a member that leaves before it has joined': [
      { from: 4 },
      async (session, version) => {
        const group = await coordinated(session, 'pending');
        const { memberId } = await session.ask('given an id', joinGroupApi, version, joinBody(group));
        await session.ask('described', describeGroupsApi, 5, { groups: [group], includeAuthorizedOperations: false });
        await session.ask('beaten', heartbeatApi, 4, {
          groupId: group,
          memberId,
          generationId: 0,
          groupInstanceId: null,
        });
        await session.ask('synced', syncGroupApi, 5, syncBody(group, 0, memberId));
        await session.ask('left', leaveGroupApi, Math.min(version, 5), leaveBody(5, group, [memberId]));
        await session.ask('joined', joinGroupApi, version, joinBody(group, { memberId }));
      },
    ],
    'a pending id with an instance id': [
      { from: 5 },
      async (session, version) => {
        const group = await coordinated(session, 'pending');
        const { memberId } = await session.quietly(joinGroupApi, 9, joinBody(group));
        const body = joinBody(group, { memberId, groupInstanceId: 'instance-1' });
        await session.ask('joined', joinGroupApi, version, body);
      },
    ],
    'a leader that rejoins': async (session, version) => {
      const group = await coordinated(session, 'leader');
      const { memberId } = await stable(session, group);
      await session.ask('joined', joinGroupApi, version, joinBody(group, { memberId }));
    },
    'a member that rejoins before the sync': async (session, version) => {
      const group = await coordinated(session, 'early');
      const { memberId } = await joined(session, group);
      await session.ask('joined', joinGroupApi, version, joinBody(group, { memberId }));
    },
    'a member that rejoins with another protocol': async (session, version) => {
      const group = await coordinated(session, 'changed');
      const { memberId } = await stable(session, group);
      const protocols = [{ name: 'sticky', metadata: Buffer.from('other') }];
      await session.ask('joined', joinGroupApi, version, joinBody(group, { memberId, protocols }));
    },
    'a member that rejoins with another protocol type': async (session, version) => {
      const group = await coordinated(session, 'changed');
      const { memberId } = await stable(session, group);
      await session.ask('joined', joinGroupApi, version, joinBody(group, { memberId, protocolType: 'connect' }));
    },
    'a group whose member left takes another protocol type': async (session, version) => {
      const group = await coordinated(session, 'again');
      const { memberId } = await stable(session, group);
      await session.quietly(leaveGroupApi, 5, leaveBody(5, group, [memberId]));
      const body = joinBody(group, {
        protocolType: 'connect',
        protocols: [{ name: 'own', metadata: Buffer.from('m') }],
      });
      await session.ask('joined', joinGroupApi, Math.min(version, 3), body);
    },
    'no group': joining({ groupId: '' }),
    'an unknown member id': joining({ memberId: stranger }),
    'no protocol type': joining({ protocolType: '' }),
    'no protocols': joining({ protocols: [] }),
    'a session timeout that is too short': joining({ sessionTimeoutMs: 1 }),
    'a session timeout that is too long': joining({ sessionTimeoutMs: 2_000_000_000 }),
    'another protocol type than the group has': joiningBeside({ protocolType: 'connect' }),
    'a protocol that the group does not know': joiningBeside({
      protocols: [{ name: 'roundrobin', metadata: subscription }],
    }),
    'an unknown member id in a group that is there': joiningBeside({ memberId: stranger }),
    'a static member': [{ from: 5 }, joining({ groupInstanceId: 'instance-1' })],
    'a static member that comes back': [
      { from: 5 },
      async (session, version) => {
        const group = await coordinated(session, 'static');
        const before = await stable(session, group, { groupInstanceId: 'instance-1' });
        const body = joinBody(group, { groupInstanceId: 'instance-1' });
        await session.ask('back', joinGroupApi, version, body, 'second');
        const beat = {
          groupId: group,
          memberId: before.memberId,
          generationId: before.generationId,
          groupInstanceId: 'instance-1',
        };
        await session.ask('a heartbeat of its former self', heartbeatApi, 4, beat);
      },
    ],
    'a static member with an unknown id': [{ from: 5 }, joining({ groupInstanceId: 'instance-1', memberId: stranger })],
  }),
  ...casesOf(syncGroupApi, {
    'the leader': syncing(() => ({})),
    'no assignments': syncing(() => ({ assignments: [] })),
    'a wrong generation': syncing((_, generationId) => ({ generationId: generationId + 1 })),
    'an unknown member': syncing(() => ({ memberId: stranger })),
    'an unknown group': syncing(() => ({ groupId: 'no-such-group' })),
    'no group': syncing(() => ({ groupId: '' })),
    'another protocol type': [{ from: 5 }, syncing(() => ({ protocolType: 'connect' }))],
    'another protocol': [{ from: 5 }, syncing(() => ({ protocolName: 'sticky' }))],
    'no protocol': [{ from: 5 }, syncing(() => ({ protocolType: null, protocolName: null }))],
    'an unknown instance': [{ from: 3 }, syncing(() => ({ groupInstanceId: 'instance-9' }))],
    twice: async (session, version) => {
      const group = await coordinated(session, 'again');
      const { memberId, generationId } = await stable(session, group);
      await session.ask('again', syncGroupApi, version, syncBody(group, generationId, memberId, { assignments: [] }));
    },
  }),
  ...casesOf(heartbeatApi, {
    'a member': beating(() => ({})),
    'a wrong generation': beating((_, generationId) => ({ generationId: generationId + 1 })),
    'an unknown member': beating(() => ({ memberId: stranger })),
    'no member': beating(() => ({ memberId: '' })),
    'an unknown group': beating(() => ({ groupId: 'no-such-group' })),
    'no group': beating(() => ({ groupId: '' })),
    'before the sync': async (session, version) => {
      const groupId = await coordinated(session, 'early');
      const { memberId, generationId } = await joined(session, groupId);
      await session.ask('beaten', heartbeatApi, version, { groupId, memberId, generationId, groupInstanceId: null });
    },
  }),
  ...casesOf(leaveGroupApi, {
    'a member': async (session, version) => {
      const group = await coordinated(session, 'left');
      const { memberId } = await stable(session, group);
      await session.ask('left', leaveGroupApi, version, leaveBody(version, group, [memberId]));
    },
    'an unknown member': async (session, version) => {
      const group = await coordinated(session, 'left');
      await stable(session, group);
      await session.ask('left', leaveGroupApi, version, leaveBody(version, group, [stranger]));
    },
    'an unknown group': async (session, version) => {
      const group = await coordinated(session, 'unknown');
      await session.ask('left', leaveGroupApi, version, leaveBody(version, group, [stranger]));
    },
    'no group': async (session, version) => {
      await coordinated(session, 'unknown');
      await session.ask('left', leaveGroupApi, version, leaveBody(version, '', [stranger]));
    },
    'a member and a stranger': [
      { from: 3 },
      async (session, version) => {
        const group = await coordinated(session, 'both');
        const { memberId } = await stable(session, group);
        await session.ask('left', leaveGroupApi, version, leaveBody(version, group, [memberId, stranger]));
      },
    ],
    'a static member by its instance': [
      { from: 3 },
      async (session, version) => {
        const group = await coordinated(session, 'static');
        await stable(session, group, { groupInstanceId: 'instance-1' });
        await session.ask('left', leaveGroupApi, version, leaveBody(version, group, [''], ['instance-1']));
      },
    ],
    'an unknown instance': [
      { from: 3 },
      async (session, version) => {
        const group = await coordinated(session, 'static');
        await stable(session, group);
        await session.ask('left', leaveGroupApi, version, leaveBody(version, group, [''], ['instance-9']));
      },
    ],
    'two members at once': [
      { from: 3 },
      async (session, version) => {
        const group = await coordinated(session, 'pair');
        const one = await stable(session, group, { groupInstanceId: 'instance-1' });
        const joining = session.quietly(joinGroupApi, 9, joinBody(group, { groupInstanceId: 'instance-2' }), 'second');
        await new Promise((resolve) => setTimeout(resolve, 150));
        const again = { groupInstanceId: 'instance-1', memberId: one.memberId };
        await Promise.all([session.quietly(joinGroupApi, 9, joinBody(group, again)), joining]);
        const body = leaveBody(version, group, ['', ''], ['instance-1', 'instance-2']);
        await session.ask('left', leaveGroupApi, version, body);
        await session.ask('described', describeGroupsApi, 5, { groups: [group], includeAuthorizedOperations: false });
      },
    ],
    'a member twice': [
      { from: 3 },
      async (session, version) => {
        const group = await coordinated(session, 'twice');
        const { memberId } = await stable(session, group);
        await session.ask('left', leaveGroupApi, version, leaveBody(version, group, [memberId, memberId]));
      },
    ],
    'neither an id nor an instance': async (session, version) => {
      const group = await coordinated(session, 'nameless');
      await stable(session, group);
      await session.ask('left', leaveGroupApi, version, leaveBody(version, group, ['']));
    },
    nobody: [
      { from: 3 },
      async (session, version) => {
        const group = await coordinated(session, 'nobody');
        await stable(session, group);
        await session.ask('left', leaveGroupApi, version, leaveBody(version, group, []));
      },
    ],
  }),
];

/** The id that a newcomer gets before it joins. */
async function idOf(session: Session, group: string): Promise<string> {
  return (await session.quietly(joinGroupApi, 9, joinBody(group), 'second')).memberId;
}

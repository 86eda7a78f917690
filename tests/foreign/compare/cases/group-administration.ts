/** DescribeGroups, ListGroups and DeleteGroups. */

import { deleteGroupsApi } from '@moldau/protocol/messages/delete-groups';
import { describeGroupsApi } from '@moldau/protocol/messages/describe-groups';
import { joinGroupApi } from '@moldau/protocol/messages/join-group';
import { leaveGroupApi } from '@moldau/protocol/messages/leave-group';
import { listGroupsApi } from '@moldau/protocol/messages/list-groups';
import { offsetCommitApi } from '@moldau/protocol/messages/offset-commit';
import { offsetFetchApi } from '@moldau/protocol/messages/offset-fetch';
import { commitBody, joinBody } from '../bodies.ts';
import { type Case, casesOf, type Play } from '../case.ts';
import { coordinated, joined, stable } from '../members.ts';
import type { Session } from '../session.ts';

/** A group with offsets and without members. */
async function simple(session: Session): Promise<string> {
  const group = await coordinated(session, 'simple');
  const topic = await session.topic('offsets');
  await session.quietly(offsetCommitApi, 8, commitBody(group, topic));
  return group;
}

/** A group whose only member has left. */
async function abandoned(session: Session): Promise<string> {
  const group = await coordinated(session, 'abandoned');
  const { memberId } = await stable(session, group);
  const members = [{ memberId, groupInstanceId: null, reason: null }];
  await session.quietly(leaveGroupApi, 5, { groupId: group, memberId: '', members });
  return group;
}

async function busy(session: Session): Promise<string> {
  const group = await coordinated(session, 'busy');
  await stable(session, group);
  return group;
}

function described(group: (session: Session) => Promise<string>, includeAuthorizedOperations = false): Play {
  return async (session, version) => {
    const groups = [await group(session)];
    await session.ask('described', describeGroupsApi, version, { groups, includeAuthorizedOperations });
  };
}

/** The session's own groups among those listed. */
function listed(statesFilter: readonly string[], typesFilter: readonly string[] = []): Play {
  return async (session, version) => {
    const mine = new Set([await simple(session), await busy(session), await abandoned(session)]);
    const { groups, ...rest } = await session.quietly(listGroupsApi, version, { statesFilter, typesFilter });
    session.note('listed', { ...rest, groups: groups.filter(({ groupId }) => mine.has(groupId)) });
  };
}

function deleted(group: (session: Session) => Promise<string>): Play {
  return async (session, version) => {
    const groupsNames = [await group(session)];
    await session.ask('deleted', deleteGroupsApi, version, { groupsNames });
    await session.ask('again', deleteGroupsApi, version, { groupsNames });
  };
}

const unknown = (session: Session) => coordinated(session, 'unknown');

export const groupAdministrationCases: readonly Case[] = [
  ...casesOf(describeGroupsApi, {
    'a stable group': described(busy),
    'a group with offsets only': described(simple),
    'a group whose member left': described(abandoned),
    'an unknown group': described(unknown),
    'no name': described(async () => ''),
    'the operations that it allows': [{ from: 3 }, described(busy, true)],
    'a group before the sync': described(async (session) => {
      const group = await coordinated(session, 'early');
      await joined(session, group);
      return group;
    }),
    'no groups': async (session, version) => {
      await session.ask('described', describeGroupsApi, version, { groups: [], includeAuthorizedOperations: false });
    },
  }),
  ...casesOf(listGroupsApi, {
    'all groups': listed([]),
    'stable groups': [{ from: 4 }, listed(['Stable'])],
    'stable groups in small letters': [{ from: 4 }, listed(['stable'])],
    'empty and dead groups': [{ from: 4 }, listed(['Empty', 'Dead'])],
    'groups in a rebalance': [
      { from: 4 },
      async (session, version) => {
        const group = await coordinated(session, 'early');
        await joined(session, group);
        const filter = { statesFilter: ['CompletingRebalance'], typesFilter: [] };
        const { groups, ...rest } = await session.quietly(listGroupsApi, version, filter);
        session.note('listed', { ...rest, groups: groups.filter(({ groupId }) => groupId === group) });
      },
    ],
    'stable groups of a type': [{ from: 5 }, listed(['Stable'], ['classic', 'consumer'])],
    'an unknown state': [{ from: 4 }, listed(['Sleeping'])],
    'classic groups': [{ from: 5 }, listed([], ['classic'])],
    'Classic groups with a capital': [{ from: 5 }, listed([], ['Classic'])],
    'consumer groups': [{ from: 5 }, listed([], ['consumer'])],
    'an unknown type': [{ from: 5 }, listed([], ['modern'])],
  }),
  ...casesOf(deleteGroupsApi, {
    'a group with offsets only': deleted(simple),
    'a group whose member left': deleted(abandoned),
    'a stable group': deleted(busy),
    'an unknown group': deleted(unknown),
    'no name': deleted(async () => ''),
    'two groups and the same again': async (session, version) => {
      const [one, two] = [await simple(session), await abandoned(session)];
      await session.ask('deleted', deleteGroupsApi, version, { groupsNames: [one, two, one] });
    },
    'a group that only handed out an id': deleted(async (session) => {
      const group = await coordinated(session, 'pending');
      await session.quietly(joinGroupApi, 9, joinBody(group));
      return group;
    }),
    'a group that is used again': async (session, version) => {
      const group = await simple(session);
      await session.ask('deleted', deleteGroupsApi, version, { groupsNames: [group] });
      const topics = null;
      const again = { groupId: group, memberId: null, memberEpoch: -1, topics };
      const body = { groupId: '', topics: [], groups: [again], requireStable: false };
      await session.ask('its offsets', offsetFetchApi, 9, body);
      const { generationId } = await stable(session, group);
      session.note('its generation', generationId);
    },
    'no groups': async (session, version) => {
      await session.ask('deleted', deleteGroupsApi, version, { groupsNames: [] });
    },
  }),
];

/** Group members for cases: they join with the newest versions, without their answers being kept. */

import { describeGroupsApi } from '@moldau/protocol/messages/describe-groups';
import { findCoordinatorApi } from '@moldau/protocol/messages/find-coordinator';
import { type JoinGroupRequest, type JoinGroupResponse, joinGroupApi } from '@moldau/protocol/messages/join-group';
import { syncGroupApi } from '@moldau/protocol/messages/sync-group';
import { eventually } from '../support/eventually.ts';
import { joinBody } from './bodies.ts';
import type { Session } from './session.ts';

/** Makes sure that the group's coordinator is there and has loaded: it creates its topic when first asked for. */
export async function coordinated(session: Session, group: string): Promise<string> {
  const name = session.name(group);
  const body = { key: '', keyType: 0, coordinatorKeys: [name] };
  const ask = async () => (await session.quietly(findCoordinatorApi, 4, body)).coordinators[0]?.errorCode;
  await eventually('a coordinator', ask, (error) => error === 0);
  const described = { groups: [name], includeAuthorizedOperations: false };
  const load = async () => (await session.quietly(describeGroupsApi, 5, described)).groups[0]?.errorCode;
  await eventually('a coordinator that has loaded', load, (error) => error === 0);
  return name;
}

/** Joins in two steps, as v4 and later ask for, and resolves when the join phase is over. */
export async function joined(
  session: Session,
  groupId: string,
  differences: Partial<JoinGroupRequest> = {},
  connection = 'first',
): Promise<JoinGroupResponse> {
  const first = await session.quietly(joinGroupApi, 9, joinBody(groupId, differences), connection);
  if (first.errorCode !== 79) return first;
  return session.quietly(joinGroupApi, 9, joinBody(groupId, { ...differences, memberId: first.memberId }), connection);
}

/** The only member of a stable group. */
export async function stable(
  session: Session,
  groupId: string,
  differences: Partial<JoinGroupRequest> = {},
): Promise<JoinGroupResponse> {
  const member = await joined(session, groupId, differences);
  const { generationId, memberId } = member;
  const assignments = [{ memberId, assignment: Buffer.from('assignment') }];
  const groupInstanceId = differences.groupInstanceId ?? null;
  await session.quietly(syncGroupApi, 5, {
    groupId,
    generationId,
    memberId,
    groupInstanceId,
    protocolType: 'consumer',
    protocolName: 'range',
    assignments,
  });
  return member;
}

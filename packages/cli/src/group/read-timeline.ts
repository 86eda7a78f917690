/** Asks a group's coordinator for the group's timeline. */
import { Errors, errorName } from '@moldau/protocol';
import { apiVersionsApi } from '@moldau/protocol/messages/api-versions';
import { findCoordinatorApi } from '@moldau/protocol/messages/find-coordinator';
import { describeGroupTimelineApi, type GroupTimeline } from '@moldau/protocol/messages/moldau/describe-group-timeline';
import type { Endpoint, Runtime } from '@moldau/runtime';
import { AdminError } from '../admin/admin-error.ts';
import { endpointText } from '../admin/bootstrap-server.ts';
import { BrokerConnection, softwareName } from '../admin/broker-connection.ts';

type World = Pick<Runtime, 'network' | 'clock'>;

/** A coordinator that has just been elected, or is loading, is asked again so many times. */
const attemptsMax = 10;
const betweenAttemptsMs = 500;

const retriable: ReadonlySet<number> = new Set([
  Errors.COORDINATOR_NOT_AVAILABLE,
  Errors.COORDINATOR_LOAD_IN_PROGRESS,
  Errors.NOT_COORDINATOR,
]);

/** Rejects with an AdminError or a NetworkError. */
export async function readTimeline(world: World, bootstrap: Endpoint, groupId: string): Promise<GroupTimeline> {
  let answer = await askOnce(world, bootstrap, groupId);
  for (let attempt = 1; retriable.has(answer.errorCode) && attempt < attemptsMax; attempt++) {
    await new Promise<void>((resolve) => world.clock.after(betweenAttemptsMs, resolve));
    answer = await askOnce(world, bootstrap, groupId);
  }
  if (answer.errorCode === Errors.GROUP_ID_NOT_FOUND) {
    throw new AdminError(`there is no group ${groupId}, and none is remembered`);
  }
  if (answer.errorCode !== Errors.NONE || answer.timeline === undefined) {
    throw new AdminError(`the coordinator of group ${groupId} refuses: ${errorName(answer.errorCode)}`);
  }
  return answer.timeline;
}

interface Answer {
  readonly errorCode: number;
  readonly timeline?: GroupTimeline;
}

async function askOnce({ network, clock }: World, bootstrap: Endpoint, groupId: string): Promise<Answer> {
  using connection = await BrokerConnection.open(network, clock, bootstrap);
  await assertHasTimelines(connection, bootstrap);
  const asked = { key: '', keyType: 0, coordinatorKeys: [groupId] };
  const { coordinators } = await connection.request(findCoordinatorApi, 4, asked);
  const [found] = coordinators;
  if (found === undefined || found.errorCode !== Errors.NONE) {
    return { errorCode: found?.errorCode ?? Errors.COORDINATOR_NOT_AVAILABLE };
  }
  using coordinator = await BrokerConnection.open(network, clock, found);
  const { groups } = await coordinator.request(describeGroupTimelineApi, 0, { groups: [groupId] });
  const [timeline] = groups;
  if (timeline === undefined) return { errorCode: Errors.UNKNOWN_SERVER_ERROR };
  return { errorCode: timeline.errorCode, timeline };
}

async function assertHasTimelines(connection: BrokerConnection, bootstrap: Endpoint): Promise<void> {
  const software = { clientSoftwareName: softwareName, clientSoftwareVersion: '1' };
  const { apiKeys } = await connection.request(apiVersionsApi, 3, software);
  if (apiKeys.some(({ apiKey }) => apiKey === describeGroupTimelineApi.key)) return;
  throw new AdminError(`the broker at ${endpointText(bootstrap)} keeps no timelines of groups: it is not Moldau`);
}

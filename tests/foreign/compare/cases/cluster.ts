/** ApiVersions, DescribeCluster and FindCoordinator. */

import { apiVersionsApi } from '@moldau/protocol/messages/api-versions';
import { describeClusterApi } from '@moldau/protocol/messages/describe-cluster';
import { findCoordinatorApi } from '@moldau/protocol/messages/find-coordinator';
import { type Case, casesOf } from '../case.ts';
import type { Session } from '../session.ts';

function software(clientSoftwareName: string, clientSoftwareVersion: string) {
  return async (session: Session, version: number) => {
    const body = { clientSoftwareName, clientSoftwareVersion };
    const { errorCode, throttleTimeMs } = await session.quietly(apiVersionsApi, version, body);
    session.note('error', { errorCode, throttleTimeMs });
  };
}

const cluster = { includeClusterAuthorizedOperations: false, endpointType: 1, includeFencedBrokers: false };

/** Group coordinators need their internal topic, which is made at the first question. */
async function untilFound(session: Session, key: string): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    const body = { key: '', keyType: 0, coordinatorKeys: [key] };
    const { coordinators } = await session.quietly(findCoordinatorApi, 4, body);
    if (coordinators[0]?.errorCode === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

export const clusterCases: readonly Case[] = [
  ...casesOf(apiVersionsApi, {
    'a client that gives its name and version': software('moldau', '1.0'),
    'a client without a name': [{ from: 3 }, software('', '1.0')],
    'a client without a version': [{ from: 3 }, software('moldau', '')],
    'a name that ends in a dash': [{ from: 3 }, software('moldau-', '1.0')],
    'a version with a space': [{ from: 3 }, software('moldau', '1 0')],
    'a one-letter name': [{ from: 3 }, software('m', '1')],
  }),
  ...casesOf(describeClusterApi, {
    'the cluster': async (session, version) => {
      await session.ask('described', describeClusterApi, version, cluster);
    },
    'the operations it allows': async (session, version) => {
      const body = { ...cluster, includeClusterAuthorizedOperations: true };
      await session.ask('described', describeClusterApi, version, body);
    },
    'the controllers, asked of a broker': [
      { from: 1 },
      async (session, version) => {
        await session.ask('described', describeClusterApi, version, { ...cluster, endpointType: 2 });
      },
    ],
    'an unknown kind of endpoint': [
      { from: 1 },
      async (session, version) => {
        await session.ask('described', describeClusterApi, version, { ...cluster, endpointType: 7 });
      },
    ],
    'fenced brokers too': [
      { from: 2 },
      async (session, version) => {
        await session.ask('described', describeClusterApi, version, { ...cluster, includeFencedBrokers: true });
      },
    ],
  }),
  ...casesOf(findCoordinatorApi, {
    'the coordinator of a group': async (session, version) => {
      const key = session.name('group');
      await untilFound(session, key);
      const body =
        version < 4 ? { key, keyType: 0, coordinatorKeys: [] } : { key: '', keyType: 0, coordinatorKeys: [key] };
      await session.ask('found', findCoordinatorApi, version, body);
    },
    'the coordinator of a group without a name': async (session, version) => {
      await untilFound(session, 'any');
      const body =
        version < 4 ? { key: '', keyType: 0, coordinatorKeys: [] } : { key: '', keyType: 0, coordinatorKeys: [''] };
      await session.ask('found', findCoordinatorApi, version, body);
    },
    'an unknown kind of coordinator': [
      { from: 1 },
      async (session, version) => {
        const body =
          version < 4 ? { key: 'x', keyType: 9, coordinatorKeys: [] } : { key: '', keyType: 9, coordinatorKeys: ['x'] };
        await session.ask('found', findCoordinatorApi, version, body);
      },
    ],
    'several groups at once': [
      { from: 4 },
      async (session, version) => {
        await untilFound(session, 'any');
        await session.ask('found', findCoordinatorApi, version, {
          key: '',
          keyType: 0,
          coordinatorKeys: ['a', 'b', 'a'],
        });
      },
    ],
    'no group at all': [
      { from: 4 },
      async (session, version) => {
        await session.ask('found', findCoordinatorApi, version, { key: '', keyType: 0, coordinatorKeys: [] });
      },
    ],
  }),
];

/** The coordinator without network and log: members that heartbeat, and the heap that they take. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { GroupCoordinator } from '@moldau/coordinator';
import type { JoinGroupResponse } from '@moldau/protocol/messages/join-group';
import { realRuntime } from '@moldau/runtime';
import {
  defaultGroupConfigs,
  defaultGroupSettings,
} from '../../packages/coordinator/src/testing/default-group-settings.ts';
import { contextOf } from '../../packages/coordinator/src/testing/group-bench.ts';
import { assertStable, groupName, joinBody, syncBody } from './members.ts';

export interface AloneCosts {
  readonly heartbeatMicroseconds: number;
  readonly memberBytes: number;
}

interface Member {
  readonly group: number;
  readonly joined: JoinGroupResponse;
}

/** Of each member; the first half warms up. */
const heartbeatsEach = 50;

export async function measureAlone(groups: number, members: number): Promise<AloneCosts> {
  const { clock, random, log: logger } = await realRuntime({ logLevel: 'warn' });
  const coordinator = new GroupCoordinator({
    clock,
    random,
    logger,
    settings: { ...defaultGroupSettings, groupInitialRebalanceDelayMs: 100, offsetsTopicNumPartitions: 1 },
    groupConfigs: defaultGroupConfigs,
    groupVersion: () => 1,
    catalog: { topicByName: () => undefined, topicById: () => undefined, topicNames: () => [] },
    transactions: { add: () => Promise.resolve([]), verify: () => Promise.resolve([]) },
    verifiesPartitions: true,
  });
  // Takes records and keeps none: the memory of a log is not the coordinator's.
  coordinator.onElection(0, { append: async () => {}, readAll: async function* () {} });
  await new Promise((resolve) => setTimeout(resolve, 100));
  const before = heapBytes();
  const memberIds = await fill(coordinator, groups, members);
  const memberBytes = (heapBytes() - before) / members;
  const heartbeatMicroseconds = await beat(coordinator, memberIds);
  coordinator.close();
  return { heartbeatMicroseconds, memberBytes };
}

/** Makes stable groups; the ids of each group's members. */
async function fill(coordinator: GroupCoordinator, groups: number, members: number): Promise<string[][]> {
  const joining = Array.from({ length: members }, async (_, index): Promise<Member> => {
    const group = index % groups;
    return { group, joined: await coordinator.memberships.joinGroup(contextOf(3), joinBody(group)) };
  });
  const all = await Promise.all(joining);
  assertStable(all.map(({ joined }) => joined));
  await Promise.all(
    all.map(({ group, joined }) => coordinator.memberships.syncGroup(contextOf(3), syncBody(group, joined))),
  );
  const ids: string[][] = Array.from({ length: groups }, () => []);
  for (const { group, joined } of all) ids[group]?.push(joined.memberId);
  return ids;
}

async function beat(coordinator: GroupCoordinator, memberIds: readonly (readonly string[])[]): Promise<number> {
  const context = contextOf(4);
  const count = memberIds.flat().length;
  let microseconds = 0;
  for (let round = 0; round < heartbeatsEach; round++) {
    const start = process.cpuUsage();
    for (const [group, ids] of memberIds.entries()) {
      const groupId = groupName(group);
      for (const memberId of ids) {
        const beaten = coordinator.memberships.heartbeat(context, {
          groupId,
          memberId,
          generationId: 1,
          groupInstanceId: null,
        });
        const { errorCode } = await beaten;
        if (errorCode !== 0) throw new Error(`a heartbeat was answered ${errorCode}`);
      }
    }
    const { user, system } = process.cpuUsage(start);
    if (round >= heartbeatsEach / 2) microseconds += user + system;
  }
  return microseconds / (count * Math.floor(heartbeatsEach / 2));
}

function heapBytes(): number {
  setFlagsFromString('--expose-gc');
  const collect: () => void = runInNewContext('gc');
  collect();
  collect();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

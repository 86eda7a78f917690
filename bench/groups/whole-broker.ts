/** Members on connections of their own to a broker process: what their heartbeats and they themselves cost it. */
import { setTimeout as delay } from 'node:timers/promises';
import { apiVersionsApi } from '@moldau/protocol/messages/api-versions';
import { findCoordinatorApi } from '@moldau/protocol/messages/find-coordinator';
import { heartbeatApi } from '@moldau/protocol/messages/heartbeat';
import { type JoinGroupResponse, joinGroupApi } from '@moldau/protocol/messages/join-group';
import { syncGroupApi } from '@moldau/protocol/messages/sync-group';
import { realRuntime } from '@moldau/runtime';
import { WireClient } from '../../tests/support/wire-client.ts';
import { type BenchmarkedBroker, startBroker } from './benchmarked-broker.ts';
import { cpuMicroseconds, settledBytes } from './broker-usage.ts';
import { assertStable, groupName, joinBody, syncBody } from './members.ts';

export interface BrokerCosts {
  readonly stableMs: number;
  /** With the next heartbeat of a member as soon as the last is answered. */
  readonly busyMicroseconds: number;
  readonly busyRate: number;
  /** With heartbeats at Kafka's default interval. */
  readonly pacedMicroseconds: number;
  /** Of one core. */
  readonly pacedShare: number;
  readonly connectionBytes: number;
  readonly memberBytes: number;
}

interface Member {
  readonly group: number;
  readonly client: WireClient;
  joined: JoinGroupResponse | undefined;
}

/** `heartbeat.interval.ms` of Kafka's consumers. */
const intervalMs = 3_000;
/** Connections are made so many at once. */
const connectingMax = 200;

export async function measureBroker(groups: number, count: number, seconds: number): Promise<BrokerCosts> {
  await using broker = await startBroker({
    KAFKA_LOG_MEMORY_ONLY: 'true',
    KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS: '3000',
  });
  await coordinated(broker, groups);
  const idleBytes = await settledBytes(broker.pid);
  const members = await connect(broker, groups, count);
  const connectedBytes = await settledBytes(broker.pid);
  const start = performance.now();
  await joinAll(members);
  const stableMs = performance.now() - start;
  const stableBytes = await settledBytes(broker.pid);
  const paced = await measure(broker, seconds, (untilMs) => beatPaced(members, untilMs));
  const busy = await measure(broker, seconds, (untilMs) => beatBusily(members, untilMs));
  await Promise.all(members.map(({ client }) => client.close()));
  return {
    stableMs,
    busyMicroseconds: busy.microseconds / busy.heartbeats,
    busyRate: busy.heartbeats / busy.seconds,
    pacedMicroseconds: paced.microseconds / paced.heartbeats,
    pacedShare: paced.microseconds / (paced.seconds * 1e6),
    connectionBytes: (connectedBytes - idleBytes) / count,
    memberBytes: (stableBytes - connectedBytes) / count,
  };
}

/** Every group has its coordinator here, and that has loaded. */
async function coordinated(broker: BenchmarkedBroker, groups: number): Promise<void> {
  const { network } = await realRuntime();
  const client = await WireClient.connect(network, broker.endpoint);
  const names = Array.from({ length: groups }, (_, group) => groupName(group));
  const heartbeats = names.map((groupId) => ({ groupId, generationId: 0, memberId: 'nobody', groupInstanceId: null }));
  for (;;) {
    await client.request(findCoordinatorApi, 4, { key: '', keyType: 0, coordinatorKeys: names });
    const answers = await Promise.all(heartbeats.map((body) => client.request(heartbeatApi, 4, body)));
    if (answers.every(({ errorCode }) => errorCode === 25)) break;
    await delay(50);
  }
  await client.close();
}

async function connect(broker: BenchmarkedBroker, groups: number, count: number): Promise<Member[]> {
  const { network } = await realRuntime();
  const members: Member[] = [];
  while (members.length < count) {
    const batch = Math.min(connectingMax, count - members.length);
    const connecting = Array.from({ length: batch }, () => WireClient.connect(network, broker.endpoint));
    for (const client of await Promise.all(connecting)) {
      members.push({ client, group: members.length % groups, joined: undefined });
    }
  }
  const software = { clientSoftwareName: 'bench', clientSoftwareVersion: '1' };
  await Promise.all(members.map(({ client }) => client.request(apiVersionsApi, 3, software)));
  return members;
}

async function joinAll(members: readonly Member[]): Promise<void> {
  const joined = await Promise.all(
    members.map(
      async (member) => (member.joined = await member.client.request(joinGroupApi, 3, joinBody(member.group))),
    ),
  );
  assertStable(joined);
  const synced = await Promise.all(
    members.map(({ client, group }, index) => {
      const answer = joined[index];
      if (answer === undefined) throw new Error('a member without an answer');
      return client.request(syncGroupApi, 3, syncBody(group, answer));
    }),
  );
  for (const { errorCode } of synced) if (errorCode !== 0) throw new Error(`a sync was answered ${errorCode}`);
}

interface Measured {
  readonly heartbeats: number;
  readonly microseconds: number;
  readonly seconds: number;
}

/** `beat` returns how many heartbeats it sent until then. */
async function measure(
  { pid }: BenchmarkedBroker,
  seconds: number,
  beat: (untilMs: number) => Promise<number>,
): Promise<Measured> {
  await beat(performance.now() + Math.max(intervalMs, seconds * 200));
  const [startMs, startCpu] = [performance.now(), cpuMicroseconds(pid)];
  const heartbeats = await beat(startMs + Math.max(intervalMs, seconds * 1000));
  return {
    heartbeats,
    microseconds: cpuMicroseconds(pid) - startCpu,
    seconds: (performance.now() - startMs) / 1000,
  };
}

async function beatBusily(members: readonly Member[], untilMs: number): Promise<number> {
  const counts = await Promise.all(
    members.map(async (member) => {
      let count = 0;
      for (; performance.now() < untilMs; count++) await heartbeat(member);
      return count;
    }),
  );
  return counts.reduce((sum, count) => sum + count, 0);
}

/** Spread evenly over the interval. */
async function beatPaced(members: readonly Member[], untilMs: number): Promise<number> {
  const startMs = performance.now();
  const open: Promise<void>[] = [];
  let sent = 0;
  for (let nowMs = startMs; nowMs < untilMs; nowMs = performance.now()) {
    const due = Math.floor(((nowMs - startMs) / intervalMs) * members.length);
    for (; sent < due; sent++) {
      const member = members[sent % members.length];
      if (member !== undefined) open.push(heartbeat(member));
    }
    await delay(1);
  }
  await Promise.all(open);
  return sent;
}

async function heartbeat({ client, group, joined }: Member): Promise<void> {
  const { memberId = '', generationId = -1 } = joined ?? {};
  const body = { groupId: groupName(group), generationId, memberId, groupInstanceId: null };
  const { errorCode } = await client.request(heartbeatApi, 4, body);
  if (errorCode !== 0) throw new Error(`a heartbeat was answered ${errorCode}`);
}

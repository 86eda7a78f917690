/** How long a coordinator that starts on a log of committed offsets takes to read them, all in one partition. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RunningBroker, resolveBrokerSettings, startBroker } from '@moldau/broker';
import { Errors } from '@moldau/protocol';
import { createTopicsApi } from '@moldau/protocol/messages/create-topics';
import { findCoordinatorApi } from '@moldau/protocol/messages/find-coordinator';
import { offsetCommitApi } from '@moldau/protocol/messages/offset-commit';
import { type LogFields, type Logger, realRuntime, silentLogger } from '@moldau/runtime';
import { WireClient } from '../../tests/support/wire-client.ts';
import { groupName } from './members.ts';

export interface Reload {
  readonly records: number;
  readonly loadMs: number;
}

const topic = 'orders';
const partitions = 500;

export async function measureReload(offsets: number): Promise<Reload> {
  const directory = await mkdtemp(join(tmpdir(), 'bench-groups-'));
  try {
    const first = await start(directory);
    await commitAll(first.broker, Math.ceil(offsets / partitions));
    await first.broker.close();
    const again = await start(directory);
    const loaded = await again.loaded;
    await again.broker.close();
    return loaded;
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

/** A broker in this process; `loaded` settles with what its coordinator says of its first load. */
async function start(directory: string): Promise<{ broker: RunningBroker; loaded: Promise<Reload> }> {
  const { promise: loaded, resolve } = Promise.withResolvers<Reload>();
  const debug = ({ records, loadMs }: LogFields): void => {
    if (typeof records === 'number' && typeof loadMs === 'number') resolve({ records, loadMs });
  };
  const log: Logger = { ...silentLogger, debug, child: () => log };
  const settings = new Map([
    ['listeners', 'PLAINTEXT://127.0.0.1:0'],
    ['log.dirs', directory],
    ['offsets.topic.num.partitions', '1'],
  ]);
  const resolution = resolveBrokerSettings(settings);
  if (!resolution.ok) throw new Error(resolution.problems.join('\n'));
  const runtime = await realRuntime({ logLevel: 'error' });
  return { broker: await startBroker({ ...runtime, log }, resolution.settings), loaded };
}

async function commitAll(broker: RunningBroker, groups: number): Promise<void> {
  const { network } = await realRuntime({ logLevel: 'error' });
  const [listener] = broker.endpoints;
  if (listener === undefined) throw new Error('the broker does not listen');
  const client = await WireClient.connect(network, listener);
  const wanted = { name: topic, numPartitions: partitions, replicationFactor: 1, assignments: [], configs: [] };
  await client.request(createTopicsApi, 7, { topics: [wanted], timeoutMs: 30_000, validateOnly: false });
  for (let group = 0; group < groups; ) if (await commit(client, groupName(group))) group++;
  await client.close();
}

/** Whether the coordinator was there to take it. */
async function commit(client: WireClient, groupId: string): Promise<boolean> {
  const committed = Array.from({ length: partitions }, (_, partitionIndex) => ({
    partitionIndex,
    committedOffset: 1_234_567n,
    committedLeaderEpoch: 0,
    committedMetadata: '',
  }));
  const answer = await client.request(offsetCommitApi, 9, {
    groupId,
    generationIdOrMemberEpoch: -1,
    memberId: '',
    groupInstanceId: null,
    retentionTimeMs: -1,
    topics: [{ name: topic, topicId: 'AAAAAAAAAAAAAAAAAAAAAA', partitions: committed }],
  });
  const isTaken = answer.topics.every((each) => each.partitions.every(({ errorCode }) => errorCode === Errors.NONE));
  if (!isTaken) await client.request(findCoordinatorApi, 4, { key: '', keyType: 0, coordinatorKeys: [groupId] });
  return isTaken;
}

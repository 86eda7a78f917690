/** Clients that are slow, silent or cut off, and what becomes of them; hours of it, in virtual time. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { apiVersionsApi } from '@moldau/protocol/messages/api-versions';
import { heartbeatApi } from '@moldau/protocol/messages/heartbeat';
import { type ListGroupsResponse, listGroupsApi } from '@moldau/protocol/messages/list-groups';
import { produceApi } from '@moldau/protocol/messages/produce';
import { Simulation } from '@moldau/runtime/simulated';
import { Answer, registerHandler } from '../../packages/broker/src/handlers/handler.ts';
import { requestFrame, WireClient } from '../support/wire-client.ts';
import { badInputScenarios } from './bad-input-scenarios.ts';
import { startTrivialServer, type TrivialServer, type TrivialServerOptions } from './trivial-server.ts';

const software = { clientSoftwareName: 'slow', clientSoftwareVersion: '1' };
const heartbeat = { groupId: 'g', generationId: 1, memberId: 'm', groupInstanceId: null };
const listGroups = { statesFilter: [], typesFilter: [] };
const SECOND = 1_000;
const MINUTE = 60 * SECOND;

interface World extends TrivialServer {
  readonly simulation: Simulation;
  readonly connect: (host?: string) => Promise<WireClient>;
  /** Lets things happen until the promise settles. */
  readonly settle: <Result>(promise: Promise<Result>) => Promise<Result>;
}

async function world(options: Partial<TrivialServerOptions> = {}): Promise<World> {
  const simulation = new Simulation(process.env['SEED'] ?? 'slow clients');
  const settle = <Result>(promise: Promise<Result>): Promise<Result> => simulation.settle(promise);
  const serving = await settle(startTrivialServer(simulation.runtime('broker'), { host: 'broker', ...options }));
  const clients = new Map<string, ReturnType<Simulation['runtime']>>();
  const connect = (host = 'client'): Promise<WireClient> => {
    const runtime = clients.get(host) ?? simulation.runtime(host);
    clients.set(host, runtime);
    return settle(WireClient.connect(runtime.network, serving.endpoint));
  };
  return { simulation, settle, connect, ...serving };
}

/** Runs until the connection is gone; answers how many virtual milliseconds that took. */
async function untilClosed({ simulation, settle }: World, client: WireClient): Promise<number> {
  const from = simulation.time;
  await settle(client.closedByAnyone);
  return simulation.time - from;
}

function between(value: number, low: number, high: number): void {
  assert.ok(value >= low && value <= high, `${value} is not between ${low} and ${high}`);
}

test('a request that trickles in is cut off after 30 seconds, however busy its connection looks', async () => {
  const here = await world();
  const client = await here.connect();
  const frame = requestFrame(produceApi, 9, bigProduce(10_000), 1);
  let sent = 0;
  const from = here.simulation.time;
  while (client.isOpen) {
    client.sendRaw(frame.subarray(sent, ++sent));
    await here.simulation.runFor(SECOND);
  }
  between(here.simulation.time - from, 30 * SECOND, 34 * SECOND);
  assert.equal(here.server.statistics.receiveBytes, 0);
});

test('a large request on a slow line is taken as long as it keeps to 64 KiB a second', async () => {
  const here = await world();
  const client = await here.connect();
  const frame = requestFrame(produceApi, 9, bigProduce(6_000_000), 1);
  const answer = client.nextFrame();
  for (let at = 0; at < frame.length; at += 65_536) {
    client.sendRaw(frame.subarray(at, at + 65_536));
    await here.simulation.runFor(SECOND);
  }
  assert.equal((await here.settle(answer)).readInt32BE(0), 1);
});

test('a connection is closed quietly when idle for connections.max.idle.ms, and not before (B14)', async () => {
  const here = await world();
  const idle = await here.connect();
  const active = await here.connect();
  const keepActive = async (): Promise<void> => {
    await here.simulation.runFor(9 * MINUTE);
    await here.settle(active.request(apiVersionsApi, 3, software));
  };
  await keepActive();
  assert.equal(idle.isOpen, true);
  await keepActive();
  await keepActive();
  assert.deepEqual([idle.isOpen, active.isOpen], [false, true]);
  assert.equal(here.server.statistics.connections, 1);
  between(await untilClosed(here, active), 10 * MINUTE, 10 * MINUTE + 2 * SECOND);
});

test('a client that was cut off without a word is given up, and what was parked for it is freed (B15)', async () => {
  let parked = 0;
  const parking = registerHandler(heartbeatApi, (_, { connection }) => {
    parked++;
    connection.onClose(() => parked--);
    return new Promise(() => {});
  });
  const here = await world({ additional: [parking] });
  const client = await here.connect();
  void client.request(heartbeatApi, 4, heartbeat).catch(() => {});
  await here.simulation.runFor(SECOND);
  assert.equal(parked, 1);
  here.simulation.host('client').crash();
  await here.simulation.runFor(11 * MINUTE);
  assert.deepEqual([parked, here.server.statistics.connections], [0, 0]);
});

test('a client that leaves while its request is parked frees it at once, with more requests behind it (B15)', async () => {
  let parked = 0;
  const parking = registerHandler(heartbeatApi, (_, { connection }) => {
    parked++;
    connection.onClose(() => parked--);
    return new Promise(() => {});
  });
  const here = await world({ additional: [parking] });
  const client = await here.connect();
  for (let index = 0; index < 3; index++) void client.request(heartbeatApi, 4, heartbeat).catch(() => {});
  await here.simulation.runFor(SECOND);
  assert.equal(parked, 1);
  const gone = client.close();
  await here.simulation.runFor(SECOND);
  await gone;
  assert.equal(parked, 0);
});

/** ListGroups with an answer of about 2 MiB, lent. */
function lavishListGroups() {
  let lent = 0;
  const group = { groupId: 'g'.repeat(1_000), protocolType: '', groupState: '', groupType: '' };
  const response: ListGroupsResponse = {
    throttleTimeMs: 0,
    errorCode: 0,
    groups: Array.from({ length: 2_000 }, () => group),
  };
  const handler = registerHandler(listGroupsApi, () => {
    lent++;
    return new Answer(response, () => lent--);
  });
  return { handler, lent: () => lent };
}

test('a client that asks and never reads costs one answer, and is let go after a while', async () => {
  const { handler, lent } = lavishListGroups();
  const here = await world({ additional: [handler] });
  const client = await here.connect('deaf');
  client.pause();
  const outstanding = Array.from({ length: 1_000 }, () => client.request(listGroupsApi, 4, listGroups));
  const settled = Promise.allSettled(outstanding);
  await here.simulation.runFor(MINUTE);
  assert.equal(lent(), 1);
  assert.ok(here.server.statistics.responseBytes < 3 * 1024 * 1024);
  assert.ok(here.server.statistics.receiveBytes < 1024 * 1024);

  const other = await here.connect('other');
  await here.settle(other.request(apiVersionsApi, 3, software));
  await here.settle(other.close());

  await here.simulation.runFor(11 * MINUTE);
  assert.deepEqual(here.server.statistics, { connections: 0, receiveBytes: 0, responseBytes: 0 });
  assert.equal(lent(), 0);
  client.resume();
  await here.settle(settled);
});

test('a client that reads again after a pause gets everything, in order', async () => {
  const { handler, lent } = lavishListGroups();
  const here = await world({ additional: [handler] });
  const client = await here.connect();
  client.pause();
  const answers = Promise.all(Array.from({ length: 5 }, () => client.request(listGroupsApi, 4, listGroups)));
  await here.simulation.runFor(5 * MINUTE);
  client.resume();
  for (const { groups } of await here.settle(answers)) assert.equal(groups.length, 2_000);
  await here.simulation.runFor(SECOND);
  assert.equal(lent(), 0);
});

test('many deaf clients are let go much sooner once their answers take too much memory', async () => {
  const { handler } = lavishListGroups();
  const here = await world({ additional: [handler], config: { responseBytesTotalMax: 10 * 1024 * 1024 } });
  const clients: WireClient[] = [];
  for (let index = 0; index < 8; index++) {
    const client = await here.connect('deaf');
    client.pause();
    client.sendRaw(requestFrame(listGroupsApi, 4, listGroups, 1));
    clients.push(client);
  }
  await here.simulation.runFor(SECOND);
  assert.ok(here.server.statistics.responseBytes > 10 * 1024 * 1024);
  await here.simulation.runFor(2 * MINUTE);
  assert.ok(here.server.statistics.responseBytes <= 10 * 1024 * 1024);
});

test('stalled announcements cannot keep the receive memory from others', async () => {
  const here = await world({ config: { receiveBytesMax: 1024 * 1024 } });
  const frame = requestFrame(produceApi, 9, bigProduce(3_000_000), 1);
  for (let index = 0; index < 6; index++) (await here.connect('stalled')).sendRaw(frame.subarray(0, 400_000));
  await here.simulation.runFor(2 * SECOND);
  assert.ok(here.server.statistics.receiveBytes < 3 * 1024 * 1024, `${here.server.statistics.receiveBytes}`);
  const honest = await here.connect('honest');
  const answer = honest.nextFrame();
  honest.sendRaw(frame);
  const from = here.simulation.time;
  await here.settle(answer);
  between(here.simulation.time - from, 0, MINUTE);
});

test('requests that arrive byte by byte are served all the same', async () => {
  const here = await world();
  here.simulation.network.link('client', 'broker').chunkBytesMax = 1;
  const client = await here.connect();
  const answers = Array.from({ length: 20 }, (_, index) => client.request(apiVersionsApi, index % 5, software));
  assert.equal((await here.settle(Promise.all(answers))).length, 20);
});

test('a server that closes answers what it has, then closes every connection', async () => {
  let answer: (() => void) | undefined;
  const parking = registerHandler(
    heartbeatApi,
    () =>
      new Promise((resolve) => {
        answer = () => resolve({ throttleTimeMs: 0, errorCode: 27 });
      }),
  );
  const here = await world({ additional: [parking] });
  const client = await here.connect();
  const idle = await here.connect();
  const pending = client.request(heartbeatApi, 4, heartbeat);
  await here.simulation.runFor(SECOND);
  const closed = here.server.close(10 * SECOND);
  await here.simulation.runFor(SECOND);
  assert.equal(idle.isOpen, false);
  answer?.();
  assert.equal((await here.settle(pending)).errorCode, 27);
  await here.settle(closed);
  assert.equal(here.server.statistics.connections, 0);
});

test('a server that closes does not wait for ever', async () => {
  const here = await world({ additional: [registerHandler(heartbeatApi, () => new Promise(() => {}))] });
  const client = await here.connect();
  const pending = assert.rejects(client.request(heartbeatApi, 4, heartbeat));
  await here.simulation.runFor(SECOND);
  const from = here.simulation.time;
  await here.settle(here.server.close(5 * SECOND));
  between(here.simulation.time - from, 5 * SECOND, 6 * SECOND);
  await here.settle(pending);
});

function bigProduce(bytes: number) {
  const partitionData = [{ index: 0, records: Buffer.alloc(bytes) }];
  const topicData = [{ name: 't', topicId: 'AAAAAAAAAAAAAAAAAAAAAA', partitionData }];
  return { transactionalId: null, acks: 1, timeoutMs: 1_000, topicData };
}

badInputScenarios('the socket server on a simulated network that cuts everything to pieces', async () => {
  const simulation = new Simulation('pieces');
  simulation.network.link('client', 'broker').chunkBytesMax = 7;
  const serving = startTrivialServer(simulation.runtime('broker'), { host: 'broker', config: { readBufferBytes: 16 } });
  const { server, endpoint } = await simulation.settle(serving);
  const client = simulation.runtime('client');
  let closed = false;
  const running = simulation.run(() => closed);
  return {
    network: client.network,
    endpoint,
    async close() {
      await server.close();
      closed = true;
      await running;
    },
  };
});

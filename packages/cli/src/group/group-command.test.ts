/** `moldau group explain` against a broker on a simulated network, as a user gives it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { resolveBrokerSettings, startBroker } from '@moldau/broker';
import { Errors } from '@moldau/protocol';
import { apiVersionsApi } from '@moldau/protocol/messages/api-versions';
import { findCoordinatorApi } from '@moldau/protocol/messages/find-coordinator';
import { joinGroupApi } from '@moldau/protocol/messages/join-group';
import { leaveGroupApi } from '@moldau/protocol/messages/leave-group';
import type { Endpoint } from '@moldau/runtime';
import { Simulation } from '@moldau/runtime/simulated';
import { BrokerConnection } from '../admin/broker-connection.ts';
import { groupCommand } from './group-command.ts';

const endpoint: Endpoint = { host: 'broker', port: 9092 };

const settings: ReadonlyMap<string, string> = new Map([
  ['listeners', 'PLAINTEXT://broker:9092'],
  ['log.memory.only', 'true'],
  ['group.initial.rebalance.delay.ms', '0'],
  ['offsets.topic.num.partitions', '1'],
]);

async function brokerIn(simulation: Simulation): Promise<void> {
  const resolution = resolveBrokerSettings(settings);
  assert(resolution.ok);
  await simulation.settle(startBroker(simulation.runtime('broker'), resolution.settings));
}

interface Run {
  readonly code: number;
  readonly lines: readonly string[];
  readonly errorLines: readonly string[];
}

async function run(simulation: Simulation, ...args: string[]): Promise<Run> {
  const lines: string[] = [];
  const errorLines: string[] = [];
  const { promise: exited, resolve: exit } = Promise.withResolvers<number>();
  const program = {
    arguments: ['group', ...args],
    environment: new Map(),
    isTerminal: false,
    printLine: (line: string) => void lines.push(line),
    printErrorLine: (line: string) => void errorLines.push(line),
    onStopSignal: () => {},
    exit,
  };
  void groupCommand({ program, makeRuntime: async () => simulation.runtime('client') });
  return { code: await simulation.settle(exited), lines, errorLines };
}

/** A member of `orders` that joins, and leaves with a reason. */
async function comeAndGo(simulation: Simulation): Promise<void> {
  const { network, clock } = simulation.runtime('member');
  const settle = <Result>(promise: Promise<Result>): Promise<Result> => simulation.settle(promise);
  using connection = await settle(BrokerConnection.open(network, clock, endpoint));
  await settle(connection.request(findCoordinatorApi, 4, { key: '', keyType: 0, coordinatorKeys: ['orders'] }));
  await simulation.runFor(1_000);
  const join = {
    groupId: 'orders',
    sessionTimeoutMs: 10_000,
    rebalanceTimeoutMs: 10_000,
    memberId: '',
    groupInstanceId: null,
    protocolType: 'consumer',
    protocols: [{ name: 'range', metadata: Buffer.alloc(0) }],
    reason: null,
  };
  const { memberId, errorCode } = await settle(connection.request(joinGroupApi, 3, join));
  assert.equal(errorCode, Errors.NONE);
  const members = [{ memberId, groupInstanceId: null, reason: 'done for today' }];
  await settle(connection.request(leaveGroupApi, 5, { groupId: 'orders', memberId: '', members }));
}

test('what happened in a group is told, line by line', async () => {
  const simulation = new Simulation('explain');
  await brokerIn(simulation);
  await comeAndGo(simulation);
  const { code, lines, errorLines } = await run(simulation, 'explain', 'orders', '--bootstrap-server', 'broker:9092');
  assert.deepEqual([code, errorLines], [0, []]);
  const story = lines.join('\n');
  assert.match(story, /^Group orders \(classic, Empty\)/);
  assert.match(story, /moldau-cli-[0-9a-f]{8} \(client moldau-cli, host [^)]+\) joined/);
  assert.match(story, /left\n +it says: done for today/);
  assert.match(story, /the group is empty in generation 2$/);
});

test('a program is told the same as JSON', async () => {
  const simulation = new Simulation('explain');
  await brokerIn(simulation);
  await comeAndGo(simulation);
  const { code, lines } = await run(simulation, 'explain', 'orders', '-b', 'broker', '--json');
  assert.equal(code, 0);
  const told: { groupId: string; events: { type: string }[] } = JSON.parse(lines.join('\n'));
  assert.equal(told.groupId, 'orders');
  assert.deepEqual(
    told.events.map(({ type }) => type),
    ['member-joined', 'rebalance-started', 'member-left', 'rebalance-started', 'group-emptied'],
  );
});

test('a group that nobody knows is one line, with exit code 1', async () => {
  const simulation = new Simulation('explain');
  await brokerIn(simulation);
  const { code, lines, errorLines } = await run(simulation, 'explain', 'nobody', '-b', 'broker:9092');
  assert.deepEqual([code, lines], [1, []]);
  assert.deepEqual(errorLines, ['moldau: there is no group nobody, and none is remembered']);
});

test('a broker that is not there is one line, with exit code 1', async () => {
  const { code, errorLines } = await run(new Simulation('explain'), 'explain', 'orders', '-b', 'broker:9092');
  assert.equal(code, 1);
  assert.equal(errorLines.length, 1);
  assert.match(errorLines.join(), /^moldau: cannot ask broker:9092: /);
});

test('a broker that does not answer is given up', async () => {
  const simulation = new Simulation('explain');
  const mute = { readBuffer: () => Buffer.alloc(1024), read() {}, drained() {}, closed() {} };
  await simulation.settle(simulation.runtime('broker').network.listen(endpoint, () => mute));
  const { code, errorLines } = await run(simulation, 'explain', 'orders', '-b', 'broker:9092');
  assert.equal(code, 1);
  assert.deepEqual(errorLines, [
    `moldau: cannot ask broker:9092: an answer to ${apiVersionsApi.name} takes longer than 10 s`,
  ]);
});

for (const [args, line] of [
  [[], /^moldau: group: expected a command/],
  [['explain'], /^moldau: missing required argument 'group'$/],
  [['forget', 'x'], /^moldau: unknown command 'forget'$/],
  [['explain', 'x', '--bootstrap-server', 'a:b'], /^moldau: --bootstrap-server a:b: expected host:port$/],
  [['explain', 'x', '--nonsense'], /^moldau: unknown option '--nonsense'$/],
] as const) {
  test(`group ${args.join(' ')} is told to be wrong, with exit code 2`, async () => {
    const { code, lines, errorLines } = await run(new Simulation('explain'), ...args);
    assert.deepEqual([code, lines], [2, []]);
    assert.match(errorLines.join('\n'), line);
  });
}

test('help is printed, with exit code 0', async () => {
  const { code, lines } = await run(new Simulation('explain'), 'explain', '--help');
  assert.equal(code, 0);
  assert.match(lines.join('\n'), /^Usage: moldau group explain/);
});

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { codecId, compress, Errors } from '@moldau/protocol';
import { silentLogger } from '@moldau/runtime';
import { Simulation } from '@moldau/runtime/simulated';
import { ManualClock } from '../network/testing/scripted-connection.ts';
import type { ClientIdentity, ClientMetricsPush } from './client-metrics-receiver.ts';
import { ClientTelemetry, type Push } from './client-telemetry.ts';
import { otlpMetrics } from './testing/otlp.ts';

type Configs = Readonly<Record<string, Readonly<Record<string, string>>>>;

const nobody = 'AAAAAAAAAAAAAAAAAAAAAA';
const client: ClientIdentity = {
  instanceId: nobody,
  clientId: 'orders-1',
  softwareName: 'apache-kafka-java',
  softwareVersion: '4.2.0',
  sourceAddress: '10.0.0.7',
  sourcePort: '50123',
};
const bytes = otlpMetrics({ name: 'a', kind: 'gauge', points: [{ value: 1 }] });

function bench(configs: Configs = {}) {
  const clock = new ManualClock();
  const { random } = new Simulation(1).runtime('telemetry');
  const pushes: ClientMetricsPush[] = [];
  const maps = (changed: Configs) =>
    new Map(Object.entries(changed).map(([name, values]) => [name, new Map(Object.entries(values))]));
  let present = maps(configs);
  const receiver = { receive: (push: ClientMetricsPush) => void pushes.push(push) };
  const rest = { clock, random, log: silentLogger, telemetryMaxBytes: 1000 };
  const telemetry = new ClientTelemetry({ receiver, configs: () => present, ...rest });
  const subscribe = (instanceId = nobody) => {
    const answer = telemetry.subscribe({ ...client, instanceId });
    if (answer.errorCode !== undefined) throw new Error(`error ${answer.errorCode}`);
    return answer;
  };
  const push = ({ instanceId, subscriptionId }: ReturnType<typeof subscribe>, changes: Partial<Push> = {}) => {
    const all = { subscriptionId, isTerminating: false, compressionType: 0, metrics: bytes, ...changes };
    return telemetry.push({ ...client, instanceId }, all);
  };
  const configure = (changed: Configs) => (present = maps(changed));
  return { clock, telemetry, pushes, subscribe, push, configure };
}

describe('what a client is asked for', () => {
  const asked = (match: string) => bench({ s: { metrics: 'a.', match } }).subscribe().subscription.metrics.length > 0;

  test('is what the subscriptions that match it want, as often as the most impatient of them', () => {
    const { subscribe } = bench({
      one: { metrics: 'a.,b.', 'interval.ms': '60000' },
      two: { metrics: 'b.,c.', 'interval.ms': '5000', match: 'client_id=orders-.*' },
      three: { metrics: '*', 'interval.ms': '100', match: 'client_id=payments-.*' },
    });
    assert.deepEqual(subscribe().subscription, { pushIntervalMs: 5000, metrics: ['a.', 'b.', 'c.'] });
  });

  test('every property of a client can be matched, as a whole', () => {
    for (const match of [
      'client_id=orders-\\d',
      'client_software_name=apache-kafka-java',
      'client_software_version=4\\..*',
      'client_source_address=10\\.0\\..*',
      'client_source_port=50\\d{3}',
      'client_instance_id=[\\w-]{22}',
      'client_id=orders-1,client_source_port=50123',
    ]) {
      assert.ok(asked(match), match);
    }
    for (const match of ['client_id=orders', 'client_id=orders-1,client_source_port=1', 'nonsense=x', 'client_id=(']) {
      assert.ok(!asked(match), match);
    }
  });

  test('is another subscription when the configs have changed, and told at once', () => {
    const { subscribe, push, configure, clock } = bench({ s: { metrics: 'a.' } });
    const first = subscribe();
    configure({ s: { metrics: 'b.' } });
    assert.equal(push(first), Errors.UNKNOWN_SUBSCRIPTION_ID);
    const second = subscribe(first.instanceId);
    assert.deepEqual(second.subscription.metrics, ['b.']);
    assert.notEqual(second.subscriptionId, first.subscriptionId);
    clock.advance(second.subscription.pushIntervalMs);
    assert.equal(push(second), Errors.NONE);
  });
});

describe('a push', () => {
  test('is taken once an interval, in every codec, and handed on', () => {
    const { subscribe, push, pushes, clock } = bench({ s: { metrics: 'a.', 'interval.ms': '1000' } });
    const subscription = subscribe();
    for (const codec of ['none', 'gzip', 'snappy', 'lz4', 'zstd'] as const) {
      const metrics = compress(codec, bytes);
      assert.equal(push(subscription, { compressionType: codecId(codec), metrics }), Errors.NONE, codec);
      assert.equal(push(subscription), Errors.THROTTLING_QUOTA_EXCEEDED);
      clock.advance(999);
      assert.equal(push(subscription), Errors.THROTTLING_QUOTA_EXCEEDED);
      clock.advance(1);
    }
    assert.equal(pushes.length, 5);
    assert.ok(pushes.every(({ metrics }) => metrics[0]?.points[0]?.value === 1));
    assert.deepEqual(pushes[0]?.client, { ...client, instanceId: subscription.instanceId });
  });

  test('the last one may come early, and nothing after it', () => {
    const { subscribe, push, pushes } = bench({ s: { metrics: 'a.' } });
    const subscription = subscribe();
    push(subscription);
    assert.equal(push(subscription, { isTerminating: true }), Errors.NONE);
    assert.equal(push(subscription, { isTerminating: true }), Errors.INVALID_REQUEST);
    assert.deepEqual(
      pushes.map(({ isTerminating }) => isTerminating),
      [false, true],
    );
  });

  test('that is too large, unreadable or a bomb is refused', () => {
    const { subscribe, push, pushes } = bench({ s: { metrics: 'a.' } });
    const refused = (changes: Partial<Push>) => push(subscribe(), changes);
    assert.equal(refused({ metrics: Buffer.alloc(1001) }), Errors.TELEMETRY_TOO_LARGE);
    assert.equal(refused({ metrics: Buffer.from('nonsense') }), Errors.INVALID_RECORD);
    assert.equal(refused({ metrics: Buffer.from('no gzip'), compressionType: 1 }), Errors.INVALID_RECORD);
    const bomb = compress('gzip', Buffer.alloc(100_000));
    assert.equal(refused({ metrics: bomb, compressionType: 1 }), Errors.INVALID_RECORD);
    assert.deepEqual(pushes, []);
  });
});

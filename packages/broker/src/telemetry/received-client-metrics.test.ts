import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ManualClock } from '../network/testing/scripted-connection.ts';
import type { ClientMetric } from './client-metrics-receiver.ts';
import { ReceivedClientMetrics } from './received-client-metrics.ts';

function client(instanceId: string) {
  const software = { softwareName: 'test', softwareVersion: '1' };
  return { instanceId, clientId: 'c', ...software, sourceAddress: '127.0.0.1', sourcePort: '1' };
}

function metric(name: string, value: number, changes: Partial<ClientMetric> = {}): ClientMetric {
  const points = [{ attributes: new Map([['topic', 't']]), value }];
  return { name, description: 'd', type: 'gauge', isDelta: false, points, ...changes };
}

function push(instanceId: string, ...metrics: readonly ClientMetric[]) {
  return { client: client(instanceId), pushIntervalMs: 1000, isTerminating: false, metrics };
}

function values(received: ReceivedClientMetrics): Record<string, number[]> {
  const families = [...received.families()];
  return Object.fromEntries(families.map(({ name, samples }) => [name, [...samples].map(({ value }) => value)]));
}

test('counters are summed up, gauges replaced, each for its client', () => {
  const received = new ReceivedClientMetrics(new ManualClock());
  const counter = (value: number) => metric('sent', value, { type: 'counter', isDelta: true });
  received.receive(push('one', counter(3), metric('level', 5)));
  received.receive(push('one', counter(4), metric('level', 2)));
  received.receive(push('two', counter(10)));
  assert.deepEqual(values(received), { sent: [7, 10], level: [2] });
  const [sent] = received.families();
  const [sample] = sent?.samples ?? [];
  assert.deepEqual(sample, { clientId: 'c', instance: 'one', labels: new Map([['topic', 't']]), value: 7 });
  assert.equal(sent?.type, 'counter');
});

test('a client that has missed three pushes is forgotten', () => {
  const clock = new ManualClock();
  const received = new ReceivedClientMetrics(clock);
  received.receive(push('one', metric('level', 1)));
  clock.advance(1000);
  received.receive(push('two', metric('level', 2)));
  clock.advance(2000);
  assert.deepEqual(values(received), { level: [2] });
  clock.advance(1000);
  assert.deepEqual(values(received), {});
});

test('too many values cost those of the client that has been silent for longest, or are not taken', () => {
  const received = new ReceivedClientMetrics(new ManualClock(), { valuesMax: 3 });
  received.receive(push('one', metric('a', 1), metric('b', 1)));
  received.receive(push('two', metric('a', 2)));
  received.receive(push('three', metric('a', 3)));
  assert.deepEqual(values(received), { a: [2, 3] });
  received.receive(push('four', ...['a', 'b', 'c', 'd', 'e'].map((name) => metric(name, 4))));
  assert.deepEqual(values(received), { a: [4], b: [4], c: [4] });
});

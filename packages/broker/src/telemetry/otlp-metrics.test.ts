import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readOtlpMetrics } from './otlp-metrics.ts';
import { MalformedProtobufError } from './protobuf-reader.ts';
import { type OtlpMetric, otlpMetrics } from './testing/otlp.ts';

const pushed: readonly OtlpMetric[] = [
  {
    name: 'org.apache.kafka.producer.record.send.total',
    description: 'sent',
    kind: 'delta',
    points: [{ value: 3, isInteger: true, attributes: { topic: 't', partition: '1' } }, { value: -2.5 }],
  },
  { name: 'ratio', kind: 'gauge', points: [{ value: 0.25 }] },
  { name: 'total', kind: 'counter', points: [{ value: 7 }] },
  { name: 'level', kind: 'sum', points: [{ value: 1 }] },
  { name: 'latencies', kind: 'histogram', points: [{ value: 1 }] },
];

test('gauges and sums are read with their attributes; histograms, which no client has, are left out', () => {
  const attributes = new Map([
    ['topic', 't'],
    ['partition', '1'],
  ]);
  const none = new Map<string, string>();
  assert.deepEqual(readOtlpMetrics(otlpMetrics(...pushed)), [
    {
      name: 'org.apache.kafka.producer.record.send.total',
      description: 'sent',
      type: 'counter',
      isDelta: true,
      points: [
        { attributes, value: 3 },
        { attributes: none, value: -2.5 },
      ],
    },
    { name: 'ratio', description: '', type: 'gauge', isDelta: false, points: [{ attributes: none, value: 0.25 }] },
    { name: 'total', description: '', type: 'counter', isDelta: false, points: [{ attributes: none, value: 7 }] },
    { name: 'level', description: '', type: 'gauge', isDelta: false, points: [{ attributes: none, value: 1 }] },
  ]);
  assert.deepEqual(readOtlpMetrics(Buffer.alloc(0)), []);
});

test('whatever bytes come, they are read or refused', () => {
  const whole = otlpMetrics(...pushed);
  const damaged = fc.tuple(fc.nat(whole.length - 1), fc.nat(255)).map(([at, byte]) => {
    const bytes = Buffer.from(whole);
    bytes[at] = byte;
    return bytes;
  });
  const cut = fc.nat(whole.length).map((end) => whole.subarray(0, end));
  const noise = fc.uint8Array({ maxLength: 60 }).map((bytes) => Buffer.from(bytes));
  const read = (bytes: Buffer): void => {
    try {
      readOtlpMetrics(bytes);
    } catch (error) {
      if (!(error instanceof MalformedProtobufError)) throw error;
    }
  };
  fc.assert(fc.property(fc.oneof(damaged, cut, noise), read), { seed: 714, numRuns: 2000 });
  assert.throws(() => readOtlpMetrics(whole.subarray(0, -1)), MalformedProtobufError);
});

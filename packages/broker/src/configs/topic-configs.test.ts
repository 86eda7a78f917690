import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type ClusterImage, emptyImage } from '@moldau/metadata';
import { silentLogger } from '@moldau/runtime';
import { TopicConfigs } from './topic-configs.ts';

type Texts = Readonly<Record<string, string>>;

const configs = new TopicConfigs(
  1,
  new Map([
    ['log.segment.bytes', '2000000'],
    ['compression.type', 'gzip'],
    ['min.insync.replicas', '2'],
    ['log.retention.ms', '1'],
  ]),
  silentLogger,
);

function imageWith(layers: { topic?: Texts; broker?: Texts; all?: Texts }): ClusterImage {
  const image = emptyImage('cluster');
  const broker = new Map([
    ['', new Map(Object.entries(layers.all ?? {}))],
    ['1', new Map(Object.entries(layers.broker ?? {}))],
    ['2', new Map([['log.retention.ms', '666']])],
  ]);
  return {
    ...image,
    configs: { ...image.configs, broker, topic: new Map([['t', new Map(Object.entries(layers.topic ?? {}))]]) },
  };
}

test('a topic’s own config is stronger than the broker’s default (B141)', () => {
  const { log, minInsyncReplicas } = configs.named('t', imageWith({ topic: { 'compression.type': 'lz4' } }));
  assert.deepEqual([log.segmentBytes, log.compressionType, minInsyncReplicas], [2_000_000, 'lz4', 2]);
});

test('a dynamic config of this broker is stronger than one of all brokers, and that than the settings file (B141)', () => {
  const all = { 'log.retention.ms': '3' };
  assert.equal(configs.named('t', imageWith({})).log.retentionMs, 1);
  assert.equal(configs.named('t', imageWith({ all })).log.retentionMs, 3);
  assert.equal(configs.named('t', imageWith({ all, broker: { 'log.retention.ms': '4' } })).log.retentionMs, 4);
});

test('a topic whose stored configs are invalid keeps the built-in defaults', () => {
  const { log } = configs.named('t', imageWith({ topic: { 'segment.bytes': 'many', 'retention.ms': '5' } }));
  assert.deepEqual([log.segmentBytes, log.retentionMs], [1_073_741_824, 604_800_000]);
});

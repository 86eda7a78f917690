import assert from 'node:assert/strict';
import { test } from 'node:test';
import { resolveTopicConfigs, topicConfigProblems } from './topic-configs.ts';

test('a topic’s own config is stronger than the broker’s default (B141)', () => {
  const broker = new Map([
    ['log.segment.bytes', '2000000'],
    ['compression.type', 'gzip'],
    ['min.insync.replicas', '2'],
  ]);
  const resolution = resolveTopicConfigs(broker, new Map([['compression.type', 'lz4']]));
  assert.ok(resolution.ok);
  const { segmentBytes, compressionType, minInsyncReplicas } = resolution.values;
  assert.deepEqual([segmentBytes, compressionType, minInsyncReplicas], [2_000_000, 'lz4', 2]);
});

test('unknown and invalid topic configs are told one by one (B138)', () => {
  const broker = new Map<string, string>();
  assert.deepEqual(topicConfigProblems(broker, new Map([['log.segment.bytes', '2000000']])), [
    'Topics have no config log.segment.bytes',
  ]);
  assert.deepEqual(topicConfigProblems(broker, new Map([['segment.bytes', '5']])), [
    'Invalid value 5 for configuration segment.bytes: Expected at least 1048576',
  ]);
  assert.deepEqual(topicConfigProblems(broker, new Map([['segment.bytes', '2000000']])), []);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { topicConfigProblems } from './topic-config-problems.ts';

test('unknown and invalid topic configs are told one by one (B138)', () => {
  const broker = new Map<string, string>();
  assert.deepEqual(topicConfigProblems(broker, new Map([['log.segment.bytes', '2000000']])), [
    'Unknown topic config name: log.segment.bytes',
  ]);
  assert.deepEqual(topicConfigProblems(broker, new Map([['segment.bytes', '5']])), [
    'Invalid value 5 for configuration segment.bytes: Value must be at least 1048576',
  ]);
  assert.deepEqual(topicConfigProblems(broker, new Map([['segment.bytes', '2000000']])), []);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { coordinatorPartition } from './coordinator-partition.ts';

test('a group lives where Kafka puts it: Java’s String.hashCode, made positive, modulo the partitions', () => {
  const expected: [string, number][] = [
    ['', 0],
    ['g', 103],
    ['group_id', 506361563],
    ['console-consumer-12345', 158455506],
    ['ünïcode-グループ', 1852827417],
  ];
  for (const [groupId, hash] of expected) {
    assert.equal(coordinatorPartition(groupId, 50), hash % 50, groupId);
  }
  assert.equal(
    coordinatorPartition('polygenelubricants', 50),
    0,
    'the hash is -2^31, which has no positive counterpart',
  );
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CorruptCheckpointError } from '../checkpoint/corrupt-checkpoint.ts';
import { decodeLeaderEpochCheckpoint, encodeLeaderEpochCheckpoint } from './leader-epoch-checkpoint.ts';

test('writes and reads Kafka’s leader-epoch-checkpoint', () => {
  const entries = [
    { epoch: 0, startOffset: 0 },
    { epoch: 7, startOffset: 9007199254740991 },
  ];
  const bytes = encodeLeaderEpochCheckpoint(entries);
  assert.equal(bytes.toString(), '0\n2\n0 0\n7 9007199254740991\n');
  assert.deepEqual(decodeLeaderEpochCheckpoint(bytes), entries);
  assert.deepEqual(decodeLeaderEpochCheckpoint(Buffer.from('0\n0\n')), []);
});

for (const text of ['', '0', '1\n0\n', '0\n2\n1 1\n', '0\n1\n1 1\n2 2\n', '0\n1\n1\n', '0\n1\n1 -5\n', '0\n1\nx 5\n']) {
  test(`refuses ${JSON.stringify(text)}`, () => {
    assert.throws(() => decodeLeaderEpochCheckpoint(Buffer.from(text)), CorruptCheckpointError);
  });
}

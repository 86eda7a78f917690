import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeCleanShutdown, encodeCleanShutdown } from './clean-shutdown.ts';
import { CorruptCheckpointError } from './corrupt-checkpoint.ts';
import { decodeMetaProperties, encodeMetaProperties } from './meta-properties.ts';
import { decodeOffsetCheckpoint, encodeOffsetCheckpoint } from './offset-checkpoint.ts';
import { decodePartitionMetadata, encodePartitionMetadata } from './partition-metadata.ts';

const refuses = (decode: (bytes: Buffer) => unknown, ...texts: string[]): void => {
  for (const text of texts)
    assert.throws(() => decode(Buffer.from(text)), CorruptCheckpointError, JSON.stringify(text));
};

test('offset checkpoints are written and read as Kafka does', () => {
  const offsets = [
    { topic: 'orders', partition: 0, offset: 12 },
    { topic: 'a.b-c_d', partition: 11, offset: 9007199254740991 },
  ];
  const bytes = encodeOffsetCheckpoint(offsets);
  assert.equal(bytes.toString(), '0\n2\norders 0 12\na.b-c_d 11 9007199254740991\n');
  assert.deepEqual(decodeOffsetCheckpoint(bytes), offsets);
  assert.deepEqual(decodeOffsetCheckpoint(encodeOffsetCheckpoint([])), []);
});

test('an offset checkpoint that is cut off anywhere but before its last line end is refused', () => {
  const whole = '0\n2\norders 0 12\npayments 3 7\n';
  for (let end = 0; end < whole.length - 1; end++)
    refuses(decodeOffsetCheckpoint, whole.slice(0, end).replace(/7$/, ''));
  refuses(
    decodeOffsetCheckpoint,
    '1\n0\n',
    '0\n1\na b c\n',
    '0\n1\na 1 -2\n',
    '0\n1\na 1 2 3\n',
    '0\n-1\n',
    '\0\0\0\0',
  );
});

test('partition.metadata holds the topic id', () => {
  const bytes = encodePartitionMetadata('Yr3AGb9RRVaYSnhXzTVTpg');
  assert.equal(bytes.toString(), 'version: 0\ntopic_id: Yr3AGb9RRVaYSnhXzTVTpg');
  assert.equal(decodePartitionMetadata(bytes), 'Yr3AGb9RRVaYSnhXzTVTpg');
  refuses(
    decodePartitionMetadata,
    '',
    'version: 1\ntopic_id: Yr3AGb9RRVaYSnhXzTVTpg',
    'version: 0\ntopic_id: AAAAAAAAAAAAAAAAAAAAAA',
    'version: 0\ntopic_id: short',
  );
});

test('meta.properties is written and read, from Java’s pen too', () => {
  const meta = { clusterId: 'RDoiU4ZsQ8eFXUwtuYhBLw==', nodeId: 4, directoryId: 'mUoW9rgcTcGaOWLGcWIYpA' };
  const bytes = encodeMetaProperties(meta);
  assert.deepEqual(decodeMetaProperties(bytes), meta);
  assert.match(bytes.toString(), /^cluster\.id=RDoiU4ZsQ8eFXUwtuYhBLw\\=\\=\n/);
  const java = '#\n#Sat Nov 21 22:00:00 UTC 2026\ncluster.id=abc\nversion=1\nnode.id=0\n';
  assert.deepEqual(decodeMetaProperties(Buffer.from(java)), { clusterId: 'abc', nodeId: 0 });
  refuses(decodeMetaProperties, '', 'version=1\nnode.id=1\n', 'version=0\ncluster.id=a\nnode.id=1\n');
  refuses(decodeMetaProperties, 'version=1\ncluster.id=a\nnode.id=x\n');
});

test('the clean shutdown marker holds the broker epoch, or nothing if an older Kafka wrote it', () => {
  const bytes = encodeCleanShutdown(25);
  assert.equal(bytes.toString(), '{"version":0,"brokerEpoch":25}');
  assert.equal(decodeCleanShutdown(bytes), 25);
  assert.equal(decodeCleanShutdown(Buffer.alloc(0)), undefined);
  refuses(decodeCleanShutdown, '{', '{}', '[]', 'null', '{"brokerEpoch":"x"}');
});

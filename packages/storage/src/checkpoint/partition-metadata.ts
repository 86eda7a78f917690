import { CorruptCheckpointError } from './corrupt-checkpoint.ts';

/** The file `partition.metadata` in a partition's directory: which topic, by its id, the directory belongs to. */

export const PARTITION_METADATA_FILE = 'partition.metadata';

const ZERO_UUID = 'AAAAAAAAAAAAAAAAAAAAAA';
const SHAPE = /^version: (\d+)\r?\ntopic_id: ([A-Za-z0-9_-]{22})\s*$/;

export function encodePartitionMetadata(topicId: string): Buffer {
  return Buffer.from(`version: 0\ntopic_id: ${topicId}`);
}

/** The topic id. Throws a {@link CorruptCheckpointError}. */
export function decodePartitionMetadata(bytes: Buffer): string {
  const [, version, topicId] = SHAPE.exec(bytes.toString('utf8')) ?? [];
  if (version !== '0' || topicId === undefined || topicId === ZERO_UUID) {
    throw new CorruptCheckpointError('partition.metadata names no topic id');
  }
  return topicId;
}

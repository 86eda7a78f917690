import { encodeRecordBatch, RecordBatch, type RecordToEncode, recordBatches } from '@moldau/protocol';
import { type LogManager, type LogManagerOptions, openLogManager } from '../log-manager.ts';
import type { AppendInfo, LogConfig, PartitionLog, ReadRequest } from '../partition-log.ts';
import type { StorageWorld } from './storage-world.ts';

export const TOPIC = 'orders';
export const TOPIC_ID = 'bW9sZGF1LXN0b3JhZ2UhIQ';
export const CLUSTER_ID = 'Y2x1c3Rlci1vZi10ZXN0cw';

/** Later than any clock of a test, so that no producer expires. */
export const RECENT = 4_000_000_000_000;

/** Small segments and no limits. */
export const testConfig: LogConfig = {
  segmentBytes: 4096,
  segmentMs: Number.POSITIVE_INFINITY,
  segmentJitterMs: 0,
  segmentIndexBytes: 4096,
  indexIntervalBytes: 512,
  flushMessages: Number.POSITIVE_INFINITY,
  flushMs: Number.POSITIVE_INFINITY,
  flushPolicy: 'none',
  retentionBytes: -1,
  retentionMs: -1,
  fileDeleteDelayMs: 0,
  maxMessageBytes: 10_000_000,
  deleteRetentionMs: 86_400_000,
  minCompactionLagMs: 0,
  minCleanableDirtyRatio: 0.5,
  cleanupPolicy: new Set(['delete']),
  compressionType: 'producer',
  compressionGzipLevel: -1,
  compressionLz4Level: 9,
  compressionZstdLevel: 3,
  preallocate: false,
  messageTimestampType: 'CreateTime',
  messageTimestampBeforeMaxMs: Number.POSITIVE_INFINITY,
  messageTimestampAfterMaxMs: Number.POSITIVE_INFINITY,
};

export function openManager(
  world: StorageWorld,
  config: LogConfig,
  options: Partial<LogManagerOptions> = {},
): Promise<LogManager> {
  return world.settle(
    openLogManager(world.runtime, {
      directories: [world.directory],
      clusterId: CLUSTER_ID,
      brokerId: 1,
      memoryOnly: world.memoryOnly,
      ballastBytes: 0,
      checkpointIntervalMs: 1_000_000,
      retentionCheckIntervalMs: 1_000_000,
      topicIdOf: () => TOPIC_ID,
      configOf: () => config,
      ...options,
    }),
  );
}

/** The log of partition 0, made if there is none. */
export function openedLog(manager: LogManager, config: LogConfig): PartitionLog {
  return manager.get(TOPIC, 0) ?? manager.create(TOPIC, 0, TOPIC_ID, config);
}

/** A batch of `count` records with values of `valueBytes`, as a producer sends it. */
export function someBatch(options: Partial<BatchShape> = {}): Buffer {
  const { count = 1, valueBytes = 20, timestamp = RECENT, value = 'v', ...batch } = options;
  const records: RecordToEncode[] = Array.from({ length: count }, (_, index) => ({
    timestamp: typeof timestamp === 'number' ? timestamp : (timestamp[index] ?? 0),
    key: Buffer.from(`key-${index}`),
    value: Buffer.alloc(valueBytes, value),
  }));
  return encodeRecordBatch({ ...batch, records });
}

export interface BatchShape {
  readonly count: number;
  readonly valueBytes: number;
  readonly value: string;
  /** Of all records, or of each. */
  readonly timestamp: number | readonly number[];
  readonly codec: 'none' | 'gzip' | 'snappy' | 'lz4' | 'zstd';
  readonly producerId: number;
  readonly producerEpoch: number;
  readonly baseSequence: number;
  readonly transactional: boolean;
}

export function append(log: PartitionLog, batch: Buffer, leaderEpoch = 0): AppendInfo {
  return log.append(batch, { leaderEpoch, origin: 'client', apiVersion: 9 });
}

/** Resolves when everything appended so far is acknowledged; rejects when the log fails. */
export function acknowledged(world: StorageWorld, log: PartitionLog): Promise<void> {
  const end = log.logEndOffset;
  return world.settle(
    new Promise<void>((resolve, reject) => {
      if (log.acknowledgedEndOffset >= end) return resolve();
      const off = log.onProgress({
        progressed() {
          if (log.acknowledgedEndOffset < end) return;
          off();
          resolve();
        },
        failed: (error) => {
          off();
          reject(error);
        },
      });
    }),
  );
}

/** Copies of the batches that a read returns. */
export async function readBatches(
  world: StorageWorld,
  log: PartitionLog,
  request: Partial<ReadRequest> = {},
): Promise<Buffer[]> {
  const whole = { offset: log.logStartOffset, endOffset: log.logEndOffset, maxBytes: 1e9, atLeastOneBatch: true };
  const result = await world.settle(Promise.resolve(log.read({ ...whole, ...request })));
  const bytes = Buffer.concat(result.chunks);
  result.release();
  return [...recordBatches(bytes)].map((batch) => Buffer.from(batch.bytes));
}

/** Everything from `offset` on, by as many reads as it takes. */
export async function readAll(world: StorageWorld, log: PartitionLog, offset = log.logStartOffset): Promise<Buffer[]> {
  const batches: Buffer[] = [];
  for (let next = offset; next < log.logEndOffset; ) {
    const more = await readBatches(world, log, { offset: next });
    const last = more.at(-1);
    if (last === undefined) throw new Error(`Nothing at offset ${next} of ${log.logEndOffset}`);
    batches.push(...more);
    next = new RecordBatch(last).nextOffset;
  }
  return batches;
}

export function baseOffsets(batches: readonly Buffer[]): number[] {
  return batches.map((batch) => new RecordBatch(batch).baseOffset);
}

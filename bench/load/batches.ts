/** Record batches of a given size on the wire, filled with records of a given size. */
import { encodeRecordBatch } from '@moldau/protocol';
import { type RandomNumber, randomNumbers, recordValue } from './record-values.ts';

export type Codec = 'none' | 'lz4';

export interface BatchShape {
  /** Bytes that the batch has at most, and nearly has unless `records` says how many there are. */
  readonly batchBytes: number;
  /** Exactly so many records. */
  readonly records?: number;
  /** Bytes of each record's value. */
  readonly recordBytes: number;
  readonly codec: Codec;
}

/** The time of every record: batches are the same in every run. */
const timestamp = 1_790_000_000_000;

export interface BatchSet {
  readonly batches: readonly Buffer[];
  readonly recordsPerBatch: number;
}

/** Different batches in memory; more would only push each other out of the processor's cache. */
const distinctBatches = 3;

const cache = new Map<string, BatchSet>();

/** Batches of that shape, each with other records. */
export function batchSet(shape: BatchShape): BatchSet {
  const key = JSON.stringify(shape);
  const set = cache.get(key) ?? newBatchSet(shape);
  cache.set(key, set);
  return set;
}

function newBatchSet(shape: BatchShape): BatchSet {
  const recordsPerBatch = shape.records ?? recordsThatFit(shape);
  const seeds = Array.from({ length: distinctBatches }, (_, index) => index + 1);
  return { recordsPerBatch, batches: seeds.map((seed) => batchOf(shape, recordsPerBatch, randomNumbers(seed))) };
}

function batchOf({ recordBytes, codec }: BatchShape, records: number, random: RandomNumber): Buffer {
  const values = Array.from({ length: records }, () => ({
    timestamp,
    key: null,
    value: recordValue(recordBytes, random),
  }));
  return encodeRecordBatch({ records: values, codec });
}

/** How many records keep a batch just within its size; its encoded size grows with their number nearly evenly. */
function recordsThatFit(shape: BatchShape): number {
  const target = shape.batchBytes * 0.995;
  let records = Math.max(1, Math.floor(target / (shape.recordBytes + 16)));
  for (let attempt = 0; attempt < 4; attempt++) {
    const size = batchOf(shape, records, randomNumbers(1)).length;
    records = Math.max(1, Math.floor((records * target) / size));
  }
  return records;
}

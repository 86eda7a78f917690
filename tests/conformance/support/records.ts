/** What a fetch returned, as batches, records and values. */
import { type DecodedRecord, decodeRecords, type RecordBatch, recordBatches } from '@moldau/protocol';
import type { PartitionData } from '@moldau/protocol/messages/fetch';

export function bytesOf({ records }: Pick<PartitionData, 'records'>): Buffer {
  if (records === null) return Buffer.alloc(0);
  return Buffer.isBuffer(records) ? records : Buffer.concat(records);
}

/** The whole batches; a batch that is cut off at the end is left out. */
export function batchesOf(data: Pick<PartitionData, 'records'>): RecordBatch[] {
  return [...recordBatches(bytesOf(data))];
}

export function recordsOf(data: Pick<PartitionData, 'records'>): DecodedRecord[] {
  return batchesOf(data).flatMap((batch) => (batch.isControl ? [] : [...decodeRecords(batch)]));
}

export function valuesOf(data: Pick<PartitionData, 'records'>): (string | undefined)[] {
  return recordsOf(data).map(({ value }) => value?.toString());
}

import { RecordBatch } from '@moldau/protocol';
import type { AbortedTransaction, ReadResult } from '@moldau/storage';
import type { ReadablePartition } from './partition-fetch.ts';

/** The aborted transactions that a reader of committed data has to know of to pass over their records (B68). */
export function abortedTransactions(
  { partition, offset, endOffset }: ReadablePartition,
  result: ReadResult,
): readonly AbortedTransaction[] {
  const aborted = partition.log.abortedTransactions(offset, endOffset);
  if (aborted.length === 0) return aborted;
  const readEnd = nextOffset(result.chunks);
  return aborted.filter(({ firstOffset }) => firstOffset < readEnd);
}

/** Where the last of whole batches ends. */
function nextOffset(chunks: readonly Buffer[]): number {
  const chunk = chunks.findLast(({ length }) => length > 0);
  if (chunk === undefined) return 0;
  const batch = new RecordBatch(chunk);
  for (let at = 0; at < chunk.length; at += batch.sizeInBytes) batch.at(chunk, at);
  return batch.nextOffset;
}

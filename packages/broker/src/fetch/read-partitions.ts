import { type ErrorCode, Errors } from '@moldau/protocol';
import type { Logger } from '@moldau/runtime';
import type { ReadResult } from '@moldau/storage';
import type { PartitionFetch, ReadablePartition } from './partition-fetch.ts';

/** What a partition of the fetch came to: its inspection, and the records or the error of reading. */
export interface PartitionRead {
  readonly fetch: PartitionFetch;
  readonly result: ReadResult | undefined;
  /** Set when reading failed although the inspection was fine. */
  readonly readError: ErrorCode;
}

/**
 * Reads in the order given until `maxBytes` are used up. The first partition that has data returns at least one whole
 * batch; later ones share what is left and may return nothing (B79, B80).
 */
export async function readPartitions(
  fetches: readonly PartitionFetch[],
  maxBytes: number,
  log: Logger,
): Promise<PartitionRead[]> {
  const reads: PartitionRead[] = [];
  let remaining = maxBytes;
  let nothingYet = true;
  for (const fetch of fetches) {
    if (fetch.kind !== 'readable' || (remaining <= 0 && !nothingYet)) {
      reads.push({ fetch, result: undefined, readError: Errors.NONE });
      continue;
    }
    const started = readOne(fetch, remaining, nothingYet, log);
    const read = started instanceof Promise ? await started : started;
    reads.push(read);
    const byteLength = read.result?.byteLength ?? 0;
    if (byteLength > 0) nothingYet = false;
    remaining -= byteLength;
  }
  return reads;
}

function readOne(
  fetch: ReadablePartition,
  remaining: number,
  atLeastOneBatch: boolean,
  log: Logger,
): PartitionRead | Promise<PartitionRead> {
  if (fetch.offset >= fetch.endOffset) return { fetch, result: undefined, readError: Errors.NONE };
  const failed = (error: unknown): PartitionRead => readFailed(fetch, error, log);
  try {
    const started = fetch.partition.log.read({
      offset: fetch.offset,
      endOffset: fetch.endOffset,
      maxBytes: Math.max(0, Math.min(fetch.cached.asked.partitionMaxBytes, remaining)),
      atLeastOneBatch,
    });
    if (!(started instanceof Promise)) return { fetch, result: started, readError: Errors.NONE };
    return started.then((result) => ({ fetch, result, readError: Errors.NONE }), failed);
  } catch (error) {
    return failed(error);
  }
}

/** Retention or a deletion may have overtaken the read; anything else is the disk's fault (B159). */
function readFailed(fetch: ReadablePartition, error: unknown, log: Logger): PartitionRead {
  const { partition } = fetch;
  let readError: ErrorCode = Errors.KAFKA_STORAGE_ERROR;
  if (!partition.isOpen) readError = Errors.UNKNOWN_TOPIC_OR_PARTITION;
  else if (fetch.offset < partition.log.logStartOffset) readError = Errors.OFFSET_OUT_OF_RANGE;
  else log.error({ topic: partition.topic, partition: partition.partition, error }, 'Cannot read the log');
  return { fetch, result: undefined, readError };
}

import { type ErrorCode, Errors } from '@moldau/protocol';
import type { Logger } from '@moldau/runtime';
import type { AbortedTransaction, ReadResult } from '@moldau/storage';
import { abortedTransactions } from './aborted-transactions.ts';
import { type FetchTerms, type PartitionFetch, type ReadablePartition, storageErrorOf } from './partition-fetch.ts';

/** What a partition of the fetch came to: its inspection, and the records or the error of reading. */
export interface PartitionRead {
  readonly fetch: PartitionFetch;
  readonly result: ReadResult | undefined;
  /** Set when reading failed although the inspection was fine. */
  readonly readError: ErrorCode;
  /** For readers of committed data, those that the result overlaps. */
  readonly aborted?: readonly AbortedTransaction[];
}

/**
 * Reads in the order given until `maxBytes` are used up. The first partition that has data returns at least one whole
 * batch; later ones share what is left and may return nothing (B79, B80). Returns a promise only if a file is read.
 */
export function readPartitions(
  fetches: readonly PartitionFetch[],
  maxBytes: number,
  terms: FetchTerms,
  log: Logger,
): PartitionRead[] | Promise<PartitionRead[]> {
  const progress: Progress = { reads: [], remaining: maxBytes, nothingYet: true, terms, log };
  return readFrom(0, fetches, progress);
}

interface Progress {
  readonly reads: PartitionRead[];
  remaining: number;
  nothingYet: boolean;
  readonly terms: FetchTerms;
  readonly log: Logger;
}

function readFrom(
  first: number,
  fetches: readonly PartitionFetch[],
  progress: Progress,
): PartitionRead[] | Promise<PartitionRead[]> {
  for (let index = first; index < fetches.length; index++) {
    const fetch = fetches[index];
    if (fetch === undefined) break;
    const { remaining, nothingYet, terms, log } = progress;
    const isWanted = fetch.kind === 'readable' && (remaining > 0 || nothingYet);
    const read = isWanted ? readOne(fetch, remaining, nothingYet, terms, log) : unread(fetch);
    if (read instanceof Promise) {
      return read.then((done) => {
        count(done, progress);
        return readFrom(index + 1, fetches, progress);
      });
    }
    count(read, progress);
  }
  return progress.reads;
}

function count(read: PartitionRead, progress: Progress): void {
  const byteLength = read.result?.byteLength ?? 0;
  progress.reads.push(read);
  if (byteLength > 0) progress.nothingYet = false;
  progress.remaining -= byteLength;
  if (!('partition' in read.fetch)) return;
  const traffic = read.fetch.partition?.traffic;
  traffic?.fetched(byteLength);
  if (read.readError === Errors.KAFKA_STORAGE_ERROR) traffic?.count('failedFetchRequests');
}

function unread(fetch: PartitionFetch): PartitionRead {
  return { fetch, result: undefined, readError: Errors.NONE };
}

function readOne(
  fetch: ReadablePartition,
  remaining: number,
  atLeastOneBatch: boolean,
  terms: FetchTerms,
  log: Logger,
): PartitionRead | Promise<PartitionRead> {
  if (fetch.offset >= fetch.endOffset) return unread(fetch);
  const failed = (error: unknown): PartitionRead => readFailed(fetch, error, terms, log);
  try {
    const started = fetch.partition.log.read({
      offset: fetch.offset,
      endOffset: fetch.endOffset,
      maxBytes: Math.max(0, Math.min(fetch.cached.asked.partitionMaxBytes, remaining)),
      atLeastOneBatch,
    });
    const finish = (result: ReadResult): PartitionRead => finished(fetch, result, terms);
    return started instanceof Promise ? started.then(finish).catch(failed) : finish(started);
  } catch (error) {
    return failed(error);
  }
}

function finished(fetch: ReadablePartition, result: ReadResult, { readCommitted }: FetchTerms): PartitionRead {
  if (!readCommitted) return { fetch, result, readError: Errors.NONE };
  try {
    return { fetch, result, readError: Errors.NONE, aborted: abortedTransactions(fetch, result) };
  } catch (error) {
    result.release();
    throw error;
  }
}

/** Retention or a deletion may have overtaken the read; anything else is the disk's fault (B159). */
function readFailed(fetch: ReadablePartition, error: unknown, terms: FetchTerms, log: Logger): PartitionRead {
  const { partition } = fetch;
  let readError: ErrorCode = storageErrorOf(terms);
  if (!partition.isOpen) readError = Errors.UNKNOWN_TOPIC_OR_PARTITION;
  else if (fetch.offset < partition.log.logStartOffset) readError = Errors.OFFSET_OUT_OF_RANGE;
  else if (partition.log.refusal === undefined)
    log.error({ topic: partition.topic, partition: partition.partition, error }, 'Cannot read the log');
  return { fetch, result: undefined, readError };
}

import type { ReplicaManager } from '@moldau/cluster';
import type { FetchRequest, FetchResponse } from '@moldau/protocol/messages/fetch';
import type { Clock, Logger } from '@moldau/runtime';
import { type FetchPurgatory, parkFetch } from '../fetch/delayed-fetch.ts';
import type { FetchSessionCache } from '../fetch/fetch-session-cache.ts';
import { fetchErrorResponse, fetchResponse, responseBytes, throttledResponse } from '../fetch/fetch-response.ts';
import { type FetchTerms, inspectPartition, type PartitionFetch } from '../fetch/partition-fetch.ts';
import { type PartitionRead, readPartitions } from '../fetch/read-partitions.ts';
import type { FetchQuota } from '../quotas/fetch-quota.ts';
import { DeferredOutcome } from './deferred-outcome.ts';
import { Answer, type Outcome, type OutcomeHandler } from './handler.ts';

export interface FetchDependencies {
  readonly replicas: ReplicaManager;
  readonly sessions: FetchSessionCache;
  readonly purgatory: FetchPurgatory;
  readonly clock: Clock;
  readonly log: Logger;
  /** `fetch.max.bytes`: no answer is longer, but for its first batch (B80). */
  readonly fetchMaxBytes: number;
  readonly quota: FetchQuota;
}

/** Fetch (key 1): B78–B95. */
export function fetchHandler(dependencies: FetchDependencies): OutcomeHandler<FetchRequest, FetchResponse> {
  return (request, context) => {
    const { apiVersion } = context;
    const plan = dependencies.sessions.open(request, apiVersion);
    if (typeof plan === 'number') return fetchErrorResponse(plan);
    const terms: FetchTerms = {
      apiVersion,
      readCommitted: request.isolationLevel === 1,
      replicaId: replicaId(request),
    };
    const { quota } = dependencies;
    const quotaBytesMax = quota.isActive ? quota.bytesMax(context) : Number.POSITIVE_INFINITY;
    const maxBytes = Math.min(request.maxBytes, dependencies.fetchMaxBytes, quotaBytesMax);
    const patience: Patience = { minBytes: Math.min(request.minBytes, maxBytes), maxWaitMs: request.maxWaitMs };
    const { replicas, clock, purgatory } = dependencies;
    const inspect = (): PartitionFetch[] => plan.partitions.map((cached) => inspectPartition(replicas, cached, terms));
    const answer = (fetches: readonly PartitionFetch[]): Outcome<FetchResponse> | Promise<Outcome<FetchResponse>> => {
      const reads = readPartitions(fetches, maxBytes, terms, dependencies.log);
      return reads instanceof Promise ? reads.then(answerWith) : answerWith(reads);
    };
    const answerWith = (reads: readonly PartitionRead[]): Outcome<FetchResponse> => {
      const throttleMs = quota.isActive ? quota.throttleMs(context, responseBytes(reads)) : 0;
      if (throttleMs === 0) return new Answer(fetchResponse(plan, reads, terms), () => releaseAll(reads));
      releaseAll(reads);
      context.connection.throttle(throttleMs);
      return throttledResponse(throttleMs, dependencies.sessions.withhold(plan));
    };
    const partitions = inspect();
    if (replicas.isStopping || isReady(partitions, patience)) return answer(partitions);
    const outcome = new DeferredOutcome<FetchResponse>();
    const done = (): void => outcome.settleWith(() => answer(inspect()));
    parkFetch({ partitions, terms, ...patience, replicas, clock, purgatory, connection: context.connection, done });
    return outcome;
  };
}

function replicaId(request: FetchRequest): number {
  return request.replicaState?.replicaId ?? request.replicaId;
}

/** Waiting for more than an answer may hold would be in vain, so `minBytes` is at most its `max.bytes`. */
interface Patience {
  readonly minBytes: number;
  readonly maxWaitMs: number;
}

/** Whether there is something worth answering (B81). */
function isReady(partitions: readonly PartitionFetch[], { minBytes, maxWaitMs }: Patience): boolean {
  if (maxWaitMs <= 0) return true;
  let availableBytes = 0;
  let waitsForNothing = true;
  for (const fetch of partitions) {
    if (fetch.kind === 'unknown') continue;
    if (fetch.kind !== 'readable') return true;
    availableBytes += fetch.availableBytes;
    waitsForNothing = false;
  }
  return waitsForNothing || availableBytes >= minBytes;
}

function releaseAll(reads: readonly PartitionRead[]): void {
  for (const read of reads) read.result?.release();
}

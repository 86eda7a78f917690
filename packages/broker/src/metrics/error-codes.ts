/**
 * The error codes in an answer, as Kafka counts them: each that a field `errorCode` holds. Produce and Fetch, which are many
 * and of a known form, are looked at directly, other answers wherever they have fields, up to a bound.
 */
import type { FetchResponse } from '@moldau/protocol/messages/fetch';
import type { ProduceResponse } from '@moldau/protocol/messages/produce';

type ErrorCounts = Map<number, number>;

/** Of a longer answer the beginning is counted: Metadata of all topics, say. */
const FIELDS_MAX = 500;

export function countErrors(api: string, response: object, counts: ErrorCounts): void {
  if (api === 'Produce' && isProduce(response)) return countProduce(response, counts);
  if (api === 'Fetch' && isFetch(response)) return countFetch(response, counts);
  const found = { fields: 0, errors: 0 };
  walk(response, counts, found);
  if (found.errors === 0) count(counts, 0);
}

export function errorCodesOf(api: string, response: object): ReadonlyMap<number, number> {
  const counts: ErrorCounts = new Map();
  countErrors(api, response, counts);
  return counts;
}

function count(counts: ErrorCounts, code: number): void {
  counts.set(code, (counts.get(code) ?? 0) + 1);
}

function isProduce(response: object): response is ProduceResponse {
  return 'responses' in response;
}

function isFetch(response: object): response is FetchResponse {
  return 'responses' in response && 'errorCode' in response;
}

function countProduce({ responses }: ProduceResponse, counts: ErrorCounts): void {
  for (const { partitionResponses } of responses) {
    for (const { errorCode } of partitionResponses) count(counts, errorCode);
  }
}

function countFetch({ errorCode, responses }: FetchResponse, counts: ErrorCounts): void {
  count(counts, errorCode);
  for (const { partitions } of responses) {
    for (const partition of partitions) count(counts, partition.errorCode);
  }
}

function walk(value: object, counts: ErrorCounts, found: { fields: number; errors: number }): void {
  for (const [name, field] of Object.entries(value)) {
    if (++found.fields > FIELDS_MAX) return;
    if (name === 'errorCode' && typeof field === 'number') {
      found.errors++;
      count(counts, field);
    } else if (typeof field === 'object' && field !== null && !Buffer.isBuffer(field)) walk(field, counts, found);
  }
}

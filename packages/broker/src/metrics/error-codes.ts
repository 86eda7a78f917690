/**
 * The error codes in an answer, as Kafka counts them: each that a field `errorCode` holds. Produce and Fetch, which are many
 * and of a known form, are looked at directly, other answers wherever they have fields, up to a bound.
 */
import type { FetchResponse } from '@moldau/protocol/messages/fetch';
import type { ProduceResponse } from '@moldau/protocol/messages/produce';

/** How often each error code came. */
export class ErrorCounts {
  /** By code, from -1 on. */
  readonly #counts: number[] = [];

  add(code: number): void {
    this.#counts[code + 1] = (this.#counts[code + 1] ?? 0) + 1;
  }

  *[Symbol.iterator](): Iterator<readonly [code: number, count: number]> {
    for (const [index, count] of this.#counts.entries()) {
      if (count !== undefined && count > 0) yield [index - 1, count];
    }
  }
}

/** Of a longer answer the beginning is counted: Metadata of all topics, say. */
const FIELDS_MAX = 500;

export function countErrors(api: string, response: object, counts: ErrorCounts): void {
  if (api === 'Produce' && isProduce(response)) return countProduce(response, counts);
  if (api === 'Fetch' && isFetch(response)) return countFetch(response, counts);
  const found = { fields: 0, errors: 0 };
  walk(response, counts, found);
  if (found.errors === 0) counts.add(0);
}

export function errorCodesOf(api: string, response: object): ErrorCounts {
  const counts = new ErrorCounts();
  countErrors(api, response, counts);
  return counts;
}

function isProduce(response: object): response is ProduceResponse {
  return 'responses' in response;
}

function isFetch(response: object): response is FetchResponse {
  return 'responses' in response && 'errorCode' in response;
}

function countProduce({ responses }: ProduceResponse, counts: ErrorCounts): void {
  for (const { partitionResponses } of responses) {
    for (const { errorCode } of partitionResponses) counts.add(errorCode);
  }
}

function countFetch({ errorCode, responses }: FetchResponse, counts: ErrorCounts): void {
  counts.add(errorCode);
  for (const { partitions } of responses) {
    for (const partition of partitions) counts.add(partition.errorCode);
  }
}

function walk(value: object, counts: ErrorCounts, found: { fields: number; errors: number }): void {
  for (const [name, field] of Object.entries(value)) {
    if (++found.fields > FIELDS_MAX) return;
    if (name === 'errorCode' && typeof field === 'number') {
      found.errors++;
      counts.add(field);
    } else if (typeof field === 'object' && field !== null && !Buffer.isBuffer(field)) walk(field, counts, found);
  }
}

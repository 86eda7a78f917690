/**
 * Answers as JSON that two brokers can agree on: ids, names of this run, addresses and times of today become tokens,
 * numbered in the order they appear in a case; lists without a meaningful order are sorted; record batches are shown
 * by their headers and bytes.
 */

import { codecOfId, type RecordBatch, recordBatches } from '@moldau/protocol';

export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

const zeroUuid = 'AAAAAAAAAAAAAAAAAAAAAA';
const uuidText = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
/** Times of the day in error messages. */
const timeText = /-?\d{12,}/g;
const dayMs = 86_400_000;

const nodeFields = new Set(['nodeId', 'leaderId', 'controllerId', 'brokerId', 'preferredReadReplica']);
const nodeLists = new Set(['replicaNodes', 'isrNodes', 'offlineReplicas', 'eligibleLeaderReplicas', 'lastKnownElr']);
const uuidFields = new Set(['topicId', 'directoryId']);

/** Fields by which a list of objects is ordered; other lists keep their order. */
const orderFields = [
  'name',
  'topic',
  'topicName',
  'resourceName',
  'groupId',
  'topicId',
  'apiKey',
  'partitionIndex',
  'partition',
  'index',
  'entityType',
];

export class Normaliser {
  readonly #run: string;
  readonly #now: number;
  readonly #tokens = new Map<string, string>();
  readonly #counts = new Map<string, number>();

  /** @param run the suffix of this run's names; @param now milliseconds since 1970 */
  constructor(run: string, now: number) {
    this.#run = run;
    this.#now = now;
  }

  of(value: unknown, field = ''): Json {
    if (value === null || value === undefined) return null;
    if (Buffer.isBuffer(value)) return field === 'records' ? this.#batches(value) : value.toString('base64');
    if (Array.isArray(value)) return this.#list(value, field);
    if (typeof value === 'object') return this.#object(value);
    if (typeof value === 'bigint') return this.#number(Number(value), field);
    if (typeof value === 'number') return this.#number(value, field);
    if (typeof value === 'string') return this.#text(value, field);
    return value === true;
  }

  #object(value: object): Json {
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, this.of(each, name)]));
  }

  #list(values: readonly unknown[], field: string): Json {
    if (nodeLists.has(field)) return values.map((each) => this.#token('node', String(each)));
    return values.map((each) => this.of(each)).sort(byOrderFields);
  }

  #number(value: number, field: string): Json {
    if (nodeFields.has(field) && value >= 0) return this.#token('node', String(value));
    if (field === 'producerId' && value >= 0) return this.#token('producer', String(value));
    if (field === 'sessionId' && value !== 0) return this.#token('session', String(value));
    if (field === 'port' && value > 0) return 'port';
    if (Math.abs(value - this.#now) < dayMs) return 'today';
    return value;
  }

  #text(value: string, field: string): Json {
    if (field === 'host' && value !== '') return 'host';
    if (field === 'clusterId') return 'cluster';
    if (field === 'documentation') return 'text';
    if (uuidFields.has(field) && value !== zeroUuid) return this.#token('id', value);
    const named = value.replaceAll(`-${this.#run}`, '');
    if (/message$/i.test(field)) return named.replace(timeText, 'number');
    return named.replace(uuidText, (uuid) => this.#token('uuid', uuid));
  }

  #batches(bytes: Buffer): Json {
    return [...recordBatches(bytes)].map((batch) => this.#batch(batch));
  }

  #batch(batch: RecordBatch): Json {
    return {
      baseOffset: batch.baseOffset,
      lastOffset: batch.lastOffset,
      count: batch.count,
      partitionLeaderEpoch: batch.partitionLeaderEpoch,
      codec: codecOfId(batch.codecId) ?? batch.codecId,
      attributes: batch.attributes,
      baseTimestamp: this.#number(batch.baseTimestamp, ''),
      maxTimestamp: this.#number(batch.maxTimestamp, ''),
      producerId: this.#number(batch.producerId, 'producerId'),
      producerEpoch: batch.producerEpoch,
      baseSequence: batch.baseSequence,
      bytes: batch.codecId === 0 ? batch.recordBytes.toString('base64').slice(0, 200) : 'compressed',
    };
  }

  #token(kind: string, value: string): string {
    const key = `${kind} ${value}`;
    const known = this.#tokens.get(key);
    if (known !== undefined) return known;
    const count = (this.#counts.get(kind) ?? 0) + 1;
    this.#counts.set(kind, count);
    this.#tokens.set(key, `${kind}-${count}`);
    return `${kind}-${count}`;
  }
}

function byOrderFields(a: Json, b: Json): number {
  if (!isObject(a) || !isObject(b)) return 0;
  if (isOfQuotas(a) && isOfQuotas(b)) return JSON.stringify(orderOf(a)) < JSON.stringify(orderOf(b)) ? -1 : 1;
  for (const field of orderFields) {
    const [left, right] = [a[field], b[field]];
    if (typeof left === 'number' && typeof right === 'number' && left !== right) return left - right;
    if (typeof left === 'string' && typeof right === 'string' && left !== right) return left < right ? -1 : 1;
  }
  return 0;
}

type JsonObject = { readonly [name: string]: Json };

/** An entity with its quotas, or one of these. */
function isOfQuotas(value: JsonObject): boolean {
  return 'entity' in value || ('key' in value && 'value' in value && Object.keys(value).length === 2);
}

function orderOf(value: JsonObject): Json {
  return value['entity'] ?? value['key'] ?? null;
}

export function isObject(value: Json | undefined): value is { readonly [name: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Requests as the C generator sends them: whole frames, encoded once by our own codecs. Produce v11 and Fetch v12 are the
 * newest versions that name topics, so the floor needs no topic ids.
 */
import { type ApiDescriptor, encodeResponseHeader, Writer, ZERO_UUID } from '@moldau/protocol';
import { type FetchResponse, fetchApi } from '@moldau/protocol/messages/fetch';
import { type ProduceResponse, produceApi } from '@moldau/protocol/messages/produce';

import { fetchPartition, fetchRequest, produceRequest, topicData } from '../../tests/conformance/support/requests.ts';
import { requestFrame } from '../../tests/support/wire-client.ts';
import { positionOf } from './positions.ts';

export const produceVersion = 11;
export const fetchVersion = 12;

const correlationId = 1;
const clientId = 'bench';

/** What consumers ask for unless told otherwise: `fetch.max.bytes`, `max.partition.fetch.bytes` and so on. */
const defaultFetch = { maxBytes: 52_428_800, minBytes: 1, maxWaitMs: 500 };
const partitionMaxBytes = 1_048_576;

export function produceFrame(topic: string, partition: number, batch: Buffer): Buffer {
  const data = topicData({ name: topic, id: ZERO_UUID }, [partition, batch]);
  const body = produceRequest([data], { acks: -1, timeoutMs: 30_000 });
  return requestFrame(produceApi, produceVersion, body, correlationId, clientId);
}

export function fetchFrame(topic: string, partition: number, fetchOffset: number): Buffer {
  const asked = fetchPartition(partition, fetchOffset, { partitionMaxBytes });
  const body = fetchRequest([[{ name: topic, id: ZERO_UUID }, asked]], defaultFetch);
  return requestFrame(fetchApi, fetchVersion, body, correlationId, clientId);
}

export interface ProducePositions {
  /** The partition's error code in the response. */
  readonly error: number;
  /** The base offset in the response. */
  readonly baseOffset: number;
}

export function producePositions(topic: string): ProducePositions {
  return {
    error: positionOf((errorCode) => produceResponseFrame(topic, { errorCode })),
    baseOffset: positionOf((baseOffset) => produceResponseFrame(topic, { baseOffset })),
  };
}

export interface FetchPositions {
  /** The offset in the request. */
  readonly offset: number;
  /** The partition's error code in the response. */
  readonly error: number;
  /** The length of the records in the response. */
  readonly records: number;
}

export function fetchPositions(topic: string): FetchPositions {
  return {
    offset: positionOf((offset) => fetchFrame(topic, 0, offset)),
    error: positionOf((errorCode) => fetchResponseFrame(topic, { errorCode })),
    records: positionOf((size) => fetchResponseFrame(topic, { records: [Buffer.alloc(size)] }), 1, 2),
  };
}

type ProducedPartition = ProduceResponse['responses'][number]['partitionResponses'][number];

function produceResponseFrame(topic: string, rest: Partial<ProducedPartition>): Buffer {
  const partition = {
    index: 0,
    errorCode: 0,
    baseOffset: 0,
    logAppendTimeMs: -1,
    logStartOffset: 0,
    recordErrors: [],
    errorMessage: null,
    ...rest,
  };
  const responses = [{ name: topic, topicId: ZERO_UUID, partitionResponses: [partition] }];
  return responseFrame(produceApi, produceVersion, { responses, throttleTimeMs: 0, nodeEndpoints: [] });
}

type FetchedPartition = FetchResponse['responses'][number]['partitions'][number];

function fetchResponseFrame(topic: string, rest: Partial<FetchedPartition>): Buffer {
  const partition = {
    partitionIndex: 0,
    errorCode: 0,
    highWatermark: 0,
    lastStableOffset: 0,
    logStartOffset: 0,
    abortedTransactions: null,
    preferredReadReplica: -1,
    records: null,
    ...rest,
  };
  const responses = [{ topic, topicId: ZERO_UUID, partitions: [partition] }];
  const body = { throttleTimeMs: 0, errorCode: 0, sessionId: 0, responses, nodeEndpoints: [] };
  return responseFrame(fetchApi, fetchVersion, body);
}

function responseFrame<Req, Res>(api: ApiDescriptor<Req, Res>, version: number, body: Res): Buffer {
  const writer = new Writer();
  const sizeAt = writer.reserveInt32();
  encodeResponseHeader(writer, correlationId, api.key, version);
  api.encodeResponse(writer, body, version);
  writer.patchInt32(sizeAt, writer.size - 4);
  return writer.toBuffer();
}

// Generated from packages/protocol/schemas/describe-cluster.ts by `npm run generate`; edit the schema, not this file.
import type { ApiDescriptor } from '../wire/api-descriptor.ts';
import type { Reader } from '../wire/reader.ts';
import { UnsupportedVersionError } from '../wire/unsupported-version-error.ts';
import type { Writer } from '../wire/writer.ts';

/** Versions 0-2, flexible versions 0+. */
export interface DescribeClusterRequest {
  includeClusterAuthorizedOperations: boolean;
  /** Versions 1+, default 1. */
  endpointType: number;
  /** Versions 2+. */
  includeFencedBrokers: boolean;
}

/** Versions 0-2, flexible versions 0+. */
export interface DescribeClusterResponse {
  throttleTimeMs: number;
  errorCode: number;
  errorMessage: string | null;
  /** Versions 1+, default 1. */
  endpointType: number;
  clusterId: string;
  /** Default -1. */
  controllerId: number;
  brokers: readonly DescribeClusterBroker[];
  /** Default -2147483648. */
  clusterAuthorizedOperations: number;
}

/** Part of DescribeClusterResponse, versions 0-2. */
export interface DescribeClusterBroker {
  /** Unique in its array. */
  brokerId: number;
  host: string;
  port: number;
  rack: string | null;
  /** Versions 2+. */
  isFenced: boolean;
}

export function decodeDescribeClusterRequest(reader: Reader, version: number): DescribeClusterRequest {
  const includeClusterAuthorizedOperations = reader.readBoolean();
  const endpointType = version >= 1 ? reader.readInt8() : 1;
  const includeFencedBrokers = version >= 2 ? reader.readBoolean() : false;
  reader.skipTaggedFields();
  return { includeClusterAuthorizedOperations, endpointType, includeFencedBrokers };
}

export function encodeDescribeClusterRequest(writer: Writer, message: DescribeClusterRequest, version: number): void {
  writer.writeBoolean(message.includeClusterAuthorizedOperations);
  if (version >= 1) writer.writeInt8(message.endpointType);
  else if (message.endpointType !== 1)
    throw new UnsupportedVersionError('DescribeClusterRequest.endpointType', version);
  if (version >= 2) writer.writeBoolean(message.includeFencedBrokers);
  else if (message.includeFencedBrokers)
    throw new UnsupportedVersionError('DescribeClusterRequest.includeFencedBrokers', version);
  writer.writeUnsignedVarint(0);
}

export function decodeDescribeClusterResponse(reader: Reader, version: number): DescribeClusterResponse {
  const throttleTimeMs = reader.readInt32();
  const errorCode = reader.readInt16();
  const errorMessage: string | null = reader.readCompactNullableString();
  const endpointType = version >= 1 ? reader.readInt8() : 1;
  const clusterId = reader.readCompactString();
  const controllerId = reader.readInt32();
  const brokers: DescribeClusterBroker[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    brokers.push(decodeDescribeClusterBroker(reader, version));
  }
  const clusterAuthorizedOperations = reader.readInt32();
  reader.skipTaggedFields();
  return {
    throttleTimeMs,
    errorCode,
    errorMessage,
    endpointType,
    clusterId,
    controllerId,
    brokers,
    clusterAuthorizedOperations,
  };
}

export function encodeDescribeClusterResponse(writer: Writer, message: DescribeClusterResponse, version: number): void {
  writer.writeInt32(message.throttleTimeMs);
  writer.writeInt16(message.errorCode);
  writer.writeCompactNullableString(message.errorMessage);
  if (version >= 1) writer.writeInt8(message.endpointType);
  else if (message.endpointType !== 1)
    throw new UnsupportedVersionError('DescribeClusterResponse.endpointType', version);
  writer.writeCompactString(message.clusterId);
  writer.writeInt32(message.controllerId);
  writer.writeCompactArrayLength(message.brokers.length);
  for (const element of message.brokers) encodeDescribeClusterBroker(writer, element, version);
  writer.writeInt32(message.clusterAuthorizedOperations);
  writer.writeUnsignedVarint(0);
}

function decodeDescribeClusterBroker(reader: Reader, version: number): DescribeClusterBroker {
  const brokerId = reader.readInt32();
  const host = reader.readCompactString();
  const port = reader.readInt32();
  const rack: string | null = reader.readCompactNullableString();
  const isFenced = version >= 2 ? reader.readBoolean() : false;
  reader.skipTaggedFields();
  return { brokerId, host, port, rack, isFenced };
}

function encodeDescribeClusterBroker(writer: Writer, message: DescribeClusterBroker, version: number): void {
  writer.writeInt32(message.brokerId);
  writer.writeCompactString(message.host);
  writer.writeInt32(message.port);
  writer.writeCompactNullableString(message.rack);
  if (version >= 2) writer.writeBoolean(message.isFenced);
  else if (message.isFenced) throw new UnsupportedVersionError('DescribeClusterBroker.isFenced', version);
  writer.writeUnsignedVarint(0);
}

export const describeClusterApi: ApiDescriptor<DescribeClusterRequest, DescribeClusterResponse> = {
  key: 60,
  name: 'DescribeCluster',
  minVersion: 0,
  maxVersion: 2,
  flexibleFrom: 0,
  listeners: ['broker', 'controller'],
  decodeRequest: decodeDescribeClusterRequest,
  encodeRequest: encodeDescribeClusterRequest,
  decodeResponse: decodeDescribeClusterResponse,
  encodeResponse: encodeDescribeClusterResponse,
};

// Generated from packages/protocol/schemas/broker-heartbeat.ts by `npm run generate`; edit the schema, not this file.
import type { ApiDescriptor } from '../wire/api-descriptor.ts';
import type { Reader } from '../wire/reader.ts';
import { UnsupportedVersionError } from '../wire/unsupported-version-error.ts';
import type { Uuid } from '../wire/uuid.ts';
import type { Writer } from '../wire/writer.ts';

/** Versions 0-1, flexible versions 0+. */
export interface BrokerHeartbeatRequest {
  brokerId: number;
  /** Default -1. */
  brokerEpoch: number;
  currentMetadataOffset: number;
  wantFence: boolean;
  wantShutDown: boolean;
  /** Versions 1+, tag 0. */
  offlineLogDirs: readonly Uuid[];
}

/** Versions 0-1, flexible versions 0+. */
export interface BrokerHeartbeatResponse {
  throttleTimeMs: number;
  errorCode: number;
  /** Default false. */
  isCaughtUp: boolean;
  /** Default true. */
  isFenced: boolean;
  shouldShutDown: boolean;
}

export function decodeBrokerHeartbeatRequest(reader: Reader, version: number): BrokerHeartbeatRequest {
  const brokerId = reader.readInt32();
  const brokerEpoch = reader.readInt64();
  const currentMetadataOffset = reader.readInt64();
  const wantFence = reader.readBoolean();
  const wantShutDown = reader.readBoolean();
  let offlineLogDirs: readonly Uuid[] = [];
  for (let left = reader.readTaggedFieldCount(); left > 0; left--) {
    const tag = reader.readUnsignedVarint();
    const end = reader.readTaggedFieldEnd();
    switch (tag) {
      case 0: {
        if (version < 1) reader.refuseTag(tag);
        const elements: Uuid[] = [];
        for (let more = reader.readCompactArrayLength(); more > 0; more--) elements.push(reader.readUuid());
        offlineLogDirs = elements;
        break;
      }
      default:
        reader.position = end;
    }
    reader.finishTaggedField(end);
  }
  return { brokerId, brokerEpoch, currentMetadataOffset, wantFence, wantShutDown, offlineLogDirs };
}

export function encodeBrokerHeartbeatRequest(writer: Writer, message: BrokerHeartbeatRequest, version: number): void {
  writer.writeInt32(message.brokerId);
  writer.writeInt64(message.brokerEpoch);
  writer.writeInt64(message.currentMetadataOffset);
  writer.writeBoolean(message.wantFence);
  writer.writeBoolean(message.wantShutDown);
  if (version < 1 && message.offlineLogDirs.length > 0)
    throw new UnsupportedVersionError('BrokerHeartbeatRequest.offlineLogDirs', version);
  let taggedFields = 0;
  if (version >= 1 && message.offlineLogDirs.length > 0) taggedFields++;
  writer.writeUnsignedVarint(taggedFields);
  if (version >= 1 && message.offlineLogDirs.length > 0) {
    const field = writer.beginTaggedField(0);
    writer.writeCompactArrayLength(message.offlineLogDirs.length);
    for (const element of message.offlineLogDirs) writer.writeUuid(element);
    writer.endTaggedField(field);
  }
}

export function decodeBrokerHeartbeatResponse(reader: Reader, _version: number): BrokerHeartbeatResponse {
  const throttleTimeMs = reader.readInt32();
  const errorCode = reader.readInt16();
  const isCaughtUp = reader.readBoolean();
  const isFenced = reader.readBoolean();
  const shouldShutDown = reader.readBoolean();
  reader.skipTaggedFields();
  return { throttleTimeMs, errorCode, isCaughtUp, isFenced, shouldShutDown };
}

export function encodeBrokerHeartbeatResponse(
  writer: Writer,
  message: BrokerHeartbeatResponse,
  _version: number,
): void {
  writer.writeInt32(message.throttleTimeMs);
  writer.writeInt16(message.errorCode);
  writer.writeBoolean(message.isCaughtUp);
  writer.writeBoolean(message.isFenced);
  writer.writeBoolean(message.shouldShutDown);
  writer.writeUnsignedVarint(0);
}

export const brokerHeartbeatApi: ApiDescriptor<BrokerHeartbeatRequest, BrokerHeartbeatResponse> = {
  key: 63,
  name: 'BrokerHeartbeat',
  minVersion: 0,
  maxVersion: 1,
  flexibleFrom: 0,
  listeners: ['controller'],
  decodeRequest: decodeBrokerHeartbeatRequest,
  encodeRequest: encodeBrokerHeartbeatRequest,
  decodeResponse: decodeBrokerHeartbeatResponse,
  encodeResponse: encodeBrokerHeartbeatResponse,
};

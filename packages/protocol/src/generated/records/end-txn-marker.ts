// Generated from packages/protocol/schemas/records/end-txn-marker.ts by `npm run generate`; edit the schema, not this file.
import type { DataDescriptor } from '../../wire/data-descriptor.ts';
import type { Reader } from '../../wire/reader.ts';
import type { Writer } from '../../wire/writer.ts';

/** Versions 0, flexible versions none. */
export interface EndTxnMarker {
  coordinatorEpoch: number;
}

export function decodeEndTxnMarker(reader: Reader, _version: number): EndTxnMarker {
  const coordinatorEpoch = reader.readInt32();
  return { coordinatorEpoch };
}

export function encodeEndTxnMarker(writer: Writer, message: EndTxnMarker, _version: number): void {
  writer.writeInt32(message.coordinatorEpoch);
}

export const endTxnMarkerData: DataDescriptor<EndTxnMarker> = {
  name: 'EndTxnMarker',
  minVersion: 0,
  maxVersion: 0,
  decode: decodeEndTxnMarker,
  encode: encodeEndTxnMarker,
};

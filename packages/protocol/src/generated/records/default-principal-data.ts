// Generated from packages/protocol/schemas/records/default-principal-data.ts by `npm run generate`; edit the schema, not this file.
import type { DataDescriptor } from '../../wire/data-descriptor.ts';
import type { Reader } from '../../wire/reader.ts';
import type { Writer } from '../../wire/writer.ts';

/** Versions 0, flexible versions 0+. */
export interface DefaultPrincipalData {
  type: string;
  name: string;
  tokenAuthenticated: boolean;
}

export function decodeDefaultPrincipalData(reader: Reader, _version: number): DefaultPrincipalData {
  const type = reader.readCompactString();
  const name = reader.readCompactString();
  const tokenAuthenticated = reader.readBoolean();
  reader.skipTaggedFields();
  return { type, name, tokenAuthenticated };
}

export function encodeDefaultPrincipalData(writer: Writer, message: DefaultPrincipalData, _version: number): void {
  writer.writeCompactString(message.type);
  writer.writeCompactString(message.name);
  writer.writeBoolean(message.tokenAuthenticated);
  writer.writeUnsignedVarint(0);
}

export const defaultPrincipalDataData: DataDescriptor<DefaultPrincipalData> = {
  name: 'DefaultPrincipalData',
  minVersion: 0,
  maxVersion: 0,
  decode: decodeDefaultPrincipalData,
  encode: encodeDefaultPrincipalData,
};

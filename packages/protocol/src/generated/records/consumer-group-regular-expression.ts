// Generated from packages/protocol/schemas/records/consumer-group-regular-expression.ts by `npm run generate`; edit the schema, not this file.
import type { CoordinatorRecordDescriptor } from '../../wire/data-descriptor.ts';
import type { Reader } from '../../wire/reader.ts';
import type { Writer } from '../../wire/writer.ts';

/** Versions 0, flexible versions none. */
export interface ConsumerGroupRegularExpressionKey {
  groupId: string;
  regularExpression: string;
}

/** Versions 0, flexible versions 0+. */
export interface ConsumerGroupRegularExpressionValue {
  topics: readonly string[];
  version: number;
  timestamp: number;
}

export function decodeConsumerGroupRegularExpressionKey(
  reader: Reader,
  _version: number,
): ConsumerGroupRegularExpressionKey {
  const groupId = reader.readString();
  const regularExpression = reader.readString();
  return { groupId, regularExpression };
}

export function encodeConsumerGroupRegularExpressionKey(
  writer: Writer,
  message: ConsumerGroupRegularExpressionKey,
  _version: number,
): void {
  writer.writeString(message.groupId);
  writer.writeString(message.regularExpression);
}

export function decodeConsumerGroupRegularExpressionValue(
  reader: Reader,
  _version: number,
): ConsumerGroupRegularExpressionValue {
  const topics: string[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    topics.push(reader.readCompactString());
  }
  const versionField = reader.readInt64();
  const timestamp = reader.readInt64();
  reader.skipTaggedFields();
  return { topics, version: versionField, timestamp };
}

export function encodeConsumerGroupRegularExpressionValue(
  writer: Writer,
  message: ConsumerGroupRegularExpressionValue,
  _version: number,
): void {
  writer.writeCompactArrayLength(message.topics.length);
  for (const element of message.topics) writer.writeCompactString(element);
  writer.writeInt64(message.version);
  writer.writeInt64(message.timestamp);
  writer.writeUnsignedVarint(0);
}

export const consumerGroupRegularExpressionRecord: CoordinatorRecordDescriptor<
  ConsumerGroupRegularExpressionKey,
  ConsumerGroupRegularExpressionValue
> = {
  type: 16,
  name: 'ConsumerGroupRegularExpression',
  key: {
    name: 'ConsumerGroupRegularExpressionKey',
    minVersion: 0,
    maxVersion: 0,
    decode: decodeConsumerGroupRegularExpressionKey,
    encode: encodeConsumerGroupRegularExpressionKey,
  },
  value: {
    name: 'ConsumerGroupRegularExpressionValue',
    minVersion: 0,
    maxVersion: 0,
    decode: decodeConsumerGroupRegularExpressionValue,
    encode: encodeConsumerGroupRegularExpressionValue,
  },
};

/** Messages that are not requests: what Kafka keeps in internal topics, in control records and inside other messages. */
import { MalformedMessageError } from './malformed-message-error.ts';
import { Reader } from './reader.ts';
import { UnsupportedVersionError } from './unsupported-version-error.ts';
import { Writer } from './writer.ts';

export interface DataDescriptor<Data> {
  readonly name: string;
  readonly minVersion: number;
  readonly maxVersion: number;
  decode(reader: Reader, version: number): Data;
  encode(writer: Writer, message: Data, version: number): void;
}

/**
 * A record of a coordinator's internal topic. `type` is the number that opens the record's key and says what the
 * record is about; the value opens with the version it is written in. Types are unique within one coordinator.
 */
export interface CoordinatorRecordDescriptor<Key, Value> extends RecordKeyDescriptor<Key> {
  readonly value: DataDescriptor<Value>;
}

export interface RecordKeyDescriptor<Key> {
  readonly type: number;
  readonly name: string;
  readonly key: DataDescriptor<Key>;
}

/** The version in front, two bytes, then the data. */
export function encodeVersioned<Data>(descriptor: DataDescriptor<Data>, data: Data, version: number): Buffer {
  if (version < descriptor.minVersion || version > descriptor.maxVersion) {
    throw new UnsupportedVersionError(descriptor.name, version);
  }
  const writer = new Writer(128);
  writer.writeInt16(version);
  descriptor.encode(writer, data, version);
  return writer.toBuffer();
}

/** Reads what encodeVersioned wrote. Throws UnsupportedVersionError for a version that is not known. */
export function decodeVersioned<Data>(descriptor: DataDescriptor<Data>, buffer: Buffer): Data {
  const reader = new Reader(buffer);
  const version = reader.readInt16();
  if (version < descriptor.minVersion || version > descriptor.maxVersion) {
    throw new UnsupportedVersionError(descriptor.name, version);
  }
  return descriptor.decode(reader, version);
}

/** The number that opens a coordinator record's key. */
export function readRecordType(key: Buffer): number {
  return new Reader(key).readInt16();
}

export function encodeRecordKey<Key>(descriptor: RecordKeyDescriptor<Key>, key: Key): Buffer {
  const writer = new Writer(128);
  writer.writeInt16(descriptor.type);
  descriptor.key.encode(writer, key, 0);
  return writer.toBuffer();
}

/** Throws MalformedMessageError if the key belongs to a record of another type. */
export function decodeRecordKey<Key>(descriptor: RecordKeyDescriptor<Key>, key: Buffer): Key {
  const reader = new Reader(key);
  const type = reader.readInt16();
  if (type !== descriptor.type) {
    throw new MalformedMessageError(`a key of type ${type} where ${descriptor.name} has type ${descriptor.type}`);
  }
  return descriptor.key.decode(reader, 0);
}

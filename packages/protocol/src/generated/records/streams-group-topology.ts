// Generated from packages/protocol/schemas/records/streams-group-topology.ts by `npm run generate`; edit the schema, not this file.
import type { CoordinatorRecordDescriptor } from '../../wire/data-descriptor.ts';
import type { Reader } from '../../wire/reader.ts';
import type { Writer } from '../../wire/writer.ts';

/** Versions 0, flexible versions none. */
export interface StreamsGroupTopologyKey {
  groupId: string;
}

/** Versions 0, flexible versions 0+. */
export interface StreamsGroupTopologyValue {
  epoch: number;
  subtopologies: readonly Subtopology[];
}

/** Part of StreamsGroupTopologyValue, versions 0. */
export interface Subtopology {
  subtopologyId: string;
  sourceTopics: readonly string[];
  sourceTopicRegex: readonly string[];
  stateChangelogTopics: readonly TopicInfo[];
  repartitionSinkTopics: readonly string[];
  repartitionSourceTopics: readonly TopicInfo[];
  copartitionGroups: readonly CopartitionGroup[];
}

/** Part of StreamsGroupTopologyValue, versions 0. */
export interface TopicInfo {
  name: string;
  partitions: number;
  replicationFactor: number;
  topicConfigs: readonly TopicConfig[];
}

/** Part of StreamsGroupTopologyValue, versions 0. */
export interface TopicConfig {
  key: string;
  value: string;
}

/** Part of StreamsGroupTopologyValue, versions 0. */
export interface CopartitionGroup {
  sourceTopics: readonly number[];
  sourceTopicRegex: readonly number[];
  repartitionSourceTopics: readonly number[];
}

export function decodeStreamsGroupTopologyKey(reader: Reader, _version: number): StreamsGroupTopologyKey {
  const groupId = reader.readString();
  return { groupId };
}

export function encodeStreamsGroupTopologyKey(
  writer: Writer,
  message: StreamsGroupTopologyKey,
  _version: number,
): void {
  writer.writeString(message.groupId);
}

export function decodeStreamsGroupTopologyValue(reader: Reader, version: number): StreamsGroupTopologyValue {
  const epoch = reader.readInt32();
  const subtopologies: Subtopology[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    subtopologies.push(decodeSubtopology(reader, version));
  }
  reader.skipTaggedFields();
  return { epoch, subtopologies };
}

export function encodeStreamsGroupTopologyValue(
  writer: Writer,
  message: StreamsGroupTopologyValue,
  version: number,
): void {
  writer.writeInt32(message.epoch);
  writer.writeCompactArrayLength(message.subtopologies.length);
  for (const element of message.subtopologies) encodeSubtopology(writer, element, version);
  writer.writeUnsignedVarint(0);
}

function decodeSubtopology(reader: Reader, version: number): Subtopology {
  const subtopologyId = reader.readCompactString();
  const sourceTopics: string[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    sourceTopics.push(reader.readCompactString());
  }
  const sourceTopicRegex: string[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    sourceTopicRegex.push(reader.readCompactString());
  }
  const stateChangelogTopics: TopicInfo[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    stateChangelogTopics.push(decodeTopicInfo(reader, version));
  }
  const repartitionSinkTopics: string[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    repartitionSinkTopics.push(reader.readCompactString());
  }
  const repartitionSourceTopics: TopicInfo[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    repartitionSourceTopics.push(decodeTopicInfo(reader, version));
  }
  const copartitionGroups: CopartitionGroup[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    copartitionGroups.push(decodeCopartitionGroup(reader, version));
  }
  reader.skipTaggedFields();
  return {
    subtopologyId,
    sourceTopics,
    sourceTopicRegex,
    stateChangelogTopics,
    repartitionSinkTopics,
    repartitionSourceTopics,
    copartitionGroups,
  };
}

function encodeSubtopology(writer: Writer, message: Subtopology, version: number): void {
  writer.writeCompactString(message.subtopologyId);
  writer.writeCompactArrayLength(message.sourceTopics.length);
  for (const element of message.sourceTopics) writer.writeCompactString(element);
  writer.writeCompactArrayLength(message.sourceTopicRegex.length);
  for (const element of message.sourceTopicRegex) writer.writeCompactString(element);
  writer.writeCompactArrayLength(message.stateChangelogTopics.length);
  for (const element of message.stateChangelogTopics) encodeTopicInfo(writer, element, version);
  writer.writeCompactArrayLength(message.repartitionSinkTopics.length);
  for (const element of message.repartitionSinkTopics) writer.writeCompactString(element);
  writer.writeCompactArrayLength(message.repartitionSourceTopics.length);
  for (const element of message.repartitionSourceTopics) encodeTopicInfo(writer, element, version);
  writer.writeCompactArrayLength(message.copartitionGroups.length);
  for (const element of message.copartitionGroups) encodeCopartitionGroup(writer, element, version);
  writer.writeUnsignedVarint(0);
}

function decodeTopicInfo(reader: Reader, version: number): TopicInfo {
  const name = reader.readCompactString();
  const partitions = reader.readInt32();
  const replicationFactor = reader.readInt16();
  const topicConfigs: TopicConfig[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    topicConfigs.push(decodeTopicConfig(reader, version));
  }
  reader.skipTaggedFields();
  return { name, partitions, replicationFactor, topicConfigs };
}

function encodeTopicInfo(writer: Writer, message: TopicInfo, version: number): void {
  writer.writeCompactString(message.name);
  writer.writeInt32(message.partitions);
  writer.writeInt16(message.replicationFactor);
  writer.writeCompactArrayLength(message.topicConfigs.length);
  for (const element of message.topicConfigs) encodeTopicConfig(writer, element, version);
  writer.writeUnsignedVarint(0);
}

function decodeTopicConfig(reader: Reader, _version: number): TopicConfig {
  const key = reader.readCompactString();
  const value = reader.readCompactString();
  reader.skipTaggedFields();
  return { key, value };
}

function encodeTopicConfig(writer: Writer, message: TopicConfig, _version: number): void {
  writer.writeCompactString(message.key);
  writer.writeCompactString(message.value);
  writer.writeUnsignedVarint(0);
}

function decodeCopartitionGroup(reader: Reader, _version: number): CopartitionGroup {
  const sourceTopics: number[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    sourceTopics.push(reader.readInt16());
  }
  const sourceTopicRegex: number[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    sourceTopicRegex.push(reader.readInt16());
  }
  const repartitionSourceTopics: number[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    repartitionSourceTopics.push(reader.readInt16());
  }
  reader.skipTaggedFields();
  return { sourceTopics, sourceTopicRegex, repartitionSourceTopics };
}

function encodeCopartitionGroup(writer: Writer, message: CopartitionGroup, _version: number): void {
  writer.writeCompactArrayLength(message.sourceTopics.length);
  for (const element of message.sourceTopics) writer.writeInt16(element);
  writer.writeCompactArrayLength(message.sourceTopicRegex.length);
  for (const element of message.sourceTopicRegex) writer.writeInt16(element);
  writer.writeCompactArrayLength(message.repartitionSourceTopics.length);
  for (const element of message.repartitionSourceTopics) writer.writeInt16(element);
  writer.writeUnsignedVarint(0);
}

export const streamsGroupTopologyRecord: CoordinatorRecordDescriptor<
  StreamsGroupTopologyKey,
  StreamsGroupTopologyValue
> = {
  type: 23,
  name: 'StreamsGroupTopology',
  key: {
    name: 'StreamsGroupTopologyKey',
    minVersion: 0,
    maxVersion: 0,
    decode: decodeStreamsGroupTopologyKey,
    encode: encodeStreamsGroupTopologyKey,
  },
  value: {
    name: 'StreamsGroupTopologyValue',
    minVersion: 0,
    maxVersion: 0,
    decode: decodeStreamsGroupTopologyValue,
    encode: encodeStreamsGroupTopologyValue,
  },
};

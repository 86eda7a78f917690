/** What the records under the keys of `record-keys.ts` say, and their JSON. */
import { encodeJson, JsonRecord } from './json-record.ts';

export interface MetaRecord {
  readonly clusterId: string;
  readonly format: number;
  /** Finalized feature levels. */
  readonly features: ReadonlyMap<string, number>;
}

/** The active controller; it exists as long as that broker's lease. */
export interface ControllerRecord {
  readonly brokerId: number;
  readonly incarnation: string;
  readonly host: string;
  readonly port: number;
  readonly epoch: number;
}

export type BrokerState = 'FENCED' | 'ACTIVE' | 'DRAINING';
export type DurabilityProof = 'clean' | 'samebootid' | 'flushed' | 'none';

export interface BrokerRecord {
  readonly epoch: number;
  /** Of the process: another one with the same id has another incarnation. */
  readonly incarnation: string;
  readonly state: BrokerState;
  readonly listeners: ReadonlyMap<string, { readonly host: string; readonly port: number }>;
  readonly rack: string | null;
  /** Directory ids of its log directories. */
  readonly directories: readonly string[];
  readonly proof: DurabilityProof;
}

export type TopicState = 'CREATING' | 'ACTIVE' | 'DELETING';

export interface TopicRecord {
  readonly name: string;
  /** Partition records with a higher number are not part of the topic yet. */
  readonly partitions: number;
  readonly replicationFactor: number;
  readonly state: TopicState;
}

export interface PartitionRecord {
  /** -1: none. */
  readonly leader: number;
  readonly leaderEpoch: number;
  readonly isr: readonly number[];
  readonly partitionEpoch: number;
  readonly replicas: readonly number[];
  readonly adding: readonly number[];
  readonly removing: readonly number[];
  readonly elr: readonly number[];
  readonly lastKnownLeader: number;
  readonly recovering: boolean;
}

export function encodeMeta(record: MetaRecord): Buffer {
  return encodeJson({ ...record, features: Object.fromEntries(record.features) });
}

export function decodeMeta(key: string, value: Buffer): MetaRecord {
  const record = JsonRecord.parse(key, value);
  const features = record.record('features');
  return {
    clusterId: record.text('clusterId'),
    format: record.integer('format'),
    features: new Map(features.names().map((name) => [name, features.integer(name)])),
  };
}

export function encodeController(record: ControllerRecord): Buffer {
  return encodeJson(record);
}

export function decodeController(key: string, value: Buffer): ControllerRecord {
  const record = JsonRecord.parse(key, value);
  return {
    brokerId: record.integer('brokerId'),
    incarnation: record.text('incarnation'),
    host: record.text('host'),
    port: record.integer('port'),
    epoch: record.integer('epoch'),
  };
}

export function encodeBroker(record: BrokerRecord): Buffer {
  return encodeJson({ ...record, listeners: Object.fromEntries(record.listeners) });
}

export function decodeBroker(key: string, value: Buffer): BrokerRecord {
  const record = JsonRecord.parse(key, value);
  const listeners = record.record('listeners');
  return {
    epoch: record.integer('epoch'),
    incarnation: record.text('incarnation'),
    state: record.oneOf('state', ['FENCED', 'ACTIVE', 'DRAINING']),
    listeners: new Map(listeners.names().map((name) => [name, decodeEndpoint(listeners.record(name))])),
    rack: record.textOrNull('rack'),
    directories: record.texts('directories'),
    proof: record.oneOf('proof', ['clean', 'samebootid', 'flushed', 'none']),
  };
}

function decodeEndpoint(record: JsonRecord): { host: string; port: number } {
  return { host: record.text('host'), port: record.integer('port') };
}

export function encodeTopic(record: TopicRecord): Buffer {
  return encodeJson(record);
}

export function decodeTopic(key: string, value: Buffer): TopicRecord {
  const record = JsonRecord.parse(key, value);
  return {
    name: record.text('name'),
    partitions: record.integer('partitions'),
    replicationFactor: record.integer('replicationFactor'),
    state: record.oneOf('state', ['CREATING', 'ACTIVE', 'DELETING']),
  };
}

export function encodePartition(record: PartitionRecord): Buffer {
  return encodeJson(record);
}

export function decodePartition(key: string, value: Buffer): PartitionRecord {
  const record = JsonRecord.parse(key, value);
  return {
    leader: record.integer('leader'),
    leaderEpoch: record.integer('leaderEpoch'),
    isr: record.integers('isr'),
    partitionEpoch: record.integer('partitionEpoch'),
    replicas: record.integers('replicas'),
    adding: record.integers('adding'),
    removing: record.integers('removing'),
    elr: record.integers('elr'),
    lastKnownLeader: record.integer('lastKnownLeader'),
    recovering: record.flag('recovering'),
  };
}

export function encodeConfigs(configs: ReadonlyMap<string, string>): Buffer {
  return encodeJson(Object.fromEntries(configs));
}

export function decodeConfigs(key: string, value: Buffer): Map<string, string> {
  const record = JsonRecord.parse(key, value);
  return new Map(record.names().map((name) => [name, record.text(name)]));
}

/** The clients, how each is started, and what each can do at all; the scenarios skip what a client cannot. */

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Acks, Codec, Command } from './driver-interface.ts';

export interface Client {
  readonly name: string;
  readonly program: () => readonly string[];
  readonly codecs: readonly Codec[];
  readonly acks: readonly Acks[];
  readonly idempotent: boolean;
  readonly records: RecordAbilities;
  readonly starts: ReadonlySet<StartKind>;
  readonly lacks: ReadonlySet<Command>;
  readonly commitMetadata: boolean;
  /** The assignors that it offers in groups of the classic protocol, as it calls them: with one in common they can share. */
  readonly assignors: readonly string[];
  /** Whether it can be a static member of such a group. */
  readonly staticMembers: boolean;
  /** Whether it knows the consumer protocol of KIP-848. */
  readonly consumerProtocol: boolean;
  /** What its producers can put into transactions; where only records, offsets need a consumer that has read them. */
  readonly transactions: 'none' | 'records' | 'records and offsets';
  /** Whether its consumers can leave out what is not committed. */
  readonly readsCommitted: boolean;
}

/** Where an assigned consumer can start reading. */
export type StartKind = 'earliest' | 'latest' | 'offset' | 'timestamp';

/** What a client can put into a record, or take out of it unharmed. */
export interface RecordAbilities {
  readonly binary: boolean;
  readonly nullHeaders: boolean;
  readonly repeatedHeaders: boolean;
  /** Whether the producer can set the time of a record. */
  readonly timestamps: boolean;
  /** Whether every record may have its own headers. */
  readonly ownHeaders: boolean;
  /** Whether a header's value may be other than text. */
  readonly binaryHeaders: boolean;
  /** Whether it can write a record that has neither key nor value. */
  readonly nothing: boolean;
  /** Whether the producer can choose the partition. */
  readonly partitions: boolean;
}

const everyCodec: readonly Codec[] = ['none', 'gzip', 'snappy', 'lz4', 'zstd'];
const everyRecord: RecordAbilities = {
  binary: true,
  nullHeaders: true,
  repeatedHeaders: true,
  timestamps: true,
  ownHeaders: true,
  nothing: true,
  binaryHeaders: true,
  partitions: true,
};

function client(name: string, program: () => readonly string[], differences: Partial<Client>): Client {
  return {
    name,
    program,
    codecs: everyCodec,
    acks: [-1, 0, 1],
    idempotent: true,
    records: everyRecord,
    starts: new Set(['earliest', 'latest', 'offset', 'timestamp']),
    lacks: new Set(),
    commitMetadata: true,
    assignors: ['range', 'roundrobin'],
    staticMembers: false,
    consumerProtocol: false,
    transactions: 'none',
    readsCommitted: true,
    ...differences,
  };
}

function beside(path: string): string {
  return fileURLToPath(new URL(`../${path}`, import.meta.url));
}

export const cache = beside('../../.cache/foreign');

/** The words that start a Java program with the class path that setup.sh resolved. */
export function java(classpath: string, classes: readonly string[], main: string, flags: readonly string[]): string[] {
  const jars = readFileSync(`${cache}/${classpath}.classpath`, 'utf8').trim();
  return ['java', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', ...flags, '-cp', [...classes, jars].join(':'), main];
}

const node = (path: string) => [process.execPath, beside(path)];
const python = (path: string) => ['/usr/bin/python3', beside(path)];
/** What setup.sh installed from PyPI; Debian's is some years older. */
const librdkafka = `${cache}/confluent-kafka==2.16.1`;
const quiet = '-Dorg.slf4j.simpleLogger.defaultLogLevel=error';

export const clients: readonly Client[] = [
  client('java', () => java('client', [`${cache}/client`], 'driver.Driver', ['-Xmx256m', quiet]), {
    assignors: ['range', 'cooperative-sticky'],
    staticMembers: true,
    consumerProtocol: true,
    transactions: 'records and offsets',
  }),
  client('confluent-python', () => python('clients/confluent-python/driver.py'), {
    staticMembers: true,
    transactions: 'records and offsets',
    commitMetadata: false,
    lacks: new Set<Command>(['alterConfig', 'deleteGroup']),
  }),
  client(
    'librdkafka',
    () => ['/usr/bin/env', `PYTHONPATH=${librdkafka}`, ...python('clients/confluent-python/driver.py')],
    {
      staticMembers: true,
      consumerProtocol: true,
      transactions: 'records and offsets',
      commitMetadata: false,
      lacks: new Set<Command>(['alterConfig', 'deleteGroup']),
    },
  ),
  client('kafka-python', () => python('clients/kafka-python/driver.py'), {
    idempotent: false,
    readsCommitted: false,
    records: { ...everyRecord, nullHeaders: false, nothing: false },
  }),
  client('kafkajs', () => node('clients/kafkajs/driver.ts'), {
    assignors: ['RoundRobinAssigner'],
    transactions: 'records and offsets',
    records: { ...everyRecord, nullHeaders: false },
  }),
  client('platformatic', () => node('clients/platformatic/driver.ts'), {
    assignors: ['roundrobin'],
    staticMembers: true,
    consumerProtocol: true,
    transactions: 'records',
    commitMetadata: false,
    records: { ...everyRecord, nullHeaders: false, repeatedHeaders: false },
  }),
  client('franz-go', () => [`${cache}/franz-go`], {
    staticMembers: true,
    consumerProtocol: true,
    transactions: 'records',
  }),
  client('kcat', () => node('clients/kcat/driver.ts'), {
    commitMetadata: false,
    records: { ...everyRecord, timestamps: false, ownHeaders: false, nothing: false, binaryHeaders: false },
    lacks: new Set<Command>([
      ...(['createTopic', 'createPartitions', 'deleteTopic', 'describeConfigs', 'alterConfig'] as const),
      ...(['commit', 'listGroups', 'describeGroup', 'deleteGroup', 'committed'] as const),
    ]),
  }),
  client('command-line', () => node('clients/command-line/driver.ts'), {
    readsCommitted: false,
    records: { ...everyRecord, binary: false, binaryHeaders: false, timestamps: false, partitions: false },
    starts: new Set(['earliest', 'offset']),
    commitMetadata: false,
    lacks: new Set<Command>(['commit', 'assignment']),
  }),
];

/** The clients that FOREIGN_CLIENTS names (comma-separated), or all. */
export const chosenClients: readonly Client[] = (() => {
  const names = process.env['FOREIGN_CLIENTS'];
  return names === undefined ? clients : clients.filter(({ name }) => names.split(',').includes(name));
})();

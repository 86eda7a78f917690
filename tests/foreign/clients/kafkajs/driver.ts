/** kafkajs behind the line-JSON interface of tests/foreign/README.md. */

import kafkajs, { type Admin, type IHeaders, type Message } from 'kafkajs';
import type {
  Arguments,
  Codec,
  DriverFailure,
  DriverRecord,
  ProduceArguments,
  Result,
} from '../../support/driver-interface.ts';
import { decoded, failureOf, serve } from '../../support/driver-server.ts';
import { registerCodecs } from './compression.ts';
import { Member } from './member.ts';
import { Transacting } from './transacting.ts';

const { CompressionTypes, ConfigResourceTypes, Kafka, logLevel } = kafkajs;
const topicResource = ConfigResourceTypes.TOPIC;
const kafka = new Kafka({
  clientId: 'kafkajs',
  brokers: [process.argv[2] ?? ''],
  logLevel: logLevel.NOTHING,
  retry: { retries: 4, initialRetryTime: 100 },
});
const compression: Record<Codec, kafkajs.CompressionTypes> = {
  none: CompressionTypes.None,
  gzip: CompressionTypes.GZIP,
  snappy: CompressionTypes.Snappy,
  lz4: CompressionTypes.LZ4,
  zstd: CompressionTypes.ZSTD,
};
const members = new Map<string, Member>();
const transacting = new Map<string, Transacting>();
registerCodecs();
const admin = kafka.admin();
await admin.connect();

async function produce(given: ProduceArguments): Promise<Result<'produce'>> {
  const producer = kafka.producer({ idempotent: given.idempotent, allowAutoTopicCreation: true });
  await producer.connect();
  try {
    const offsets: number[] = [];
    for (let at = 0; at < given.records.length; at += 250) {
      const messages = given.records.slice(at, at + 250).map((record) => toProduce(record, given.partition));
      const sent = { topic: given.topic, messages, acks: given.acks, compression: compression[given.codec] };
      const base = Number((await producer.send(sent))[0]?.baseOffset ?? -1);
      offsets.push(...messages.map((_, index) => base + index));
    }
    return { offsets: given.acks === 0 ? null : offsets };
  } finally {
    await producer.disconnect();
  }
}

function toProduce(record: DriverRecord, partition: number): Message {
  const headers: IHeaders = {};
  for (const [name, value] of record.headers) {
    const bytes = decoded(value ?? '');
    const before = headers[name];
    headers[name] = before === undefined ? bytes : [before, bytes].flat();
  }
  const timestamp = String(record.timestamp);
  return { partition, key: decoded(record.key), value: decoded(record.value), headers, timestamp };
}

async function createTopic({ topic, partitions, configs }: Arguments<'createTopic'>): Promise<Result<'createTopic'>> {
  const configEntries = Object.entries(configs).map(([name, value]) => ({ name, value }));
  const created = await admin.createTopics({ topics: [{ topic, numPartitions: partitions, configEntries }] });
  if (!created) throw Object.assign(new Error(`${topic} exists`), { code: 36 });
  return {};
}

async function describeConfigs({ topic }: Arguments<'describeConfigs'>): Promise<Result<'describeConfigs'>> {
  const resources = [{ type: topicResource, name: topic }];
  const answer = await admin.describeConfigs({ resources, includeSynonyms: false });
  const entries = answer.resources[0]?.configEntries ?? [];
  return { configs: Object.fromEntries(entries.map((entry) => [entry.configName, entry.configValue])) };
}

async function offset({ topic, partition, at }: Arguments<'offset'>): Promise<Result<'offset'>> {
  const found = await offsetsAt(topic, at);
  return { offset: Number(found.find((each) => each.partition === partition)?.offset ?? -1) };
}

async function offsetsAt(topic: string, at: 'earliest' | 'latest' | number) {
  if (typeof at === 'number') return admin.fetchTopicOffsetsByTimestamp(topic, at);
  const found = await admin.fetchTopicOffsets(topic);
  return found.map(({ partition, low, high }) => ({ partition, offset: at === 'earliest' ? low : high }));
}

async function committed(given: Arguments<'committed'>): Promise<Result<'committed'>> {
  const found = await admin.fetchOffsets({ groupId: given.group, topics: [given.topic] });
  const partitions = (found[0]?.partitions ?? []).filter(({ partition }) => given.partitions.includes(partition));
  const offsets = partitions.map(({ partition, offset, metadata }) => ({
    partition,
    offset: Number(offset),
    metadata,
  }));
  return { offsets: offsets.filter(({ offset }) => offset >= 0) };
}

async function describeGroup({ group }: Arguments<'describeGroup'>): Promise<Result<'describeGroup'>> {
  const { groups } = await admin.describeGroups([group]);
  return { state: groups[0]?.state ?? '', members: groups[0]?.members.length ?? 0 };
}

async function ask<T>(action: (admin: Admin) => Promise<T>): Promise<Record<never, never>> {
  await action(admin);
  return {};
}

function member(name: string): Member {
  const found = members.get(name);
  if (found === undefined) throw new Error(`no member ${name}`);
  return found;
}

/** kafkajs nests the error that the broker gave below those about retrying, several topics, or several groups. */
function describe(error: unknown): DriverFailure {
  if (!(error instanceof Error)) return failureOf(error);
  if ('code' in error && typeof error.code === 'number') return failureOf(error, error.code);
  const inner = [
    ...listed(error, 'errors'),
    ...listed(error, 'groups').flatMap(errorOf),
    ...errorOf(error),
    error.cause,
  ];
  const found = inner.filter((each) => each instanceof Error).map(describe);
  return found.find(({ code }) => code !== -1) ?? failureOf(error);
}

function listed(error: Error, property: 'errors' | 'groups'): unknown[] {
  const found: unknown = property in error ? Reflect.get(error, property) : undefined;
  return Array.isArray(found) ? found : [];
}

function errorOf(holder: unknown): unknown[] {
  if (typeof holder !== 'object' || holder === null) return [];
  return ['error', 'originalError'].map((property): unknown => Reflect.get(holder, property));
}

await serve(
  {
    produce,
    transact: async (given) => {
      const producer = transacting.get(given.transactionalId) ?? new Transacting(kafka, given.transactionalId);
      transacting.set(given.transactionalId, producer);
      await producer.transact(given);
      return {};
    },
    createTopic,
    describeConfigs,
    offset,
    committed,
    describeGroup,
    createPartitions: ({ topic, partitions }) =>
      ask(() => admin.createPartitions({ topicPartitions: [{ topic, count: partitions }] })),
    deleteTopic: ({ topic }) => ask(() => admin.deleteTopics({ topics: [topic] })),
    listTopics: async () => ({ topics: await admin.listTopics() }),
    describeTopic: async ({ topic }) => {
      const { topics } = await admin.fetchTopicMetadata({ topics: [topic] });
      return { partitions: topics[0]?.partitions.length ?? 0 };
    },
    alterConfig: ({ topic, name, value }) =>
      ask(() =>
        admin.alterConfigs({
          validateOnly: false,
          resources: [{ type: topicResource, name: topic, configEntries: [{ name, value }] }],
        }),
      ),
    listGroups: async () => ({ groups: (await admin.listGroups()).groups.map(({ groupId }) => groupId) }),
    deleteGroup: ({ group }) => ask(() => admin.deleteGroups([group])),
    assign: async (given) => {
      members.set(given.member, await Member.assign(kafka, given));
      return {};
    },
    join: async (given) => {
      members.set(given.member, await Member.join(kafka, given));
      return {};
    },
    assignment: async (given) => ({ partitions: member(given.member).assignment }),
    drain: async (given) => ({ records: await member(given.member).drain(given.count, given.timeoutMs) }),
    commit: async (given) => {
      await member(given.member).commit(given.offsets);
      return {};
    },
    leave: async (given) => {
      await member(given.member).leave();
      return {};
    },
  },
  describe,
);

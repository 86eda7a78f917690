/** @platformatic/kafka behind the line-JSON interface of tests/foreign/README.md. */

import {
  Admin,
  ConfigResourceTypes,
  IncrementalAlterConfigOperationTypes,
  type MessageToProduce,
  Producer,
  ProtocolError,
} from '@platformatic/kafka';
import type {
  Arguments,
  DriverFailure,
  DriverRecord,
  ProduceArguments,
  Result,
} from '../../support/driver-interface.ts';
import { decoded, failureOf, serve } from '../../support/driver-server.ts';
import { Member } from './member.ts';
import { Transacting } from './transacting.ts';

const address = process.argv[2] ?? '';
const common = { clientId: 'platformatic', bootstrapBrokers: [address], retries: 4, retryDelay: 100 };
const admin = new Admin(common);
const members = new Map<string, Member>();
const transacting = new Map<string, Transacting>();

async function produce(given: ProduceArguments): Promise<Result<'produce'>> {
  const producer = new Producer({
    ...common,
    acks: given.acks,
    idempotent: given.idempotent,
    compression: given.codec,
    autocreateTopics: true,
  });
  try {
    const offsets: number[] = [];
    for (let at = 0; at < given.records.length; at += 250) {
      const messages = given.records.slice(at, at + 250).map((record) => toProduce(record, given));
      const sent = await producer.send({ messages });
      const base = Number(sent.offsets?.[0]?.offset ?? -1n);
      offsets.push(...messages.map((_, index) => base + index));
    }
    return { offsets: given.acks === 0 ? null : offsets };
  } finally {
    await producer.close();
  }
}

function toProduce(record: DriverRecord, { topic, partition }: ProduceArguments): MessageToProduce {
  const [key, value] = [decoded(record.key), decoded(record.value)];
  return {
    topic,
    partition,
    ...(key === null ? {} : { key }),
    ...(value === null ? {} : { value }),
    headers: new Map(record.headers.map(([name, bytes]) => [Buffer.from(name), decoded(bytes ?? '')])),
    timestamp: BigInt(record.timestamp),
  };
}

async function createTopic(given: Arguments<'createTopic'>): Promise<Result<'createTopic'>> {
  const configs = Object.entries(given.configs).map(([name, value]) => ({ name, value }));
  await admin.createTopics({ topics: [given.topic], partitions: given.partitions, replicas: 1, configs });
  return {};
}

async function describeConfigs({ topic }: Arguments<'describeConfigs'>): Promise<Result<'describeConfigs'>> {
  const resources = [{ resourceType: ConfigResourceTypes.TOPIC, resourceName: topic }];
  const [described] = await admin.describeConfigs({ resources });
  return { configs: Object.fromEntries((described?.configs ?? []).map(({ name, value }) => [name, value ?? ''])) };
}

async function offset({ topic, partition, at }: Arguments<'offset'>): Promise<Result<'offset'>> {
  const timestamp = at === 'earliest' ? -2n : at === 'latest' ? -1n : BigInt(at);
  const topics = [{ name: topic, partitions: [{ partitionIndex: partition, timestamp }] }];
  const [listed] = await admin.listOffsets({ topics });
  return { offset: Number(listed?.partitions[0]?.offset ?? -1n) };
}

async function committed({ group, topic, partitions }: Arguments<'committed'>): Promise<Result<'committed'>> {
  const topics = [{ name: topic, partitionIndexes: [...partitions] }];
  const [listed] = await admin.listConsumerGroupOffsets({ groups: [{ groupId: group, topics }] });
  const found = (listed?.topics[0]?.partitions ?? []).map((each) => ({
    partition: each.partitionIndex,
    offset: Number(each.committedOffset),
    metadata: each.metadata ?? null,
  }));
  return { offsets: found.filter(({ offset }) => offset >= 0) };
}

async function describeGroup({ group }: Arguments<'describeGroup'>): Promise<Result<'describeGroup'>> {
  const described = (await admin.describeGroups({ groups: [group] })).get(group);
  return { state: described?.state ?? '', members: described?.members.size ?? 0 };
}

async function done(action: Promise<unknown>): Promise<Record<never, never>> {
  await action;
  return {};
}

function member(name: string): Member {
  const found = members.get(name);
  if (found === undefined) throw new Error(`no member ${name}`);
  return found;
}

/** The broker's error is the innermost one that carries an api code. */
function describe(error: unknown): DriverFailure {
  if (error instanceof ProtocolError) return failureOf(error, Number(error['apiCode'] ?? -1));
  if (error instanceof AggregateError) {
    const found = error.errors.map(describe).find(({ code }) => code !== -1);
    if (found !== undefined) return found;
  }
  if (error instanceof Error && error.cause !== undefined) return describe(error.cause);
  return failureOf(error);
}

await serve(
  {
    produce,
    transact: async (given) => {
      const producer = transacting.get(given.transactionalId) ?? new Transacting(address, given.transactionalId);
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
      done(admin.createPartitions({ topics: [{ name: topic, count: partitions, assignments: null }] })),
    deleteTopic: ({ topic }) => done(admin.deleteTopics({ topics: [topic] })),
    listTopics: async () => ({ topics: await admin.listTopics() }),
    describeTopic: async ({ topic }) => {
      const { topics } = await admin.metadata({ topics: [topic], forceUpdate: true });
      return { partitions: topics.get(topic)?.partitionsCount ?? 0 };
    },
    alterConfig: ({ topic, name, value }) => {
      const configs = [{ name, value, configOperation: IncrementalAlterConfigOperationTypes.SET }];
      const resources = [{ resourceType: ConfigResourceTypes.TOPIC, resourceName: topic, configs }];
      return done(admin.incrementalAlterConfigs({ resources }));
    },
    listGroups: async () => ({ groups: [...(await admin.listGroups()).keys()] }),
    deleteGroup: ({ group }) => done(admin.deleteGroups({ groups: [group] })),
    assign: async (given) => {
      members.set(given.member, await Member.assign(address, given));
      return {};
    },
    join: async (given) => {
      members.set(given.member, await Member.join(address, given));
      return {};
    },
    assignment: async (given) => ({ partitions: member(given.member).assignment }),
    drain: async (given) => ({ records: await member(given.member).drain(given.count, given.timeoutMs) }),
    commit: (given) => done(member(given.member).commit(given.offsets)),
    leave: (given) => done(member(given.member).leave()),
  },
  describe,
);

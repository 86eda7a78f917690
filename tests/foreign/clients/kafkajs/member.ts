/**
 * One kafkajs consumer. kafkajs reads only as a member of a group, so an assigned consumer is the only member of a
 * group of its own that seeks after it joined, and passes over the partitions it was not asked for.
 */

import type { Consumer, IHeaders, Kafka, KafkaMessage } from 'kafkajs';
import { Arrivals } from '../../support/arrivals.ts';
import type { Arguments, Bytes, CommittedOffset, ConsumedRecord, Start } from '../../support/driver-interface.ts';
import { encoded } from '../../support/driver-server.ts';

export class Member {
  readonly #consumer: Consumer;
  readonly #topic: string;
  readonly #wanted: ReadonlySet<number> | undefined;
  readonly #arrivals = new Arrivals<ConsumedRecord>();
  #assignment: number[] = [];

  private constructor(kafka: Kafka, groupId: string, topic: string, wanted?: ReadonlySet<number>) {
    this.#topic = topic;
    this.#wanted = wanted;
    this.#consumer = kafka.consumer({
      groupId,
      heartbeatInterval: 300,
      sessionTimeout: 10_000,
      rebalanceTimeout: 15_000,
      maxWaitTimeInMs: 100,
      maxBytesPerPartition: 8 * 1024 * 1024,
      metadataMaxAge: 1000,
    });
    this.#consumer.on('consumer.group_join', ({ payload }) => {
      this.#assignment = [...(payload.memberAssignment[topic] ?? [])].sort((a, b) => a - b);
    });
    this.#consumer.on('consumer.rebalancing', () => {
      this.#assignment = [];
    });
  }

  static async join(kafka: Kafka, given: Arguments<'join'>): Promise<Member> {
    const member = new Member(kafka, given.group, given.topic);
    await member.#consumer.subscribe({ topic: given.topic, fromBeginning: true });
    await member.#run();
    return member;
  }

  static async assign(kafka: Kafka, given: Arguments<'assign'>): Promise<Member> {
    const groupId = `kafkajs-assigned-${process.pid}-${performance.now()}`;
    const member = new Member(kafka, groupId, given.topic, new Set(given.partitions));
    await member.#consumer.subscribe({ topic: given.topic, fromBeginning: given.from !== 'latest' });
    const { promise: fetching, resolve } = Promise.withResolvers<void>();
    member.#consumer.on('consumer.fetch', () => resolve());
    const starts = await startOffsets(kafka, given.topic, given.from);
    await member.#run();
    for (const [partition, offset] of starts) member.#consumer.seek({ topic: given.topic, partition, offset });
    await fetching;
    return member;
  }

  get assignment(): number[] {
    return this.#assignment;
  }

  drain(count: number, timeoutMs: number): Promise<ConsumedRecord[]> {
    return this.#arrivals.drain(count, timeoutMs);
  }

  async commit(offsets: readonly CommittedOffset[]): Promise<void> {
    await this.#consumer.commitOffsets(
      offsets.map(({ partition, offset, metadata }) => ({
        topic: this.#topic,
        partition,
        offset: String(offset),
        metadata,
      })),
    );
  }

  leave(): Promise<void> {
    return this.#consumer.disconnect();
  }

  #run(): Promise<void> {
    return this.#consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: true,
      eachBatch: async ({ batch }) => {
        if (this.#wanted?.has(batch.partition) === false) return;
        for (const message of batch.messages) this.#arrivals.add(consumed(batch.partition, message));
      },
    });
  }
}

/** The offsets to seek to where the start is neither end of the log. */
async function startOffsets(kafka: Kafka, topic: string, from: Start): Promise<Map<number, string>> {
  const starts = new Map<number, string>();
  if (typeof from === 'string') return starts;
  const admin = kafka.admin();
  await admin.connect();
  const found =
    'timestamp' in from
      ? await admin.fetchTopicOffsetsByTimestamp(topic, from.timestamp)
      : await admin.fetchTopicOffsets(topic);
  for (const { partition, offset } of found) {
    starts.set(partition, 'timestamp' in from ? offset : String(from.offset));
  }
  await admin.disconnect();
  return starts;
}

function consumed(partition: number, message: KafkaMessage): ConsumedRecord {
  return {
    partition,
    offset: Number(message.offset),
    timestamp: Number(message.timestamp),
    key: encoded(message.key),
    value: encoded(message.value),
    headers: headersOf(message.headers ?? {}),
  };
}

function headersOf(headers: IHeaders): [string, Bytes][] {
  return Object.entries(headers).flatMap(([name, value]) =>
    [value].flat().map((each): [string, Bytes] => [name, encoded(each)]),
  );
}

/** One @platformatic/kafka consumer; an assigned one reads alone, in a group that nobody else joins. */

import {
  Consumer,
  type Message,
  type MessagesStream,
  MessagesStreamFallbackModes,
  MessagesStreamModes,
} from '@platformatic/kafka';
import { Arrivals } from '../../support/arrivals.ts';
import type { Arguments, CommittedOffset, ConsumedRecord, JoinOptions, Start } from '../../support/driver-interface.ts';
import { encoded } from '../../support/driver-server.ts';

type Stream = MessagesStream<Buffer, Buffer, Buffer, Buffer>;

export class Member {
  readonly #consumer: Consumer;
  readonly #topic: string;
  readonly #wanted: ReadonlySet<number> | undefined;
  readonly #arrivals = new Arrivals<ConsumedRecord>();
  #stream: Stream | undefined;

  private constructor(
    address: string,
    groupId: string,
    topic: string,
    wanted?: ReadonlySet<number>,
    { protocol = 'classic', instance }: JoinOptions = {},
  ) {
    this.#topic = topic;
    this.#wanted = wanted;
    this.#consumer = new Consumer({
      clientId: 'platformatic',
      bootstrapBrokers: [address],
      groupId,
      autocommit: false,
      ...(protocol === 'consumer'
        ? { groupProtocol: 'consumer' as const, rebalanceTimeout: 60_000 }
        : { heartbeatInterval: 300, sessionTimeout: 10_000, rebalanceTimeout: 15_000 }),
      ...(instance === undefined ? {} : { groupInstanceId: instance }),
      maxWaitTime: 100,
      maxBytes: 32 * 1024 * 1024,
    });
  }

  static async join(address: string, given: Arguments<'join'>): Promise<Member> {
    const member = new Member(address, given.group, given.topic, undefined, given);
    await member.#read(
      await member.#consumer.consume({
        topics: [given.topic],
        mode: MessagesStreamModes.COMMITTED,
        fallbackMode: MessagesStreamFallbackModes.EARLIEST,
      }),
    );
    return member;
  }

  static async assign(address: string, given: Arguments<'assign'>): Promise<Member> {
    const groupId = `platformatic-assigned-${process.pid}-${performance.now()}`;
    const member = new Member(address, groupId, given.topic, new Set(given.partitions));
    await member.#read(await member.#open(given));
    return member;
  }

  get assignment(): number[] {
    const mine = this.#consumer.assignments?.find(({ topic }) => topic === this.#topic);
    return [...(mine?.partitions ?? [])].sort((a, b) => a - b);
  }

  drain(count: number, timeoutMs: number): Promise<ConsumedRecord[]> {
    return this.#arrivals.drain(count, timeoutMs);
  }

  commit(offsets: readonly CommittedOffset[]): Promise<void> {
    const each = offsets.map(({ partition, offset }) => ({
      topic: this.#topic,
      partition,
      offset: BigInt(offset),
      leaderEpoch: 0,
    }));
    return this.#consumer.commit({ offsets: each });
  }

  async leave(): Promise<void> {
    await this.#stream?.close();
    await this.#consumer.close(true);
  }

  async #open({ topic, from }: Arguments<'assign'>): Promise<Stream> {
    const topics = [topic];
    if (from === 'earliest') return this.#consumer.consume({ topics, mode: MessagesStreamModes.EARLIEST });
    if (from === 'latest') return this.#consumer.consume({ topics, mode: MessagesStreamModes.LATEST });
    return this.#consumer.consume({
      topics,
      mode: MessagesStreamModes.MANUAL,
      offsets: await this.#offsets(topic, from),
    });
  }

  /** The client keeps a starting offset for every partition of the topic, also for those passed over. */
  async #offsets(topic: string, from: Exclude<Start, string>) {
    const ends = await this.#listed(topic, -1n);
    const found = 'timestamp' in from ? await this.#listed(topic, BigInt(from.timestamp)) : undefined;
    return ends.map((end, partition) => {
      if ('offset' in from) return { topic, partition, offset: BigInt(from.offset) };
      const offset = found?.[partition] ?? -1n;
      return { topic, partition, offset: offset < 0n ? end : offset };
    });
  }

  async #listed(topic: string, timestamp: bigint): Promise<bigint[]> {
    return (await this.#consumer.listOffsets({ topics: [topic], timestamp })).get(topic) ?? [];
  }

  async #read(stream: Stream): Promise<void> {
    this.#stream = stream;
    const { promise, resolve } = Promise.withResolvers<void>();
    stream.on('offsets', () => resolve());
    stream.on('fetch', () => resolve());
    stream.on('data', (message) => {
      if (this.#wanted?.has(message.partition) !== false) this.#arrivals.add(consumed(message));
    });
    stream.on('error', () => resolve());
    await promise;
  }
}

function consumed(message: Message): ConsumedRecord {
  return {
    partition: message.partition,
    offset: Number(message.offset),
    timestamp: Number(message.timestamp),
    key: encoded(message.key),
    value: encoded(message.value),
    headers: message.headerEntries.map(([name, value]) => [name.toString(), encoded(value)] as const),
  };
}

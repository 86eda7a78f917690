/**
 * All kinds of clients at work on one broker: a producer with idempotence and two without, a consumer that polls long, a
 * group of two, and an administrator. `finish` lets them come to an end and has everything read once more.
 */
import { Errors, errorName } from '@moldau/protocol';
import type { BrokerWorld } from './broker-world.ts';
import { Admin } from './clients/admin.ts';
import { Auditor } from './clients/auditor.ts';
import { Consumer } from './clients/consumer.ts';
import { Deleter } from './clients/deleter.ts';
import { GroupMember } from './clients/group-member.ts';
import { IdempotentProducer } from './clients/idempotent-producer.ts';
import type { TopicPartition } from './clients/partitions.ts';
import { Producer } from './clients/producer.ts';
import { SimulatedClient } from './clients/simulated-client.ts';
import { createTopic } from './clients/topic-admin.ts';

const GROUP = 'readers';
/** Everything must have come to an end by then; see "nothing lost". */
const HEALING_MS = 120_000;

export interface WorkloadOptions {
  readonly topicConfigs?: Readonly<Record<string, string>>;
  readonly valueBytesMax?: number;
  readonly pauseMsMax?: number;
  /** Somebody deletes records; with `retention` the topics' configs do so too. */
  readonly shortens?: 'deletions' | 'retention';
}

export const workloadPartitions: readonly TopicPartition[] = [
  { topic: 'orders', partition: 0 },
  { topic: 'orders', partition: 1 },
  { topic: 'payments', partition: 0 },
];

export class Workload {
  readonly idempotent: IdempotentProducer;
  readonly consumer: Consumer;
  readonly members: readonly GroupMember[];
  readonly clients: readonly SimulatedClient[];
  readonly #world: BrokerWorld;
  /** When retention has nothing more to do. */
  readonly #settlesInMs: number;

  /** Makes the topics and sets the clients to work. */
  static async begin(world: BrokerWorld, options: WorkloadOptions = {}): Promise<Workload> {
    const setUp = new SetUp(world, 'set-up', options.topicConfigs ?? {});
    await world.simulation.settle(setUp.done);
    return new Workload(world, options);
  }

  private constructor(world: BrokerWorld, { valueBytesMax = 1500, pauseMsMax = 30, shortens }: WorkloadOptions) {
    this.#world = world;
    this.#settlesInMs = shortens === 'retention' ? 2000 : 0;
    const partitions = workloadPartitions;
    const producerOptions = { partitions, acks: -1 as const, valueBytesMax, pauseMsMax };
    const startsMove = shortens !== undefined;
    this.idempotent = new IdempotentProducer(world, 'idempotent', producerOptions);
    this.consumer = new Consumer(world, 'consumer', { partitions, startsMove });
    this.members = ['member-1', 'member-2'].map(
      (name) => new GroupMember(world, name, { group: GROUP, partitions, startsMove }),
    );
    this.clients = [
      this.idempotent,
      new Producer(world, 'plain', producerOptions),
      new Producer(world, 'hasty', { ...producerOptions, acks: 1 }),
      this.consumer,
      ...this.members,
      new Admin(world, 'scratch'),
      ...(startsMove ? [new Deleter(world, 'deleter', { partitions })] : []),
    ];
  }

  /** Fails if the clients do not come to an end although nothing hinders them any more. */
  async finish(): Promise<void> {
    const { simulation } = this.#world;
    const deadline = simulation.time + HEALING_MS;
    for (const client of this.clients) client.stop();
    for (const client of this.clients) await this.#endOf(client, deadline);
    await simulation.runFor(this.#settlesInMs);
    const auditor = new Auditor(this.#world, 'auditor', { partitions: workloadPartitions, groups: [GROUP] });
    await this.#endOf(auditor, deadline);
  }

  async #endOf(client: SimulatedClient, deadline: number): Promise<void> {
    const { simulation } = this.#world;
    let ended = false;
    const note = (): void => {
      ended = true;
    };
    client.done.then(note, note);
    await simulation.run(() => ended || simulation.time > deadline);
    if (!ended) throw new Error(`${client.name} has not come to an end ${HEALING_MS} ms after the last fault`);
    await client.done;
  }
}

class SetUp extends SimulatedClient {
  readonly #configs: Readonly<Record<string, string>>;

  constructor(world: BrokerWorld, name: string, configs: Readonly<Record<string, string>>) {
    super(world, name);
    this.#configs = configs;
  }

  protected override async step(): Promise<void> {
    for (const topic of ['orders', 'payments']) {
      const count = workloadPartitions.filter((other) => other.topic === topic).length;
      const errorCode = await createTopic(this.link, topic, count, this.#configs);
      if (errorCode !== Errors.NONE) throw new Error(`${topic} was answered ${errorName(errorCode)}`);
    }
    this.stop();
  }
}

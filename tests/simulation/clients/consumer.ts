/**
 * A consumer of some partitions from their beginning, by long polls within a fetch session, that remembers where it is
 * and goes on from there whatever happens.
 */
import { Errors, errorName, ZERO_UUID } from '@moldau/protocol';
import { fetchApi, type FetchRequest, type FetchResponse, type PartitionData } from '@moldau/protocol/messages/fetch';
import { EARLIEST, offsetAt } from './offset-at.ts';
import { nameOf, type TopicPartition } from './partitions.ts';
import { recordsIn } from './record-values.ts';
import { type ClientWorld, SimulatedClient } from './simulated-client.ts';

const FETCH_VERSION = 12;
const MAX_WAIT_MS = 500;

export interface ConsumerOptions {
  readonly partitions: readonly TopicPartition[];
  readonly maxBytes?: number;
  /** Whether logs are shortened while it reads: it goes on where they start. */
  readonly startsMove?: boolean;
}

/** Errors that go away. */
const tolerated: ReadonlySet<number> = new Set([
  Errors.UNKNOWN_TOPIC_OR_PARTITION,
  Errors.NOT_LEADER_OR_FOLLOWER,
  Errors.KAFKA_STORAGE_ERROR,
]);

export class Consumer extends SimulatedClient {
  readonly #options: ConsumerOptions;
  readonly #offsets = new Map<string, number>();
  #session = { id: 0, epoch: 0 };
  /** Number of records read. */
  recordCount = 0;

  constructor(world: ClientWorld, name: string, options: ConsumerOptions) {
    super(world, name);
    this.#options = options;
  }

  protected override async step(): Promise<void> {
    const asked = new Map(this.#options.partitions.map((target) => [nameOf(target), this.#offsetOf(target)]));
    const response = await this.#fetch();
    if (response.errorCode !== Errors.NONE) {
      this.#session = { id: 0, epoch: 0 };
      return;
    }
    this.#session = { id: response.sessionId, epoch: response.sessionId === 0 ? 0 : this.#session.epoch + 1 };
    for (const { topic, partitions } of response.responses) {
      for (const part of partitions) {
        const partition = nameOf({ topic, partition: part.partitionIndex });
        await this.#take(partition, asked.get(partition) ?? 0, part);
      }
    }
  }

  async #fetch(): Promise<FetchResponse> {
    const { partitions, maxBytes = 1 << 20 } = this.#options;
    const offsets = partitions.map((target) => ({ ...target, offset: this.#offsetOf(target) }));
    try {
      return await this.link.call(fetchApi, FETCH_VERSION, fetchRequest(offsets, maxBytes, MAX_WAIT_MS, this.#session));
    } catch (error) {
      this.#session = { id: 0, epoch: 0 };
      throw error;
    }
  }

  async #take(partition: string, fetchOffset: number, part: PartitionData): Promise<void> {
    if (tolerated.has(part.errorCode)) return this.sleep(50);
    if (part.errorCode === Errors.OFFSET_OUT_OF_RANGE && this.#options.startsMove === true) {
      return this.#goToStart(partition, fetchOffset);
    }
    if (part.errorCode !== Errors.NONE) throw new Error(`${this.name}: ${partition} ${errorName(part.errorCode)}`);
    const records = recordsIn(bytesOf(part), partition);
    const { highWatermark } = part;
    this.history.push({ kind: 'read', consumer: this.name, partition, fetchOffset, records, highWatermark });
    this.recordCount += records.length;
    const last = records.at(-1);
    if (last !== undefined && last.offset >= fetchOffset) this.#offsets.set(partition, last.offset + 1);
  }

  async #goToStart(partition: string, fetchOffset: number): Promise<void> {
    const target = this.#options.partitions.find((other) => nameOf(other) === partition);
    const start = target && (await offsetAt(this.link, target, EARLIEST));
    if (start === undefined) return this.sleep(50);
    if (start <= fetchOffset)
      throw new Error(`${this.name}: ${partition} starts at ${start}, not behind ${fetchOffset}`);
    this.#offsets.set(partition, start);
  }

  #offsetOf(target: TopicPartition): number {
    return this.#offsets.get(nameOf(target)) ?? 0;
  }
}

export interface PartitionToFetch extends TopicPartition {
  readonly offset: number;
}

/** Session 0 with epoch -1 is none. */
export function fetchRequest(
  partitions: readonly PartitionToFetch[],
  maxBytes: number,
  maxWaitMs: number,
  session = { id: 0, epoch: -1 },
): FetchRequest {
  const topics = Map.groupBy(partitions, ({ topic }) => topic);
  return {
    clusterId: null,
    replicaId: -1,
    maxWaitMs,
    minBytes: 1,
    maxBytes,
    isolationLevel: 0,
    sessionId: session.id,
    sessionEpoch: session.epoch,
    topics: [...topics].map(([topic, parts]) => ({
      topic,
      topicId: ZERO_UUID,
      partitions: parts.map(({ partition, offset }) => ({
        partition,
        currentLeaderEpoch: -1,
        fetchOffset: offset,
        lastFetchedEpoch: -1,
        logStartOffset: -1,
        partitionMaxBytes: maxBytes,
        replicaDirectoryId: ZERO_UUID,
        highWatermark: 0n,
      })),
    })),
    forgottenTopicsData: [],
    rackId: '',
  };
}

export function bytesOf({ records }: PartitionData): Buffer {
  if (records === null) return Buffer.alloc(0);
  return Buffer.isBuffer(records) ? records : Buffer.concat(records);
}

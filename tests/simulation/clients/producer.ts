/**
 * A producer without idempotence: each batch is sent once, and its fate is whatever the answer says. Several requests
 * may be under way at a time, for one partition each.
 */
import { encodeRecordBatch, Errors, ZERO_UUID } from '@moldau/protocol';
import { produceApi, type ProduceRequest } from '@moldau/protocol/messages/produce';
import type { Send } from '../history.ts';
import { isConnectionLoss } from './broker-link.ts';
import { nameOf, type TopicPartition } from './partitions.ts';
import { type ClientWorld, SimulatedClient } from './simulated-client.ts';
import { valueBytes } from './record-values.ts';

const PRODUCE_VERSION = 9;

export interface ProducerOptions {
  readonly partitions: readonly TopicPartition[];
  readonly acks: 1 | -1;
  /** Bytes of a value, at most. */
  readonly valueBytesMax: number;
  /** Milliseconds between two sends, at most. */
  readonly pauseMsMax: number;
}

export interface ProducedBatch {
  readonly target: TopicPartition;
  readonly sends: readonly Send[];
  readonly bytes: Buffer;
}

/** What an answer says about one batch. */
export interface ProduceResult {
  readonly errorCode: number;
  readonly baseOffset: number;
}

/** Errors after which the record is in no log and never will be. */
const refusals: ReadonlySet<number> = new Set([
  Errors.UNKNOWN_TOPIC_OR_PARTITION,
  Errors.MESSAGE_TOO_LARGE,
  Errors.NOT_ENOUGH_REPLICAS,
  Errors.INVALID_RECORD,
  Errors.CORRUPT_MESSAGE,
]);

export class Producer extends SimulatedClient {
  protected readonly options: ProducerOptions;
  #count = 0;

  constructor(world: ClientWorld, name: string, options: ProducerOptions) {
    super(world, name);
    this.options = options;
  }

  protected override async step(): Promise<void> {
    const batches = Array.from({ length: 1 + this.random.integer(3) }, () => this.#nextBatch());
    await Promise.all(batches.map((batch) => this.#sendOnce(batch)));
    await this.sleep(this.random.between(0, this.options.pauseMsMax));
  }

  /** Rejects as a `BrokerLink` does. */
  protected async produce({ target, bytes }: ProducedBatch): Promise<ProduceResult> {
    const response = await this.link.call(
      produceApi,
      PRODUCE_VERSION,
      produceRequest(target, bytes, this.options.acks),
    );
    const answer = response.responses[0]?.partitionResponses[0];
    if (answer === undefined) throw new Error(`${this.name} got an answer without its partition`);
    return answer;
  }

  /** Notes them as sent, with a fate not known yet. */
  protected newSends(target: TopicPartition, idempotent: boolean): Send[] {
    const count = 1 + this.random.integer(4);
    const sends = Array.from(
      { length: count },
      (): Send => ({
        kind: 'send',
        producer: this.name,
        idempotent,
        acks: this.options.acks,
        partition: nameOf(target),
        value: `${this.name}#${this.#count++}`,
        outcome: 'unknown',
      }),
    );
    this.history.push(...sends);
    return sends;
  }

  protected randomTarget(): TopicPartition {
    const { partitions } = this.options;
    const target = partitions[this.random.integer(partitions.length)];
    if (target === undefined) throw new Error(`${this.name} has no partition to send to`);
    return target;
  }

  protected recordsOf(sends: readonly Send[]) {
    const timestamp = this.runtime.clock.now();
    return sends.map(({ value }) => ({
      timestamp,
      key: Buffer.from(value),
      value: valueBytes(value, this.random.integer(this.options.valueBytesMax)),
    }));
  }

  #nextBatch(): ProducedBatch {
    const target = this.randomTarget();
    const sends = this.newSends(target, false);
    return { target, sends, bytes: encodeRecordBatch({ records: this.recordsOf(sends) }) };
  }

  async #sendOnce(batch: ProducedBatch): Promise<void> {
    try {
      note(batch, await this.produce(batch));
    } catch (error) {
      if (!isConnectionLoss(error)) throw error;
    }
  }
}

/** Notes in the history what became of a batch. */
export function note({ sends }: ProducedBatch, { errorCode, baseOffset }: ProduceResult): void {
  for (const [index, send] of sends.entries()) {
    if (errorCode === Errors.NONE) {
      send.outcome = 'ok';
      send.offset = baseOffset + index;
    } else if (refusals.has(errorCode)) send.outcome = 'refused';
  }
}

function produceRequest({ topic, partition }: TopicPartition, records: Buffer, acks: number): ProduceRequest {
  return {
    transactionalId: null,
    acks,
    timeoutMs: 2000,
    topicData: [{ name: topic, topicId: ZERO_UUID, partitionData: [{ index: partition, records }] }],
  };
}

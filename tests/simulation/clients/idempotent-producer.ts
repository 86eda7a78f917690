/**
 * An idempotent producer with up to five batches of a partition under way, B54: what was not acknowledged is sent
 * again, in order, under its first sequence numbers, until the broker takes it, however many connections that needs.
 * Now and then it begins anew with another identity.
 */
import { encodeRecordBatch, Errors, errorName } from '@moldau/protocol';
import { initProducerIdApi } from '@moldau/protocol/messages/init-producer-id';
import { isConnectionLoss } from './broker-link.ts';
import { nameOf, type TopicPartition } from './partitions.ts';
import { note, type ProducedBatch, Producer, type ProduceResult } from './producer.ts';

const INIT_PRODUCER_ID_VERSION = 4;
const IN_FLIGHT_MAX = 5;
/** Of the batches. */
const NEW_IDENTITY_CHANCE = 0.02;

interface Identity {
  readonly producerId: number;
  readonly producerEpoch: number;
  /** By partition. */
  readonly nextSequence: Map<string, number>;
}

/** Answers after which the same batch is sent again. */
const retriable: ReadonlySet<number> = new Set([
  Errors.KAFKA_STORAGE_ERROR,
  Errors.NOT_LEADER_OR_FOLLOWER,
  Errors.NOT_ENOUGH_REPLICAS,
  Errors.REQUEST_TIMED_OUT,
  Errors.UNKNOWN_TOPIC_OR_PARTITION,
  /** A batch before it did not get through. */
  Errors.OUT_OF_ORDER_SEQUENCE_NUMBER,
]);

export class IdempotentProducer extends Producer {
  #identity: Identity | undefined;
  #unacknowledged: ProducedBatch[] = [];
  /** Sends that had to be repeated. */
  retries = 0;

  protected override async step(): Promise<void> {
    const identity = await this.#currentIdentity();
    const target = this.randomTarget();
    const count = 1 + this.random.integer(IN_FLIGHT_MAX);
    for (let index = 0; index < count; index++) this.#unacknowledged.push(this.#nextBatch(identity, target));
    await this.#sendAll();
    await this.sleep(this.random.between(0, this.options.pauseMsMax));
  }

  async #currentIdentity(): Promise<Identity> {
    if (this.#identity !== undefined && !this.random.chance(NEW_IDENTITY_CHANCE)) return this.#identity;
    const request = {
      transactionalId: null,
      transactionTimeoutMs: 0,
      producerId: -1,
      producerEpoch: -1,
      enable2Pc: false,
      keepPreparedTxn: false,
    };
    const response = await this.link.call(initProducerIdApi, INIT_PRODUCER_ID_VERSION, request);
    const { errorCode, producerId, producerEpoch } = response;
    if (errorCode !== Errors.NONE) {
      await this.sleep(100);
      return this.#currentIdentity();
    }
    this.history.push({ kind: 'producer id', producer: this.name, producerId, producerEpoch });
    this.#identity = { producerId, producerEpoch, nextSequence: new Map() };
    return this.#identity;
  }

  #nextBatch({ producerId, producerEpoch, nextSequence }: Identity, target: TopicPartition): ProducedBatch {
    const sends = this.newSends(target, true);
    const partition = nameOf(target);
    const baseSequence = nextSequence.get(partition) ?? 0;
    nextSequence.set(partition, baseSequence + sends.length);
    const bytes = encodeRecordBatch({ records: this.recordsOf(sends), producerId, producerEpoch, baseSequence });
    return { target, sends, bytes };
  }

  async #sendAll(): Promise<void> {
    for (let isFirst = true; this.#unacknowledged.length > 0; isFirst = false) {
      if (!isFirst) {
        this.retries++;
        await this.sleep(this.random.between(5, 100));
      }
      const batches = this.#unacknowledged;
      const results = await Promise.allSettled(batches.map((batch) => this.produce(batch)));
      this.#unacknowledged = batches.filter((batch, index) => !this.#isSettled(batch, results[index]));
    }
  }

  #isSettled(batch: ProducedBatch, result: PromiseSettledResult<ProduceResult> | undefined): boolean {
    if (result?.status !== 'fulfilled') {
      if (result !== undefined && !isConnectionLoss(result.reason)) throw result.reason;
      return false;
    }
    const { errorCode } = result.value;
    if (retriable.has(errorCode)) return false;
    if (errorCode !== Errors.NONE) throw new Error(`${this.name} was answered ${errorName(errorCode)}`);
    note(batch, result.value);
    return true;
  }
}

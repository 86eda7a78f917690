/** A transactional producer that asks for one thing at a time, in either version of the transaction protocol. */
import { Errors } from '@moldau/protocol';
import { addOffsetsToTxnApi } from '@moldau/protocol/messages/add-offsets-to-txn';
import { addPartitionsToTxnApi } from '@moldau/protocol/messages/add-partitions-to-txn';
import { endTxnApi } from '@moldau/protocol/messages/end-txn';
import { findCoordinatorApi } from '@moldau/protocol/messages/find-coordinator';
import { initProducerIdApi } from '@moldau/protocol/messages/init-producer-id';
import { type PartitionProduceResponse, produceApi } from '@moldau/protocol/messages/produce';
import { type TxnOffsetCommitRequest, txnOffsetCommitApi } from '@moldau/protocol/messages/txn-offset-commit';
import { type BrokerUnderTest, eventually, topicName } from './broker-under-test.ts';
import { batch, initProducerIdRequest, produceRequest, type Topic, topicData } from './requests.ts';

export class TransactionalProducer {
  readonly transactionalId: string;
  producerId = -1;
  producerEpoch = -1;
  /** By topic and partition. */
  readonly sequences = new Map<string, number>();
  readonly #broker: BrokerUnderTest;
  /** 2 leaves it to the broker to add partitions. */
  readonly #version: 1 | 2;

  constructor(broker: BrokerUnderTest, version: 1 | 2, transactionalId = topicName()) {
    this.#broker = broker;
    this.#version = version;
    this.transactionalId = transactionalId;
  }

  /** A producer that has its id. */
  static async ready(
    broker: BrokerUnderTest,
    version: 1 | 2,
    transactionalId?: string,
  ): Promise<TransactionalProducer> {
    const producer = new TransactionalProducer(broker, version, transactionalId);
    await producer.init();
    return producer;
  }

  get produceVersion(): number {
    return this.#version === 2 ? 12 : 11;
  }

  get who() {
    const { transactionalId, producerId, producerEpoch } = this;
    return { transactionalId, producerId, producerEpoch };
  }

  async init(): Promise<void> {
    await this.#coordinated(this.transactionalId, 1);
    await eventually(async () => {
      const { transactionalId } = this;
      const answer = await this.#broker.client.request(
        initProducerIdApi,
        4,
        initProducerIdRequest({ transactionalId }),
      );
      if (isPassing(answer.errorCode)) return false;
      if (answer.errorCode !== Errors.NONE) throw new Error(`InitProducerId: ${answer.errorCode}`);
      this.#move(answer);
      return true;
    });
  }

  /** Adds a partition, for clients of the first version. */
  async add(topic: Topic, partition = 0): Promise<number | undefined> {
    const { transactionalId, producerId, producerEpoch } = this;
    let code: number | undefined;
    await eventually(async () => {
      const { resultsByTopicV3AndBelow } = await this.#broker.client.request(addPartitionsToTxnApi, 3, {
        transactions: [],
        v3AndBelowTransactionalId: transactionalId,
        v3AndBelowProducerId: producerId,
        v3AndBelowProducerEpoch: producerEpoch,
        v3AndBelowTopics: [{ name: topic.name, partitions: [partition] }],
      });
      code = resultsByTopicV3AndBelow[0]?.resultsByPartition[0]?.partitionErrorCode;
      return !isPassing(code);
    });
    return code;
  }

  /** One batch in the transaction; the partition's answer. */
  async produce(
    topic: Topic,
    values: readonly string[],
    { partition = 0, version = this.produceVersion } = {},
  ): Promise<PartitionProduceResponse> {
    const key = `${topic.name}-${partition}`;
    const { transactionalId, producerId, producerEpoch } = this;
    const baseSequence = this.sequences.get(key) ?? 0;
    const records = batch(values, { transactional: true, producerId, producerEpoch, baseSequence });
    const request = { ...produceRequest([topicData(topic, [partition, records])]), transactionalId };
    const { responses } = await this.#broker.client.request(produceApi, version, request);
    const answer = responses[0]?.partitionResponses[0];
    if (answer === undefined) throw new Error('Produce answered no partition');
    if (answer.errorCode === Errors.NONE) this.sequences.set(key, baseSequence + values.length);
    return answer;
  }

  /** Writes so that it succeeds, as a client would; the base offset. */
  async send(topic: Topic, values: readonly string[], partition = 0): Promise<number> {
    if (this.#version === 1) {
      const code = await this.add(topic, partition);
      if (code !== Errors.NONE) throw new Error(`AddPartitionsToTxn: ${code}`);
    }
    let offset = -1;
    await eventually(async () => {
      const { errorCode, baseOffset, errorMessage } = await this.produce(topic, values, { partition });
      if (isPassing(errorCode)) return false;
      if (errorCode !== Errors.NONE) throw new Error(`Produce: ${errorCode} ${errorMessage}`);
      offset = baseOffset;
      return true;
    });
    return offset;
  }

  /** The error of one offset committed in the transaction. */
  async commitOffset(
    groupId: string,
    topic: Topic,
    offset: bigint,
    rest: Partial<TxnOffsetCommitRequest> & { readonly version?: number; readonly metadata?: string } = {},
  ): Promise<number | undefined> {
    const { version = this.#version === 2 ? 5 : 4, metadata = null, ...fields } = rest;
    await this.#coordinated(groupId, 0);
    if (this.#version === 1) await this.#addOffsets(groupId);
    const committed = {
      partitionIndex: 0,
      committedOffset: offset,
      committedLeaderEpoch: 0,
      committedMetadata: metadata,
    };
    let code: number | undefined;
    await eventually(async () => {
      const { topics } = await this.#broker.client.request(txnOffsetCommitApi, version, {
        ...this.who,
        groupId,
        generationId: -1,
        memberId: '',
        groupInstanceId: null,
        topics: [{ name: topic.name, partitions: [committed] }],
        ...fields,
      });
      code = topics[0]?.partitions[0]?.errorCode;
      return !isPassing(code);
    });
    return code;
  }

  /** Ends the transaction; its markers may follow the answer. */
  async end(result: 'commit' | 'abort'): Promise<void> {
    const { producerEpoch } = this;
    await eventually(async () => {
      const request = { ...this.who, producerEpoch, committed: result === 'commit' };
      const answer = await this.#broker.client.request(endTxnApi, this.#version === 2 ? 5 : 4, request);
      if (isPassing(answer.errorCode)) return false;
      if (answer.errorCode !== Errors.NONE) throw new Error(`EndTxn: ${answer.errorCode}`);
      if (this.#version === 2) this.#move(answer);
      return true;
    });
  }

  async #addOffsets(groupId: string): Promise<void> {
    await eventually(async () => {
      const { errorCode } = await this.#broker.client.request(addOffsetsToTxnApi, 3, { ...this.who, groupId });
      if (isPassing(errorCode)) return false;
      if (errorCode !== Errors.NONE) throw new Error(`AddOffsetsToTxn: ${errorCode}`);
      return true;
    });
  }

  async #coordinated(key: string, keyType: number): Promise<void> {
    await eventually(async () => {
      const asked = { key: '', keyType, coordinatorKeys: [key] };
      const { coordinators } = await this.#broker.client.request(findCoordinatorApi, 4, asked);
      return coordinators[0]?.errorCode === Errors.NONE;
    });
  }

  #move({ producerId, producerEpoch }: { readonly producerId: number; readonly producerEpoch: number }): void {
    if (producerId !== this.producerId || producerEpoch !== this.producerEpoch) this.sequences.clear();
    this.producerId = producerId;
    this.producerEpoch = producerEpoch;
  }
}

/** What clients try again for. */
function isPassing(code: number | undefined): boolean {
  return (
    code === Errors.CONCURRENT_TRANSACTIONS ||
    code === Errors.COORDINATOR_LOAD_IN_PROGRESS ||
    code === Errors.COORDINATOR_NOT_AVAILABLE ||
    code === Errors.NOT_COORDINATOR ||
    code === Errors.NOT_ENOUGH_REPLICAS
  );
}

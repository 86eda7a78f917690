/** A transactional producer of kafkajs, kept from call to call with its open transaction. */

import type { Kafka, Producer, Transaction } from 'kafkajs';
import type { TransactArguments } from '../../support/driver-interface.ts';
import { decoded } from '../../support/driver-server.ts';

export class Transacting {
  readonly #producer: Producer;
  readonly #connected: Promise<void>;
  #open: Transaction | undefined;

  constructor(kafka: Kafka, transactionalId: string) {
    this.#producer = kafka.producer({
      transactionalId,
      transactionTimeout: 30_000,
      idempotent: true,
      maxInFlightRequests: 1,
    });
    this.#connected = this.#producer.connect();
  }

  async transact({ writes, offset, end }: TransactArguments): Promise<void> {
    await this.#connected;
    this.#open ??= await this.#producer.transaction();
    const transaction = this.#open;
    for (const { topic, partition, values } of writes) {
      await transaction.send({ topic, messages: values.map((value) => ({ partition, value: decoded(value) })) });
    }
    if (offset !== undefined) {
      const partitions = [{ partition: offset.partition, offset: String(offset.offset) }];
      await transaction.sendOffsets({ consumerGroupId: offset.group, topics: [{ topic: offset.topic, partitions }] });
    }
    if (end === 'none') return;
    this.#open = undefined;
    if (end === 'commit') await transaction.commit();
    else await transaction.abort();
  }
}

/** A transactional producer of @platformatic/kafka, kept from call to call with its open transaction. */

import { Producer } from '@platformatic/kafka';
import type { TransactArguments } from '../../support/driver-interface.ts';
import { decoded } from '../../support/driver-server.ts';

export class Transacting {
  readonly #producer: Producer;
  #open: Producer['transaction'];

  constructor(address: string, transactionalId: string) {
    const common = { clientId: 'platformatic', bootstrapBrokers: [address], retries: 20, retryDelay: 100 };
    this.#producer = new Producer({ ...common, transactionalId, idempotent: true, acks: -1 });
  }

  async transact({ writes, end }: TransactArguments): Promise<void> {
    this.#open ??= await this.#producer.beginTransaction();
    const transaction = this.#open;
    for (const { topic, partition, values } of writes) {
      const messages = values.map((value) => ({ topic, partition, value: decoded(value ?? '') }));
      await transaction.send({ messages });
    }
    if (end === 'none') return;
    this.#open = undefined;
    if (end === 'commit') await transaction.commit();
    else await transaction.abort();
  }
}

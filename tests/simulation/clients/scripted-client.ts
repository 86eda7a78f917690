/** A client that does one thing after the other, as a test says; it tries again while there is no connection. */
import { encodeRecordBatch, Errors, ZERO_UUID } from '@moldau/protocol';
import { fetchApi } from '@moldau/protocol/messages/fetch';
import { produceApi } from '@moldau/protocol/messages/produce';
import type { Runtime } from '@moldau/runtime';
import type { Simulation } from '@moldau/runtime/simulated';
import { BrokerLink, isConnectionLoss, sleep } from './broker-link.ts';
import { bytesOf, fetchRequest } from './consumer.ts';
import type { ProduceResult } from './producer.ts';
import { recordsIn, valueBytes } from './record-values.ts';
import type { ClientWorld } from './simulated-client.ts';
import { createTopic, deleteTopic } from './topic-admin.ts';

const RETRY_MS = 50;

export class ScriptedClient {
  readonly #simulation: Simulation;
  readonly #runtime: Runtime;
  readonly #link: BrokerLink;

  constructor({ simulation }: ClientWorld, name: string) {
    this.#simulation = simulation;
    this.#runtime = simulation.runtime(name);
    this.#link = new BrokerLink(this.#runtime);
  }

  /** Lets the simulation run until it is done. */
  do<Result>(act: () => Promise<Result>): Promise<Result> {
    return this.#simulation.settle(this.#insist(act));
  }

  async createTopic(topic: string, configs: Readonly<Record<string, string>> = {}): Promise<void> {
    expectNone(await createTopic(this.#link, topic, 1, configs));
  }

  async deleteTopic(topic: string): Promise<void> {
    expectNone(await deleteTopic(this.#link, topic));
  }

  /** To partition 0. */
  async produce(topic: string, value: string, acks: 1 | -1 = -1): Promise<ProduceResult> {
    const timestamp = this.#runtime.clock.now();
    const records = encodeRecordBatch({ records: [{ timestamp, key: null, value: valueBytes(value, 300) }] });
    const topicData = [{ name: topic, topicId: ZERO_UUID, partitionData: [{ index: 0, records }] }];
    const request = { transactionalId: null, acks, timeoutMs: 1000, topicData };
    const response = await this.#link.call(produceApi, 9, request);
    const { errorCode = -1, baseOffset = -1 } = response.responses[0]?.partitionResponses[0] ?? {};
    return { errorCode, baseOffset };
  }

  /** What partition 0 holds from an offset on, one value each, or the error code. */
  async read(topic: string, from = 0): Promise<string[] | number> {
    const values: string[] = [];
    for (;;) {
      const next = from + values.length;
      const request = fetchRequest([{ topic, partition: 0, offset: next }], 1 << 20, 0);
      const part = (await this.#link.call(fetchApi, 12, request)).responses[0]?.partitions[0];
      if (part === undefined || part.errorCode !== Errors.NONE) return part?.errorCode ?? -1;
      const records = recordsIn(bytesOf(part), topic).filter(({ offset }) => offset >= next);
      if (records.length === 0) return values;
      values.push(...records.map(({ value }) => value));
    }
  }

  async #insist<Result>(act: () => Promise<Result>): Promise<Result> {
    for (;;) {
      try {
        return await act();
      } catch (error) {
        if (!isConnectionLoss(error)) throw error;
        await sleep(this.#runtime.clock, RETRY_MS);
      }
    }
  }
}

function expectNone(errorCode: number): void {
  if (errorCode !== Errors.NONE) throw new Error(`answered with error ${errorCode}`);
}
